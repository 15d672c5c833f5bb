/** `npm run bench -- training`: the step and the attack beside what others make of them. */
import { choice, list, number, parseArguments, UsageError } from '../../scripts/arguments';
import { METRICS } from '../../src/geometry/metric';
import { DEFAULT_SETTINGS, LAYERS, PENALTIES, RANGES } from '../../src/training/settings';
import { BENCH_BACKENDS, RUNTIMES } from '../backends';
import { inChromium } from '../in-chromium';
import { duration, progressLines } from '../progress';
import { startInNode } from './in-node';
import { type Grid, type Measured, type Measurement, measurementsOf } from './measurement';
import type { MeasureHere } from './page';
import { describe, summary, tables } from './report';

const DEFAULTS: Grid = {
  backend: 'webgpu',
  members: [3],
  hidden: [64],
  penalty: ['cosine'],
  metric: ['uniform'],
  lambda: DEFAULT_SETTINGS.lambda,
  batch: 64,
  seconds: 30,
};

interface Options {
  readonly grid: Grid;
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
      batch: number(RANGES.batch),
      hidden: list(number(RANGES.hidden), LAYERS),
      penalty: list(choice(PENALTIES), { min: 1, max: PENALTIES.length }),
      metric: list(choice(METRICS), { min: 1, max: METRICS.length }),
      runtime: choice(RUNTIMES),
      seconds: number({ min: 0, max: 3600, integer: false }),
    },
    ['json'],
  );
  if (positionals.length > 0) throw new UsageError(`does not take ${positionals[0]}`);
  const { runtime = 'chromium', ...rest } = values;
  return { grid: { ...DEFAULTS, ...rest }, runtime, json: flags.has('json') };
}

export async function trainingCommand(args: readonly string[]): Promise<void> {
  const { grid, runtime, json } = readOptions(args);
  const log = progressLines();
  const measurements = measurementsOf(grid);
  const expected = duration(measurements.length * grid.seconds);
  log(
    `${measurements.length} measurements of ${grid.seconds} s: ${expected}, more if ${grid.seconds} s are too few here`,
  );
  const measured =
    runtime === 'node'
      ? await inTurn(measurements, await startInNode(grid.backend, log), log)
      : await inChromium('bench/training/page.html', log, ({ call }) =>
          inTurn(measurements, (measurement) => call('measureHere', measurement), log),
        );
  process.stdout.write(`${tables(measured)}\n`);
  if (json) {
    process.stdout.write(`${JSON.stringify({ runtime, grid, measurements: measured })}\n`);
  }
  if (measured.some(({ rows }) => rows.some(({ wrong }) => wrong))) process.exitCode = 1;
}

async function inTurn(
  measurements: readonly Measurement[],
  measure: MeasureHere,
  log: (line: string) => void,
): Promise<Measured[]> {
  const measured: Measured[] = [];
  const began = performance.now();
  for (const [k, measurement] of measurements.entries()) {
    const spent = (performance.now() - began) / 1000;
    const each = Math.max(measurement.settings.seconds, k > 0 ? spent / k : 0);
    const left = duration(each * (measurements.length - k));
    log(`${k + 1} of ${measurements.length}, ${left} left: ${describe(measurement)}`);
    const one = await measure(measurement);
    log(`  ${summary(one)}`);
    measured.push(one);
  }
  return measured;
}
