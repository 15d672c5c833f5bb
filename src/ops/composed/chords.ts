/**
 * How the members' vectors stand to each other: chords between their unit vectors, from which cosines, sines
 * and angles keep their digits also where two are nearly equal or nearly opposite.
 */
import {
  add,
  cast,
  concat,
  div,
  expandDims,
  greater,
  maximum,
  min,
  mul,
  sqrt,
  square,
  squaredDifference,
  stack,
  sub,
  sum,
  type Tensor1D,
  type Tensor2D,
  type Tensor3D,
  unstack,
  zeros,
} from '@tensorflow/tfjs-core';
import { pairs } from '../../geometry/pairs';
import { SMALLEST_NORM } from '../limits';
import { scoped } from '../scope';

/** Rows are the unordered pairs in the order of `geometry/pairs`, P = n(n−1)/2. */
export interface PairwiseAngles {
  /** u_i = d_i/‖d_i‖, [n, B, size]; zero where the vector is zero. */
  readonly unit: Tensor3D;
  /** ‖d_i‖, [n, B] */
  readonly norm: Tensor2D;
  /** ‖u_i − u_j‖² and ‖u_i + u_j‖², [P, B]: exact where a cosine near ±1 has lost its digits. */
  readonly minusSquared: Tensor2D;
  readonly plusSquared: Tensor2D;
  /** 1 where every member has a vector, else 0: [B]. Elsewhere no cosine exists. */
  readonly defined: Tensor1D;
}

/** @param vectors d, [n, B, size], any scale */
export function pairwiseAngles(vectors: Tensor3D): PairwiseAngles {
  return scoped(() => {
    const norm = sqrt(sum(square(vectors), 2)) as Tensor2D;
    const unit = div(vectors, expandDims(maximum(norm, SMALLEST_NORM), 2)) as Tensor3D;
    const members = unstack(unit);
    const all = pairs(vectors.shape[0]);
    const [, ...rest] = vectors.shape;
    // Not a gather: WASM takes that value by value, far slower than it copies whole slices.
    const pick = (which: readonly number[]) =>
      which.length > 0 ? stack(which.map((i) => members[i]!)) : zeros([0, ...rest]);
    const first = pick(all.map(([i]) => i));
    const second = pick(all.map(([, j]) => j));
    return {
      unit,
      norm,
      minusSquared: sum(squaredDifference(first, second), 2) as Tensor2D,
      plusSquared: sum(square(add(first, second)), 2) as Tensor2D,
      defined: min(cast(greater(norm, 0), 'float32'), 0) as Tensor1D,
    };
  });
}

/** Cosine and sine of each pair's angle, [P, B]: the sine from the chords, never √(1 − ρ²). */
export function cosineAndSine({
  minusSquared,
  plusSquared,
}: Pick<PairwiseAngles, 'minusSquared' | 'plusSquared'>): {
  cosine: Tensor2D;
  sine: Tensor2D;
} {
  return scoped(() => {
    const total = maximum(add(plusSquared, minusSquared), SMALLEST_NORM);
    return {
      cosine: div(sub(plusSquared, minusSquared), total) as Tensor2D,
      sine: div(mul(2, sqrt(mul(plusSquared, minusSquared))), total) as Tensor2D,
    };
  });
}

/**
 * Rows ‖u_i − u_j‖² for each pair, then ‖u_i + u_j‖² for each, then 1 where every member has a vector,
 * else 0: [2P + 1, B].
 * @param vectors [n, B, size], any scale
 */
export function chords(vectors: Tensor3D): Tensor2D {
  return scoped(() => {
    const { minusSquared, plusSquared, defined } = pairwiseAngles(vectors);
    return concat([minusSquared, plusSquared, expandDims(defined, 0) as Tensor2D]);
  });
}
