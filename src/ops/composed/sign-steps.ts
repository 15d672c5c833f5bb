/**
 * Sign steps up the loss of several members' mean probability: the step of the fast gradient sign attack
 * (Goodfellow et al. 2015), x_adv = clip(x + ε·sign(∇_x ℓ), 0, 1), with sign(0) = 0.
 */
import {
  add,
  clipByValue,
  concat,
  expandDims,
  mul,
  neg,
  slice,
  softmax,
  softplus,
  squeeze,
  stack,
  step,
  sub,
  type Tensor,
  type Tensor2D,
  type Tensor3D,
  transpose,
  unstack,
} from '@tensorflow/tfjs-core';
import { scoped } from '../scope';

/**
 * The direction in input space in which the loss climbs, up to a positive factor for each image: steps
 * along signs, or of a normalised length, need no more.
 *
 * The loss of the mean probability is −log((1/n) Σ p_i), so its gradient is Σ_i p_i g_i / Σ_j p_j, and with
 * g_i = (1 − p_i) d_i the weight of d_i is p_i (1 − p_i), up to a factor. It is taken from the
 * margins in logarithms: on images of which every member is sure it would underflow to no direction.
 * @param direction d, [n, B, inputSize]
 * @param margin [n, B]
 * @param members whose probabilities; one or more
 * @returns [B, inputSize]
 */
export function ascent(
  direction: Tensor3D,
  margin: Tensor2D,
  members: readonly number[],
): Tensor2D {
  return scoped(() => {
    const [, images, size] = direction.shape;
    const own = members.map(
      (i) => squeeze(slice(direction, [i, 0, 0], [1, images, size]), [0]) as Tensor2D,
    );
    if (own.length === 1) return own[0]!;
    const margins = unstack(margin);
    const chosen = stack(members.map((i) => margins[i]!));
    const logWeight = neg(add(softplus(chosen), softplus(neg(chosen))));
    const weights = unstack(transpose(softmax(transpose(logWeight))));
    // Not a sum over the first axis: a GPU would spend a workgroup on each value's few terms.
    return own
      .map((part, k) => mul(part, expandDims(weights[k]!, 1)))
      .reduce((total, part) => add(total, part)) as Tensor2D;
  });
}

/** clip(x + ε·sign(ascent), 0, 1) for each ε, one after the other: [E·B, inputSize]. */
export function signSteps(
  images: Tensor2D,
  direction: Tensor3D,
  margin: Tensor2D,
  members: readonly number[],
  epsilons: readonly number[],
): Tensor2D {
  return scoped(() => {
    const climb = ascent(direction, margin, members);
    return concat(epsilons.map((epsilon) => signStep(images, climb, epsilon)));
  });
}

/** One step. @param direction the ascent direction, [B, inputSize], any positive scale */
export function signStep(images: Tensor2D, direction: Tensor2D, epsilon: number): Tensor2D {
  return scoped(() => clipByValue(add(images, mul(signOf(direction), epsilon)), 0, 1) as Tensor2D);
}

/** Not tf.sign: on WASM it takes everything within 1e-7 for zero (TensorFlow.js 4.22). */
export function signOf(values: Tensor): Tensor {
  return sub(step(values), step(neg(values)));
}
