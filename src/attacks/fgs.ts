/**
 * The fast gradient sign attack (Goodfellow et al. 2015): one step of size ε along the sign of the
 * input gradient, x_adv = clip(x + ε·sign(∇_x ℓ), 0, 1), with sign(0) = 0.
 */
import type { Tensor2D } from '@tensorflow/tfjs-core';
import type { InputGradients } from '../ensemble/input-gradient';
import { operations } from '../ops/operations';
import { type AttackSource, attackedMembers } from './attack-source';

/**
 * The adversarial images for each ε, one ε after the other: [E·B, inputSize].
 * @param images [B, inputSize] in [0, 1]
 * @param gradients at these images
 * @param epsilons steps in units of pixel intensity, each at least 0; one or more
 */
export function fgs(
  images: Tensor2D,
  { direction, margin }: Pick<InputGradients, 'direction' | 'margin'>,
  source: AttackSource,
  epsilons: readonly number[],
): Tensor2D {
  const members = attackedMembers(source, direction.shape[0]);
  return operations().signSteps(images, direction, margin, members, epsilons);
}
