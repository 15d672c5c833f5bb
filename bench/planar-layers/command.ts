/**
 * `npm run bench -- planar-layers`: how long a run on points of the plane takes, and each layer of the playground's
 * plane, in Node. The run takes its steps on WASM; layers are plain loops, the same in the page's worker.
 */
import { performance } from 'node:perf_hooks';
import { list, number, parseArguments, UsageError } from '../../scripts/arguments';
import { startNodeBackend } from '../../scripts/node-backend';
import { table } from '../../scripts/table';
import { planarPoints } from '../../src/data/planar/planar-points';
import { PLANE_DOMAIN, PlanarData } from '../../src/data/planar-data';
import { plainNetwork } from '../../src/ensemble/plain-network';
import { GRID_LEVELS } from '../../src/geometry/nested-grid';
import { PLANAR_LAYERS, planarField } from '../../src/measures/planar-layers';
import {
  DEFAULT_PLANE_SETTINGS,
  PLANE_RANGES,
  trainingSettings,
} from '../../src/training/plane-settings';
import { Trainer } from '../../src/training/trainer';

const SPEC = { generator: 'moons', points: 200, noise: 0.08, seed: 4 } as const;
const INTERVALS = GRID_LEVELS[2];
const EPSILON = 0.2;
const TRIES = 9;

export interface PlanarTiming {
  readonly members: number;
  /** Milliseconds of all the run's steps, with the GDR penalty. */
  readonly run: number;
  /** Medians, in milliseconds, in the order of PLANAR_LAYERS. */
  readonly layers: readonly number[];
}

export async function planarLayersCommand(args: readonly string[]): Promise<void> {
  const { values, flags, positionals } = parseArguments(
    args,
    { members: list(number(PLANE_RANGES.members), { min: 1, max: 4 }) },
    ['json'],
  );
  if (positionals.length > 0) throw new UsageError(`does not take ${positionals[0]}`);
  await startNodeBackend('wasm');
  const timings: PlanarTiming[] = [];
  for (const members of values.members ?? [2, 3, 5]) {
    timings.push(await timeLayers(members, DEFAULT_PLANE_SETTINGS.steps, TRIES));
  }
  process.stdout.write(flags.has('json') ? `${JSON.stringify(timings)}\n` : `${report(timings)}\n`);
}

/** @param tries as many as are counted; one run and one layer before them are not */
export async function timeLayers(
  members: number,
  steps: number,
  tries: number,
): Promise<PlanarTiming> {
  const data = planarPoints(SPEC);
  const settings = { ...DEFAULT_PLANE_SETTINGS, members, steps };
  const runs: number[] = [];
  let networks: ReturnType<typeof plainNetwork>[] = [];
  for (let k = 0; k <= Math.min(tries, 3); k++) {
    const began = performance.now();
    const id = 'moons';
    const own = trainingSettings(settings, id, data.labels.length);
    const trainer = new Trainer(new PlanarData(id, data), own, PLANE_RANGES);
    while (trainer.step < steps) await trainer.advance();
    const snapshot = trainer.snapshot();
    const { parameters } = await snapshot.read();
    runs.push(performance.now() - began);
    snapshot.dispose();
    trainer.dispose();
    const weights = { members, hidden: settings.hidden, parameters };
    networks = Array.from({ length: members }, (_, i) => plainNetwork(weights, i));
  }
  const layers = PLANAR_LAYERS.map((layer) => {
    const times: number[] = [];
    for (let k = 0; k <= tries; k++) {
      const began = performance.now();
      planarField(networks, { layer, intervals: INTERVALS, epsilon: EPSILON }, PLANE_DOMAIN, data);
      times.push(performance.now() - began);
    }
    return median(times.slice(1));
  });
  return { members, run: median(runs.slice(1)), layers };
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1]!;
}

export function report(timings: readonly PlanarTiming[]): string {
  const { hidden, steps } = DEFAULT_PLANE_SETTINGS;
  const side = INTERVALS + 1;
  return [
    `Milliseconds in Node, medians. Members of 2-${hidden.join('-')}-2; layers of ${side} × ${side} points.`,
    table([
      ['', `${steps} steps`, ...PLANAR_LAYERS],
      ...timings.map(({ members, run, layers }) => [
        `n = ${members}`,
        ...[run, ...layers].map((time) => time.toFixed(1)),
      ]),
    ]),
  ].join('\n');
}
