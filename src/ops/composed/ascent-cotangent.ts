/**
 * What an attack climbs, as a cotangent on the logits: its vector–Jacobian product, summed over the members, is
 * the gradient of the objective with respect to the image, up to one positive factor for each image. That
 * factor is free since every step rule normalises, and it is chosen so that the weight of no image underflows.
 *
 * With the direction d_i = q − onehot(y) and the margin m_i of the softmax head (softmax-head.ts), and weights
 * w_i of which the greatest is 1:
 *
 *     mean     −log((1/n) Σ p_i):   w_i d_i,  w_i ∝ p_i (1 − p_i), since ∇p_i = −p_i (1 − p_i) d_i
 *     sum      Σ −log p_i:          w_i d_i,  w_i ∝ 1 − p_i
 *     slowest  −log Σ exp(−h_i):    w_i (onehot(k_i) − onehot(y)),  w_i ∝ exp(−h_i),
 *              for k_i the wrong class of the greatest logit and h_i = z_{k_i} − z_y
 *
 * Towards a class t in the place of y the objective is turned round: minus the same for `mean` and `sum`. For
 * `slowest` it is h_i = min(z_t − z_{k_i}, ½): a member that is well on the other side moves no further.
 */
import {
  argMax,
  cast,
  equal,
  exp,
  expandDims,
  less,
  max,
  minimum,
  mul,
  neg,
  range,
  softplus,
  sub,
  sum,
  type Tensor,
  type Tensor2D,
  type Tensor3D,
} from '@tensorflow/tfjs-core';
import { scoped } from '../scope';
import { residual } from './softmax-head';

/** Of all members, those that are a cotangent on the logits alone. */
export type LogitsObjective = 'mean' | 'sum' | 'slowest';

/** The margin towards a class beyond which a member is left alone. */
export const ENOUGH_MARGIN = 0.5;

/**
 * @param logits [n, B, classes]
 * @param target [B, classes], the class that is left, or the one that is gone to, as zeros and ones
 * @param towards whether it is gone to
 * @returns [n, B, classes]
 */
export function ascentCotangent(
  logits: Tensor3D,
  target: Tensor2D,
  objective: LogitsObjective,
  towards: boolean,
): Tensor3D {
  return scoped(() => {
    if (objective === 'slowest') return slowestCotangent(logits, target, towards);
    const { margin, direction } = residual(logits, target);
    const weights = memberWeights(margin, objective);
    return mul(direction, expandDims(towards ? neg(weights) : weights, 2)) as Tensor3D;
  });
}

/** The weights of the directions, the greatest of each image 1: [n, B]. @param margin [n, B] */
export function memberWeights(margin: Tensor2D, objective: 'mean' | 'sum'): Tensor2D {
  return scoped(() => {
    // log(1 − p) = −softplus(−m), log p = −softplus(m).
    const doubt = neg(softplus(neg(margin)));
    return fromLogarithms(objective === 'sum' ? doubt : sub(doubt, softplus(margin)));
  });
}

function slowestCotangent(logits: Tensor3D, target: Tensor2D, towards: boolean): Tensor3D {
  const classes = logits.shape[2];
  // Far below any logit.
  const others = sub(logits, mul(target, 1e30)) as Tensor3D;
  const rival = oneHot(argMax(others, 2), classes);
  const lead = sub(max(others, 2), sum(mul(logits, target), 2)) as Tensor2D;
  if (!towards) {
    const weights = fromLogarithms(neg(lead));
    return mul(sub(rival, target), expandDims(weights, 2)) as Tensor3D;
  }
  const margin = neg(lead);
  const moving = cast(less(margin, ENOUGH_MARGIN), 'float32');
  const weights = mul(fromLogarithms(neg(minimum(margin, ENOUGH_MARGIN))), moving);
  return mul(sub(target, rival), expandDims(weights, 2)) as Tensor3D;
}

/** exp of what is above the greatest over members, [n, B]. */
function fromLogarithms(values: Tensor): Tensor2D {
  return exp(sub(values, max(values, 0, true))) as Tensor2D;
}

/** Not tf.oneHot: on WASM it writes integers into a float32 tensor (TensorFlow.js 4.22). */
export function oneHot(indices: Tensor, classes: number): Tensor {
  const all = range(0, classes, 1, 'int32');
  return cast(equal(expandDims(indices, indices.rank), all), 'float32');
}
