/**
 * Gradient diversity rating (GDR; Adam and Speciel 2020): the share R(E, x) of all directions δ along which the confidence
 * of every member falls, δ·∇p_i < 0 for all i (equally: along which every loss rises). ½ for equal
 * gradients, 2^−n for orthogonal ones, 0 when no direction lowers them all.
 *
 * A direction is on the falling side of one gradient with probability ½; for two, the half-spaces
 * overlap in a lune of angle π − θ; for three, in a spherical triangle of angles π − θ_ij, whose
 * area is its angle excess (Girard). From four members on there is no closed form: P(Z_i < 0 for all
 * i), Z ~ N(0, [ρ_ij]), is computed in orthant-probability.ts.
 */
import type { CosineMatrix } from './cosine-matrix';
import { orthantProbability, orthantProbabilityFromAngles } from './orthant-probability';
import { memberCount } from './pairs';

/**
 * What the gradients at one image look like to each other: the angle of each pair in radians, in the
 * order of pairs(n), or the matrix of their cosines. Angles are exact where gradients are nearly
 * equal or opposite; cosines are not.
 */
export type PairwiseGeometry = ArrayLike<number> | CosineMatrix;

/**
 * R(E, x) of 1 … 8 members.
 * @param members checked against the number of angles when given.
 * @returns share of all directions, from 0 to ½.
 * @throws RangeError for NaN, for values no gradients have, or when the count does not fit.
 */
export function gdrOfImage(geometry: PairwiseGeometry, members?: number): number {
  const cosines = isMatrix(geometry) ? geometry : undefined;
  const n = cosines ? cosines.length : memberCount(geometry.length);
  if (members !== undefined && members !== n) {
    throw new RangeError(`Pairwise values of ${n} members given for ${members}`);
  }
  if (cosines) return orthantProbability(cosines);
  const angles = geometry as ArrayLike<number>;
  if (n === 2) return between0AndHalf(1 / 2 - angles[0]! / (2 * Math.PI), angles);
  if (n === 3) {
    // Three angles sum to 2π at most, and to 2π exactly for vectors all round a plane.
    const sum = angles[0]! + angles[1]! + angles[2]!;
    return between0AndHalf((2 * Math.PI - sum) / (4 * Math.PI), angles);
  }
  return orthantProbabilityFromAngles(angles);
}

/** The mean over images, and what could not be counted. */
export interface MeanGdr {
  /** Mean of R(E, x) over the images that have one; NaN where none has. */
  readonly gdr: number;
  /** How many images the mean is over. */
  readonly counted: number;
  /** Share of images left out because a member's gradient is zero there and has no direction. */
  readonly leftOut: number;
}

/**
 * GDR(E), the mean over images.
 * @param images for each image its pairwise angles or cosines; null, undefined or a NaN among them
 * where some gradient is zero.
 * @throws RangeError for values no gradients have.
 */
export function meanGdr(
  images: readonly (PairwiseGeometry | null | undefined)[],
  members?: number,
): MeanGdr {
  let sum = 0;
  let counted = 0;
  for (const image of images) {
    if (!image || hasNaN(image)) continue;
    sum += gdrOfImage(image, members);
    counted++;
  }
  return {
    gdr: counted === 0 ? Number.NaN : sum / counted,
    counted,
    leftOut: images.length === 0 ? 0 : 1 - counted / images.length,
  };
}

function isMatrix(geometry: PairwiseGeometry): geometry is CosineMatrix {
  return geometry.length > 0 && typeof geometry[0] !== 'number';
}

function hasNaN(geometry: PairwiseGeometry): boolean {
  for (let k = 0; k < geometry.length; k++) {
    const entry = geometry[k]!;
    if (typeof entry === 'number' ? Number.isNaN(entry) : entry.some(Number.isNaN)) return true;
  }
  return false;
}

/** Angles read in float32 may overshoot π or 2π by their rounding, never by more. */
function between0AndHalf(share: number, angles: ArrayLike<number>): number {
  if (!(share > -1e-6 && share <= 1 / 2)) {
    throw new RangeError(`No gradients have the angles ${Array.from(angles).join(', ')}`);
  }
  return Math.max(0, share);
}
