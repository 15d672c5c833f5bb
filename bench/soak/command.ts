/** `npm run bench -- soak`: thousands of training steps, and whether anything has grown. */
import { choice, list, number, parseArguments, UsageError } from '../../scripts/arguments';
import { LAYERS, PENALTIES, RANGES } from '../../src/training/settings';
import { BENCH_BACKENDS, RUNTIMES } from '../backends';
import { progressLines } from '../progress';
import { soakInChromium } from './in-chromium';
import { soakInNode } from './in-node';
import { report } from './report';
import { SOAK_DEFAULTS, type SoakSettings } from './soak';

export async function soakCommand(args: readonly string[]): Promise<void> {
  const { values, flags, positionals } = parseArguments(
    args,
    {
      backend: choice(BENCH_BACKENDS),
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
  const { steps, members, hidden, batch, penalty } = settings;
  if (steps * batch > RANGES.images.max * RANGES.epochs.max) {
    const most = Math.floor((RANGES.images.max * RANGES.epochs.max) / batch);
    throw new UsageError(`--steps must be at most ${most} for a batch of ${batch}, not ${steps}`);
  }
  const run = runtime === 'chromium' ? soakInChromium : soakInNode;
  const { adapter, early, late, seconds, loss } = await run(backend, settings, progressLines());
  const { text, sound } = report(early, late);
  const setting = `${members} members, hidden ${hidden.join(',')}, batch ${batch}, penalty ${penalty}`;
  process.stdout.write(
    `${backend} (${adapter}, ${runtime}): ${setting}\n${steps} steps in ${seconds.toFixed(0)} s, loss at the end ${loss.toFixed(4)}\n\n${text}\n`,
  );
  if (flags.has('json')) {
    const object = { runtime, backend, adapter, settings, seconds, loss, early, late, sound };
    process.stdout.write(`${JSON.stringify(object)}\n`);
  }
  if (!sound) process.exitCode = 1;
}
