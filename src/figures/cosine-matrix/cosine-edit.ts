/** Changing the cosines between two to eight gradients without leaving what gradients can have. */
import { memberLabel } from '../../components/members';
import { gal, meanCosine } from '../../geometry/alignment';
import type { CosineMatrix } from '../../geometry/cosine-matrix';
import { feasibleRange } from '../../geometry/feasible-range';
import { gdrOfImage } from '../../geometry/gdr';
import { whyImpossible } from '../../geometry/impossible-cosines';
import { memberCount, type Pair, pairIndex, pairs } from '../../geometry/pairs';

/** Cosines of all pairs, in the order of geometry/pairs.ts. */
export type Cosines = readonly number[];

export const FEWEST = 2;
export const MOST = 8;

/** A smaller GDR may come from rounding alone: the cosines of a link have six digits. */
export const ROUNDING_SHARE = 1e-9;

/** Digits of a cosine on the page. */
const DIGITS = 2;
/** Rounding of a limit that is a round number. */
const ROUNDING = 1e-6;

export function matrixOf(cosines: Cosines): CosineMatrix {
  const n = memberCount(cosines.length);
  return Array.from({ length: n }, (_, i) =>
    Array.from({ length: n }, (_, j) => (i === j ? 1 : cosines[pairIndex(i, j, n)]!)),
  );
}

export interface Measures {
  readonly gdr: number;
  readonly meanCosine: number;
  readonly gal: number;
  /** GDR of as many orthogonal gradients, 2⁻ⁿ. */
  readonly orthogonal: number;
}

export function measuresOf(cosines: Cosines): Measures {
  return {
    gdr: gdrOfImage(matrixOf(cosines)),
    meanCosine: meanCosine(cosines),
    gal: gal(cosines),
    orthogonal: 2 ** -memberCount(cosines.length),
  };
}

/** The values that one cosine may take while the others stay, least and greatest. */
export function rangeOf(cosines: Cosines, [i, j]: Pair): readonly [number, number] {
  return feasibleRange(matrixOf(cosines), i, j);
}

/** The range as it is written: rounded inwards, so that what is written is possible. */
export function writtenRange([least, greatest]: readonly [number, number]): [number, number] {
  const scale = 10 ** DIGITS;
  const low = Math.ceil((least - ROUNDING) * scale) / scale;
  const high = Math.floor((greatest + ROUNDING) * scale) / scale;
  // A range too narrow for the digits is a single value.
  return low <= high ? [low + 0, high + 0] : [least, greatest];
}

export function withCosine(cosines: Cosines, [i, j]: Pair, value: number): Cosines {
  return cosines.with(pairIndex(i, j, memberCount(cosines.length)), value);
}

/** What one cosine at this value contradicts, in the members' names on the page. */
export function whyNot(cosines: Cosines, pair: Pair, value: number): string | undefined {
  return whyImpossible(matrixOf(withCosine(cosines, pair, value)), memberLabel);
}

/** As many members; those that join are orthogonal to all others, which is always possible. */
export function resized(cosines: Cosines, members: number): Cosines {
  const before = memberCount(cosines.length);
  return pairs(members).map(([i, j]) => (j < before ? cosines[pairIndex(i, j, before)]! : 0));
}

/** The least cosine that all pairs of so many members can have: −1/(n−1). */
export function leastEqual(members: number): number {
  return -1 / (members - 1);
}

export function allEqual(members: number, cosine: number): Cosines {
  return pairs(members).map(() => cosine);
}

/** Two halves, alike within and slightly opposed between. */
export function twoClusters(members: number): Cosines {
  const first = Math.ceil(members / 2);
  return pairs(members).map(([i, j]) => (i < first === j < first ? 0.8 : -0.2));
}
