/** Projected gradient descent (Madry et al. 2018) on one plain network and one image. */
import { inputGradient, type LabelledImage, type PlainNetwork } from '../ensemble/plain-network';
import { clipped } from './plain-fgs';

/** Length of a step as a multiple of ε/steps, so that a turn on the way does not end short: Madry et al. 2018. */
const STRIDE = 2.5;

/**
 * The attack in the ball ‖x' − x‖_∞ ≤ ε: sign steps of 2.5 ε/steps,
 * each along the gradient where it stands, from the image itself, without a random start.
 */
export function pgd(
  network: PlainNetwork,
  { pixels, label }: LabelledImage,
  epsilon: number,
  steps: number,
): Float64Array {
  const stride = (STRIDE * epsilon) / steps;
  let at: Float64Array = Float64Array.from(pixels);
  for (let k = 0; k < steps; k++) {
    const gradient = inputGradient(network, at, label);
    const inBall = at.map((x, i) => {
      const moved = x + stride * Math.sign(gradient[i]!);
      return Math.min(pixels[i]! + epsilon, Math.max(pixels[i]! - epsilon, moved));
    });
    at = clipped(inBall);
  }
  return at;
}
