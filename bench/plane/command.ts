/** `npm run bench -- plane`: how long a plane of gradients takes, from the gradients to its finest grid, in Node. */
import { performance } from 'node:perf_hooks';
import { list, number, parseArguments, UsageError } from '../../scripts/arguments';
import { startNodeBackend } from '../../scripts/node-backend';
import { table } from '../../scripts/table';
import { mlp } from '../../src/ensemble/mlp';
import { GRID_LEVELS, nodeCount } from '../../src/geometry/nested-grid';
import { gradientPlane } from '../../src/measures/gradient-plane';
import { fillPlane } from '../../src/measures/plane-grid';
import { RANGES } from '../../src/training/settings';

const SPEC = { kind: 'mlp', inputSize: 28 * 28, hidden: [64, 64], classCount: 10 } as const;
const TRIES = 15;

export interface PlaneTiming {
  readonly members: number;
  /** Medians, in milliseconds: of the plane itself, and until each grid is complete. */
  readonly span: number;
  readonly grids: readonly number[];
}

export async function planeCommand(args: readonly string[]): Promise<void> {
  const { values, flags, positionals } = parseArguments(
    args,
    { members: list(number(RANGES.members), { min: 1, max: 4 }) },
    ['json'],
  );
  if (positionals.length > 0) throw new UsageError(`does not take ${positionals[0]}`);
  await startNodeBackend('wasm');
  const timings: PlaneTiming[] = [];
  for (const members of values.members ?? [2, 3, 5]) timings.push(await timePlane(members, TRIES));
  process.stdout.write(flags.has('json') ? `${JSON.stringify(timings)}\n` : `${report(timings)}\n`);
}

/** @param tries as many as are counted; two before them are not */
export async function timePlane(members: number, tries: number): Promise<PlaneTiming> {
  const architecture = mlp(SPEC);
  // How long it takes does not depend on what the network has learnt.
  const model = { architecture, parameters: architecture.initialise(members, 1) };
  const pixels = Float32Array.from({ length: SPEC.inputSize }, (_, k) => (k % 17) / 16);
  const image = { pixels, labels: Uint8Array.of(0) };
  const times: number[][] = [];
  for (let k = 0; k < tries + 2; k++) {
    const began = performance.now();
    const passed: number[] = [];
    const plane = await gradientPlane(model, image, { first: 'joint', second: 0 });
    passed.push(performance.now() - began);
    await fillPlane(model, image, plane!, 1, (_, grid) => {
      if (grid) passed.push(performance.now() - began);
      return true;
    });
    if (k >= 2) times.push(passed);
  }
  for (const tensor of model.parameters) tensor.dispose();
  const median = (column: number) =>
    times.map((own) => own[column]!).sort((a, b) => a - b)[times.length >> 1]!;
  return { members, span: median(0), grids: GRID_LEVELS.map((_, level) => median(level + 1)) };
}

export function report(timings: readonly PlaneTiming[]): string {
  const sides = GRID_LEVELS.map((level) => Math.sqrt(nodeCount(level)));
  return [
    'Milliseconds on WASM in Node until each is there, medians. Members of 784-64-64-10.',
    table([
      ['', 'its two directions', ...sides.map((side) => `${side} × ${side}`)],
      ...timings.map(({ members, span, grids }) => [
        `n = ${members}`,
        ...[span, ...grids].map((time) => time.toFixed(1)),
      ]),
    ]),
  ].join('\n');
}
