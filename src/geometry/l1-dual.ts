/**
 * The best joint step in L∞: max over ‖δ‖∞ ≤ 1 of min_i g_i·δ, the rate at which one step that moves every
 * pixel alike can raise every member's loss. By duality it is min over weights a on the simplex of
 * ‖Σ a_i g_i‖₁. It is no function of the Gram matrix: the gradients themselves are needed.
 *
 * Solved by cutting planes (Kelley 1960). For the signs s of any combination, Σ a_i (g_i·s) ≤ ‖Σ a_i g_i‖₁,
 * with equality at that combination. The weights that are least under the cuts so far are those of a matrix
 * game between members and sign vectors; the other player's mixture of sign vectors is a step, and the value of
 * the game what it raises every loss by. So each round has a bound from either side. ‖Σ a_i g_i‖₁ has finitely
 * many pieces: the rounds end.
 */
import { type MatrixGame, solveMatrixGame } from './matrix-game';

export interface L1Dual {
  /** min_i g_i·δ of the step below, in the unit of the gradients: the best is at least that. */
  readonly slope: number;
  /** ‖Σ a_i g_i‖₁ of the weights below: the best is at most that. */
  readonly bound: number;
  /** a_i ≥ 0, of sum 1, [n]. */
  readonly weights: readonly number[];
  /** δ, [dimension], ‖δ‖∞ ≤ 1. */
  readonly step: Float64Array;
}

/** The gap between the two bounds, as a share of the upper one. */
const GAP = 1e-6;
/** What is so small a share of the shortest gradient is zero. */
const ROUNDING = 1e-12;
const MOST_ROUNDS = 1000;

/**
 * @param gradients of n members at one image, [n][dimension]
 * @throws RangeError for none, for unequal lengths, and for entries that are not finite
 */
export function l1Dual(gradients: readonly ArrayLike<number>[]): L1Dual {
  check(gradients);
  const dimension = gradients[0]!.length;
  const lengths = gradients.map((gradient) => sumOf(gradient, Math.abs));
  const shortest = Math.min(...lengths);
  const nothing = gradients.map((_, i) => (i === lengths.indexOf(shortest) ? 1 : 0));
  if (shortest === 0) {
    return { slope: 0, bound: 0, weights: nothing, step: new Float64Array(dimension) };
  }
  const signs: Float64Array[] = [];
  const payoffs: number[][] = [];
  let best: { bound: number; weights: readonly number[] } = { bound: Infinity, weights: nothing };
  let game: MatrixGame | null = null;
  let weights: readonly number[] = gradients.map(() => 1 / gradients.length);
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const combined = combination(gradients, weights);
    const bound = sumOf(combined, Math.abs);
    if (bound < best.bound) best = { bound, weights };
    const lower = game ? game.value * shortest : 0;
    if (best.bound - lower <= GAP * best.bound || best.bound <= ROUNDING * shortest) break;
    const cut = combined.map(Math.sign);
    signs.push(cut);
    payoffs.push(gradients.map((gradient) => dot(gradient, cut) / shortest));
    game = solveMatrixGame(payoffs);
    weights = game.rowMix;
  }
  const step = game ? combination(signs, game.columnMix) : new Float64Array(dimension);
  const slope = Math.min(...gradients.map((gradient) => dot(gradient, step)));
  return { slope: Math.max(0, slope), ...best, step };
}

function check(gradients: readonly ArrayLike<number>[]): void {
  const dimension = gradients[0]?.length ?? 0;
  if (dimension === 0 || gradients.some(({ length }) => length !== dimension)) {
    throw new RangeError('One or more gradients of one dimension are wanted.');
  }
  gradients.forEach((gradient, i) => {
    if (!Array.from(gradient).every(Number.isFinite)) {
      throw new RangeError(`Gradient ${i + 1} has an entry that is not a finite number.`);
    }
  });
}

function combination(
  vectors: readonly ArrayLike<number>[],
  weights: readonly number[],
): Float64Array {
  const sum = new Float64Array(vectors[0]!.length);
  vectors.forEach((vector, i) => {
    const weight = weights[i]!;
    if (weight === 0) return;
    for (let k = 0; k < sum.length; k++) sum[k]! += weight * vector[k]!;
  });
  return sum;
}

function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let k = 0; k < a.length; k++) sum += a[k]! * b[k]!;
  return sum;
}

function sumOf(values: ArrayLike<number>, of: (value: number) => number): number {
  let sum = 0;
  for (let k = 0; k < values.length; k++) sum += of(values[k]!);
  return sum;
}
