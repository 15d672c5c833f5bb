/** What the penalties are for one image, in float64, which people look at. */
import { gal, meanCosine } from './alignment';
import { gdrOfImage } from './gdr';
import type { OfPenalties } from './penalties';

/** The value of a penalty from the angles of an image's pairs, [P], radians, in the order of pairs.ts. */
export const penaltyValues: OfPenalties<(angles: readonly number[], members: number) => number> = {
  /** Mean over pairs of ρ_ij. */
  cosine: (angles) => meanCosine(angles.map(Math.cos)),
  /** Gradient alignment loss (Kariyappa and Qureshi 2019): log Σ exp(ρ_ij). */
  gal: (angles) => gal(angles.map(Math.cos)),
  /** R(E, x), the share of directions in the adversarial subspace. */
  gdr: gdrOfImage,
};
