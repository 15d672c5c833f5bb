/** A weighted sum over the members, image by image. */
import { add, expandDims, mul, type Tensor2D, type Tensor3D, unstack } from '@tensorflow/tfjs-core';
import { scoped } from '../scope';

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
