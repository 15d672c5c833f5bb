/** `npm run bench -- attacks`: an attack of many steps beside what others make of it. */
import { setBackend } from '@tensorflow/tfjs-core';
import { choice, list, number, parseArguments, UsageError } from '../../scripts/arguments';
import { startNodeBackend } from '../../scripts/node-backend';
import { DATA_FOLDER } from '../../scripts/paths';
import { table } from '../../scripts/table';
import { nodeSource } from '../../src/data/node-source';
import { DEFAULT_SETTINGS, LAYERS, RANGES } from '../../src/training/settings';
import { BENCH_BACKENDS, type BenchBackend, RUNTIMES } from '../backends';
import { inChromium } from '../in-chromium';
import { duration, progressLines } from '../progress';
import type { BenchSettings } from '../training/problem';
import { SPEC } from './attacker';
import type { CompareHere } from './page';
import { type Comparison, compare } from './run';

type Compared = Awaited<ReturnType<CompareHere>>;

export interface Options {
  readonly comparisons: readonly Comparison[];
  readonly backend: BenchBackend;
  readonly runtime: (typeof RUNTIMES)[number];
  readonly json: boolean;
}

/** @throws UsageError */
export function readOptions(args: readonly string[]): Options {
  const { values, flags, positionals } = parseArguments(
    args,
    {
      backend: choice(BENCH_BACKENDS),
      members: list(number(RANGES.members), { min: 1, max: 4 }),
      hidden: list(number(RANGES.hidden), LAYERS),
      images: list(number({ min: 1, max: 1000, integer: true }), { min: 1, max: 4 }),
      runtime: choice(RUNTIMES),
      seconds: number({ min: 0, max: 3600, integer: false }),
    },
    ['json'],
  );
  if (positionals.length > 0) throw new UsageError(`does not take ${positionals[0]}`);
  const { backend = 'wasm', runtime = 'chromium', hidden = [64, 64], seconds = 10 } = values;
  const settings = (members: BenchSettings['members']): BenchSettings => ({
    ...{ backend, members, hidden, seconds },
    // No training is compared.
    ...{
      penalty: 'none',
      metric: 'uniform',
      lambda: DEFAULT_SETTINGS.lambda,
      batch: DEFAULT_SETTINGS.batch,
    },
  });
  const comparisons = (values.images ?? [1000, 1]).flatMap((images) =>
    (values.members ?? [2, 3, 5]).map((members) => ({ settings: settings(members), images })),
  );
  return { comparisons, backend, runtime, json: flags.has('json') };
}

export async function attacksCommand(args: readonly string[]): Promise<void> {
  const { comparisons, backend, runtime, json } = readOptions(args);
  const log = progressLines();
  const compared =
    runtime === 'node'
      ? await inTurn(comparisons, await startInNode(backend, log), log)
      : await inChromium('bench/attacks/page.html', log, ({ call }) =>
          inTurn(comparisons, (comparison) => call('compareHere', comparison), log),
        );
  process.stdout.write(`${report(compared, runtime)}\n`);
  if (json) process.stdout.write(`${JSON.stringify({ runtime, attack: SPEC, compared })}\n`);
  if (compared.some(({ rows }) => rows.some(({ wrong }) => wrong))) process.exitCode = 1;
}

async function startInNode(backend: BenchBackend, log: (line: string) => void) {
  const { adapter } = await startNodeBackend(backend);
  // Registers the gradients of TensorFlow.js; their own file cannot be imported in Node.
  await import('@tensorflow/tfjs');
  await setBackend(backend);
  const source = nodeSource(DATA_FOLDER);
  const here: CompareHere = async (comparison) => ({
    adapter,
    ...(await compare(source, comparison, log)),
  });
  return here;
}

async function inTurn(
  comparisons: readonly Comparison[],
  compareOne: CompareHere,
  log: (line: string) => void,
): Promise<Compared[]> {
  const compared: Compared[] = [];
  const began = performance.now();
  for (const [k, comparison] of comparisons.entries()) {
    const { members, seconds } = comparison.settings;
    const spent = (performance.now() - began) / 1000;
    const left = duration(
      Math.max(seconds, k > 0 ? spent / k : 0) * (comparisons.length - compared.length),
    );
    const what = `n = ${members}, images: ${comparison.images}`;
    log(`${k + 1} of ${comparisons.length}, ${left} left: ${what}`);
    compared.push(await compareOne(comparison));
  }
  return compared;
}

/** A line for each comparison. */
export function report(compared: readonly Compared[], runtime: string): string {
  const { adapter, settings } = compared[0]!;
  const text = (value: number | null | undefined, digits: number) =>
    value === null || value === undefined ? '–' : value.toFixed(digits);
  const lines = compared.map(({ rows, images, settings: { members } }) => {
    const row = (name: string) => rows.find(({ attacker }) => attacker === name);
    const others = ['textbook', 'jax-js'].flatMap((name) => {
      const { milliseconds, ratio, wrong } = row(name) ?? {};
      return [text(milliseconds, 2), wrong ? 'WRONG!' : text(ratio, 2)];
    });
    const own = row('ours');
    return [
      `n = ${members}`,
      String(images),
      text(own?.milliseconds, 2),
      ...others,
      String(own?.rounds ?? 0),
    ];
  });
  const header = ['', 'images', 'ours', 'textbook', '×', 'jax-js', '×', 'rounds'];
  const notes = compared.flatMap(({ rows }) =>
    rows.flatMap(({ attacker, wrong, apart, note }) =>
      wrong ? [`${attacker}: ${note || `${(100 * apart).toFixed(2)} % of the pixels differ`}`] : [],
    ),
  );
  return [
    `${settings.backend} (${adapter}, ${runtime}): hidden ${settings.hidden.join(',')}`,
    `PGD of ${SPEC.steps} steps, ε = ${SPEC.epsilon}. Milliseconds and times of ours (×), both medians of interleaved rounds.`,
    table([header, ...lines]),
    ...new Set(notes),
  ].join('\n');
}
