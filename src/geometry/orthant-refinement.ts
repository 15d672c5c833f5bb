/**
 * How fine the orthant recursion has to be: nodes are added until two passes agree.
 *
 * The error falls geometrically with the number of nodes, by about ten from one size to the next, so
 * the finer of two passes is much better than their difference says. With n gradients the cost is a
 * power of the size, (size)^(n/2 − 1): for eight, a limit on the work ends the refinement.
 */
import { recursionPass } from './orthant-recursion';

/** Numbers of nodes tried in turn. */
const SIZES = [6, 9, 13, 18, 26, 36, 50, 70, 96] as const;

/** The difference of two passes that counts as agreement: absolute, and as part of the value. */
interface Agreement {
  readonly absolute: number;
  readonly relative: number;
}

const AGREEMENT: Agreement = { absolute: 1e-8, relative: 3e-6 };

/** Looser for n = 8, where each size costs three times the one before and a frame is 16 ms. */
const AGREEMENT_OF_EIGHT: Agreement = { absolute: 2e-7, relative: 2e-5 };

/** Below this, a difference is rounding. */
const ROUNDING = 1e-12;

/** Evaluations after which the finest pass so far has to do: about 60 ms. */
const WORK_LIMIT = 1.6e6;

/**
 * The share of directions on which n gradients all fall.
 * @param rows n non-zero vectors of d ≤ 8 coordinates, vector i from i·STRIDE; left unchanged.
 * @returns from 0 to ½ (1 where there is no gradient at all).
 */
export function shareOfDirections(rows: Float64Array, n: number, d: number): number {
  if (n <= 3) return clamp(recursionPass(rows, n, d, SIZES[0]).share);
  const depth = Math.floor(n / 2) - 1;
  const { absolute, relative } = n < 8 ? AGREEMENT : AGREEMENT_OF_EIGHT;
  let coarse = Number.POSITIVE_INFINITY;
  for (let level = n <= 5 ? 1 : 0; ; level++) {
    const size = SIZES[level]!;
    const { share, evaluations } = recursionPass(rows, n, d, size);
    const tolerance = Math.min(relative * Math.abs(share), absolute) + ROUNDING;
    if (Math.abs(share - coarse) <= tolerance) return clamp(share);
    const next = SIZES[level + 1];
    if (next === undefined || evaluations * (next / size) ** depth > WORK_LIMIT)
      return clamp(share);
    coarse = share;
  }
}

function clamp(share: number): number {
  return Math.min(1, Math.max(0, share));
}
