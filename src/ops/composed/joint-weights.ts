/**
 * The weights of the best common direction: the point of the hull of the members' gradients that is nearest to
 * zero (Désidéri 2012), found by moving weight between two members at a time, as far as it helps.
 */
import {
  add,
  clipByValue,
  div,
  exp,
  expandDims,
  fill,
  max,
  maximum,
  mul,
  neg,
  softplus,
  stack,
  sub,
  sum,
  type Tensor,
  type Tensor2D,
  type Tensor3D,
  unstack,
} from '@tensorflow/tfjs-core';
import { pairs } from '../../geometry/pairs';
import { SMALLEST_NORM } from '../limits';
import { scoped } from '../scope';

const SWEEPS = 32;

/**
 * a_i S_i for the gradients S_i d_i, the greatest of each image 1: [n, B].
 * @param direction d, [n, B, size]
 * @param margin [n, B]
 */
export function jointWeights(direction: Tensor3D, margin: Tensor2D): Tensor2D {
  return scoped(() => {
    const members = direction.shape[0];
    const doubt = neg(softplus(neg(margin)));
    const scale = exp(sub(doubt, max(doubt, 0, true)));
    const vectors = unstack(mul(direction, expandDims(scale, 2)));
    const weights: Tensor[] = vectors.map(() => fill([direction.shape[1]], 1 / members));
    let point = vectors
      .map((v, i) => mul(v, expandDims(weights[i]!, 1)))
      .reduce((total, v) => add(total, v));
    const differences = pairs(members).map(([i, j]) => {
      const difference = sub(vectors[i]!, vectors[j]!);
      const square = maximum(sum(mul(difference, difference), 1), SMALLEST_NORM);
      return { i, j, difference, square };
    });
    for (let sweep = 0; sweep < SWEEPS; sweep++) {
      for (const { i, j, difference, square } of differences) {
        const wanted = neg(div(sum(mul(point, difference), 1), square));
        const share = minMax(wanted, neg(weights[i]!), weights[j]!);
        weights[i] = add(weights[i]!, share);
        weights[j] = sub(weights[j]!, share);
        point = add(point, mul(difference, expandDims(share, 1)));
      }
    }
    const found = mul(clipByValue(stack(weights), 0, 1), scale);
    return div(found, maximum(max(found, 0, true), SMALLEST_NORM)) as Tensor2D;
  });
}

function minMax(values: Tensor, least: Tensor, most: Tensor): Tensor {
  return sub(most, maximum(sub(most, maximum(values, least)), 0));
}
