/** `npm run bench -- geometry`: how long a GDR, its gradient and a joint slope take, for two to eight members. */
import { performance } from 'node:perf_hooks';
import { number, parseArguments, UsageError } from '../../scripts/arguments';
import { table } from '../../scripts/table';
import type { CosineMatrix } from '../../src/geometry/cosine-matrix';
import { gdrGradient } from '../../src/geometry/gdr-gradient';
import { jointSlope } from '../../src/geometry/joint-slope';
import { orthantProbability } from '../../src/geometry/orthant-probability';
import { DEGENERATE, type MatrixKind, WELL_CONDITIONED } from './matrices';

const MEMBERS = [2, 3, 4, 5, 6, 7, 8] as const;

const NAMES = { gdr: 'GDR', gradient: 'its gradient', jointSlope: 'joint slope' } as const;

export interface GeometryTiming {
  readonly kind: string;
  readonly members: number;
  /** Medians over the matrices, in milliseconds. */
  readonly gdr: number;
  readonly gradient: number;
  readonly jointSlope: number;
}

export async function geometryCommand(args: readonly string[]): Promise<void> {
  const { values, flags, positionals } = parseArguments(
    args,
    { matrices: number({ min: 1, max: 1000, integer: true }) },
    ['json'],
  );
  if (positionals.length > 0) throw new UsageError(`does not take ${positionals[0]}`);
  const timings = timeAll(values.matrices ?? 51);
  process.stdout.write(flags.has('json') ? `${JSON.stringify(timings)}\n` : `${report(timings)}\n`);
}

/** @param count matrices of each kind and size */
export function timeAll(count: number): GeometryTiming[] {
  return [WELL_CONDITIONED, ...DEGENERATE].flatMap((kind) =>
    MEMBERS.map((members) => timeOne(kind, members, count)),
  );
}

function timeOne(kind: MatrixKind, members: number, count: number): GeometryTiming {
  const matrices = Array.from({ length: count }, (_, index) => kind.make(members, index));
  // The first ones are not counted: the code is compiled as it runs.
  for (const matrix of matrices.slice(0, 5)) {
    orthantProbability(matrix);
    gdrGradient(matrix);
    jointSlope(matrix.flat());
  }
  const median = (work: (matrix: CosineMatrix) => unknown) => {
    const times = matrices.map((matrix) => {
      const began = performance.now();
      work(matrix);
      return performance.now() - began;
    });
    return times.sort((a, b) => a - b)[count >> 1]!;
  };
  return {
    kind: kind.name,
    members,
    gdr: median(orthantProbability),
    gradient: median(gdrGradient),
    jointSlope: median((matrix) => jointSlope(matrix.flat())),
  };
}

export function report(timings: readonly GeometryTiming[]): string {
  const kinds = [...new Set(timings.map(({ kind }) => kind))];
  const lines = kinds.flatMap((kind) =>
    (['gdr', 'gradient', 'jointSlope'] as const).map((what) => [
      `${NAMES[what]}, ${kind}`,
      ...timings.filter((timing) => timing.kind === kind).map((t) => t[what].toFixed(3)),
    ]),
  );
  return [
    'Milliseconds for one cosine matrix, medians.',
    table([['', ...MEMBERS.map((n) => `n = ${n}`)], ...lines]),
  ].join('\n');
}
