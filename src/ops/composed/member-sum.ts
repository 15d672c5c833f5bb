/** Weighted sums over the members, image by image. */
import { add, expandDims, mul, type Tensor2D, type Tensor3D, unstack } from '@tensorflow/tfjs-core';
import { scoped } from '../scope';
import { memberWeights } from './ascent-cotangent';

/**
 * factor·Σ_i w_i v_i, [B, size].
 * @param values v, [n, B, size]
 * @param weights w, [n, B]; without them, all are 1
 */
export function memberSum(values: Tensor3D, weights?: Tensor2D, factor = 1): Tensor2D {
  return scoped(() => {
    const of = weights ? unstack(weights) : [];
    // Not a sum over the first axis: a GPU would spend a workgroup on each value's few terms.
    const total = unstack(values)
      .map((part, i) => (weights ? mul(part, expandDims(of[i]!, 1)) : part))
      .reduce((sum, part) => add(sum, part));
    return (factor === 1 ? total : mul(total, factor)) as Tensor2D;
  });
}

/**
 * Where the loss climbs, from the members' directions (ascent-cotangent.ts): factor·Σ_i w_i d_i, [B, size].
 * @param direction d, [n, B, size]
 * @param margin [n, B]
 */
export function lossAscent(
  direction: Tensor3D,
  margin: Tensor2D,
  objective: 'mean' | 'sum',
  factor = 1,
): Tensor2D {
  return scoped(() =>
    // One weight would be 1.
    direction.shape[0] === 1
      ? memberSum(direction, undefined, factor)
      : memberSum(direction, memberWeights(margin, objective), factor),
  );
}
