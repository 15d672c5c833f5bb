/**
 * The fast gradient sign attack (Goodfellow et al. 2015): one step of size ε along the sign of the
 * input gradient, x_adv = clip(x + ε·sign(∇_x ℓ), 0, 1), with sign(0) = 0.
 */
import {
  add,
  clipByValue,
  mul,
  neg,
  step,
  sub,
  type Tensor,
  type Tensor2D,
} from '@tensorflow/tfjs-core';
import { scoped } from '../ensemble/scope';

/**
 * @param images [B, inputSize] in [0, 1]
 * @param direction the ascent direction, [B, inputSize], any positive scale
 * @param epsilon step in units of pixel intensity, at least 0
 */
export function fgs(images: Tensor2D, direction: Tensor2D, epsilon: number): Tensor2D {
  return scoped(() => clipByValue(add(images, mul(signOf(direction), epsilon)), 0, 1) as Tensor2D);
}

/** Not tf.sign: on WASM it takes everything within 1e-7 for zero (TensorFlow.js 4.22). */
function signOf(values: Tensor): Tensor {
  return sub(step(values), step(neg(values)));
}
