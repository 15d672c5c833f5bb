/** `npm run bench -- soak`: thousands of training steps or attacks, and whether anything has grown. */
import { choice, list, number, parseArguments, UsageError } from '../../scripts/arguments';
import { LAYERS, PENALTIES, RANGES } from '../../src/training/settings';
import { BENCH_BACKENDS, RUNTIMES } from '../backends';
import { progressLines } from '../progress';
import { soakInChromium } from './in-chromium';
import { soakInNode } from './in-node';
import { report } from './report';
import { SOAK_DEFAULTS, SOAKED, type SoakSettings } from './soak';

export async function soakCommand(args: readonly string[]): Promise<void> {
  const { values, flags, positionals } = parseArguments(
    args,
    {
      backend: choice(BENCH_BACKENDS),
      what: choice(SOAKED),
      steps: number({ min: 10, max: 1_000_000, integer: true }),
      members: number(RANGES.members),
      hidden: list(number(RANGES.hidden), LAYERS),
      batch: number(RANGES.batch),
      penalty: choice(PENALTIES),
      runtime: choice(RUNTIMES),
    },
    ['json'],
  );
  if (positionals.length > 0) throw new UsageError(`does not take ${positionals[0]}`);
  const { backend = 'webgpu', runtime = 'chromium', ...rest } = values;
  const settings: SoakSettings = { ...SOAK_DEFAULTS, ...rest };
  const { what, steps, members, hidden, batch, penalty } = settings;
  if (what === 'step' && steps * batch > RANGES.images.max * RANGES.epochs.max) {
    const most = Math.floor((RANGES.images.max * RANGES.epochs.max) / batch);
    throw new UsageError(`--steps must be at most ${most} for a batch of ${batch}, not ${steps}`);
  }
  const run = runtime === 'chromium' ? soakInChromium : soakInNode;
  const { adapter, early, late, seconds, loss } = await run(backend, settings, progressLines());
  const { text, sound } = report(early, late, what);
  const own = what === 'step' ? `, penalty ${penalty}` : '';
  const setting = `${members} members, hidden ${hidden.join(',')}, batch ${batch}${own}`;
  const end = loss === null ? '' : `, loss at the end ${loss.toFixed(4)}`;
  process.stdout.write(
    `${backend} (${adapter}, ${runtime}): ${setting}\n${steps} ${what}s in ${seconds.toFixed(0)} s${end}\n\n${text}\n`,
  );
  if (flags.has('json')) {
    const object = { runtime, backend, adapter, settings, seconds, loss, early, late, sound };
    process.stdout.write(`${JSON.stringify(object)}\n`);
  }
  if (!sound) process.exitCode = 1;
}
