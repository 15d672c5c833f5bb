/** What the penalties are for one image, in float64, which people look at. */
import { gal, meanCosine } from './alignment';
import { gdrOfImage } from './gdr';
import { type ImageGradients, jointSlopeOfImage } from './image-gradients';
import type { OfPenalties } from './penalties';

/**
 * The value of a penalty at an image; null where the image is left out of its mean: one at which a member has
 * no gradient has no cosines, while a length of zero is one like others.
 */
export const penaltyValues: OfPenalties<(image: ImageGradients) => number | null> = {
  /** Mean over pairs of ρ_ij. */
  cosine: ({ angles }) => angles && meanCosine(angles.map(Math.cos)),
  /** Gradient alignment loss (Kariyappa and Qureshi 2019): log Σ exp(ρ_ij). */
  gal: ({ angles }) => angles && gal(angles.map(Math.cos)),
  /** R(E, x), the share of directions in the adversarial subspace. */
  gdr: ({ angles, lengths }) => angles && gdrOfImage(angles, lengths.length),
  /** Mean over members of ‖g_i‖₂: double backpropagation (Drucker and LeCun 1992). */
  norm: ({ lengths }) => lengths.reduce((sum, length) => sum + length, 0) / lengths.length,
  /** How fast one step can raise every member's loss (joint-slope.ts). */
  'joint-slope': (image) => jointSlopeOfImage(image).slope,
};
