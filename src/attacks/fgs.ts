/**
 * The fast gradient sign attack (Goodfellow et al. 2015): one step of size ε along the sign of the
 * input gradient, x_adv = clip(x + ε·sign(∇_x ℓ), 0, 1), with sign(0) = 0.
 */
import {
  add,
  clipByValue,
  concat,
  getBackend,
  mul,
  neg,
  step,
  sub,
  type Tensor,
  type Tensor2D,
} from '@tensorflow/tfjs-core';
import { type AttackSource, ascent, type ClimbedGradients } from '../ops/composed/sign-steps';
import { scoped } from '../ops/scope';
import { signSteps as vectorSteps } from '../ops/wasm/sign-steps';
import { onVectorCode } from '../ops/wasm/tensors';
import { signSteps as launchedSteps } from '../ops/webgpu/sign-steps';

/**
 * The adversarial images for each ε, one ε after the other: [E·B, inputSize].
 * @param images [B, inputSize] in [0, 1]
 * @param gradients at these images
 * @param epsilons steps in units of pixel intensity, each at least 0; one or more
 */
export function fgs(
  images: Tensor2D,
  gradients: ClimbedGradients,
  source: AttackSource,
  epsilons: readonly number[],
): Tensor2D {
  const { direction, margin } = gradients;
  const fused = getBackend() === 'webgpu' ? launchedSteps : onVectorCode() ? vectorSteps : null;
  if (!fused) return composedFgs(images, gradients, source, epsilons);
  return fused(images, direction, margin, source, epsilons) as Tensor2D;
}

/** Made of ordinary operations, for the backends without a program of their own. */
export function composedFgs(
  images: Tensor2D,
  gradients: ClimbedGradients,
  source: AttackSource,
  epsilons: readonly number[],
): Tensor2D {
  return scoped(() => {
    const direction = ascent(gradients, source);
    return concat(epsilons.map((epsilon) => signStep(images, direction, epsilon)));
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
