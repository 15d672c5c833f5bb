/**
 * The direction in input space in which an attack climbs: the gradient of the attacked loss, up to a
 * positive factor for each image. Sign steps, and steps of a normalised length, need no more.
 */
import {
  add,
  expandDims,
  mul,
  neg,
  slice,
  softmax,
  softplus,
  squeeze,
  type Tensor2D,
  transpose,
  unstack,
} from '@tensorflow/tfjs-core';
import type { InputGradients } from '../../ensemble/input-gradient';
import { scoped } from '../scope';

/** What the attack is made on: the ensemble's mean probability, or member i alone. */
export type AttackSource = 'ensemble' | number;

/** What is needed of the members' gradients. */
export type ClimbedGradients = Pick<InputGradients, 'margin' | 'direction'>;

/**
 * The ensemble's loss is −log((1/n) Σ p_i), so its gradient is Σ_i p_i g_i / Σ_j p_j, and with
 * g_i = (1 − p_i) d_i the weight of d_i is p_i (1 − p_i), up to a factor. It is taken from the
 * margins in logarithms: on images of which every member is sure it would underflow to no direction.
 * @returns [B, inputSize]
 */
export function ascent({ margin, direction }: ClimbedGradients, source: AttackSource): Tensor2D {
  return scoped(() => {
    const [, images, size] = direction.shape;
    if (source !== 'ensemble') {
      return squeeze(slice(direction, [source, 0, 0], [1, images, size]), [0]) as Tensor2D;
    }
    const logWeight = neg(add(softplus(margin), softplus(neg(margin))));
    const weight = transpose(softmax(transpose(logWeight)));
    // Not a sum over the first axis: a GPU would spend a workgroup on each value's few terms.
    const parts = unstack(mul(direction, expandDims(weight, 2)));
    return parts.reduce((total, part) => add(total, part)) as Tensor2D;
  });
}
