/**
 * P_n(R) = P(Z_i < 0 for all i), Z ~ N(0, R): the share of all directions δ that have g_i·δ < 0 for
 * n = 1 … 8 gradients with cosines R. It depends on the cosines alone, so the same number is a share
 * of the circle for gradients drawn in a plane.
 *
 * n ≤ 3 in closed form from the angles; gradients of rank 2 an arc of the circle; of rank 3 a
 * spherical polygon; otherwise Plackett's recursion (orthant-recursion.ts).
 */
import { angleBetween } from './angle';
import { checkCosineMatrix } from './check-cosine-matrix';
import {
  type ConeCoordinates,
  coordinatesFromAngles,
  coordinatesFromCosines,
} from './cone-coordinates';
import { type CosineMatrix, checkCosineEntries } from './cosine-matrix';
import { shareOfDirections } from './orthant-refinement';
import { memberCount, pairs } from './pairs';
import { planarConeShare } from './planar-cone';
import { STRIDE } from './rows';
import { sphericalPolygonShare } from './spherical-polygon';

/**
 * @param cosines n × n, n = 1 … 8.
 * @returns probability from 0 to ½; error below 1e-6, and below 1e-4 of the value, except where gradients are
 *   nearly dependent and the value is below 1e-7.
 * @throws RangeError when n > 8 or the matrix is none of cosines (see checkCosineMatrix).
 */
export function orthantProbability(cosines: CosineMatrix): number {
  checkCosineEntries(cosines);
  const n = cosines.length;
  if (n > 3) return coneShare(coordinatesFromCosines(cosines));
  const angles: number[] = [];
  for (const [i, j] of pairs(n)) angles.push(Math.acos(Math.min(1, Math.max(-1, cosines[i]![j]!))));
  if (n === 3 && determinant(cosines) < -1e-6) checkCosineMatrix(cosines);
  return fewShare(angles);
}

/**
 * The same from angles, which keep their digits where cosines near ±1 have none left.
 * @param angles radians, one a pair in the order of pairs(n); none for a single gradient.
 * @throws RangeError when n > 8, an angle is NaN or outside [0, π], or no vectors have these angles.
 */
export function orthantProbabilityFromAngles(angles: ArrayLike<number>): number {
  const n = memberCount(angles.length);
  for (let k = 0; k < angles.length; k++) {
    const angle = angles[k]!;
    if (!(angle >= 0 && angle <= Math.PI + 1e-6)) {
      const [i, j] = pairs(n)[k]!;
      throw new RangeError(`Angle of members ${i} and ${j} is ${angle}, outside 0 … π`);
    }
  }
  return n <= 3 ? fewShare(angles) : coneShare(coordinatesFromAngles(angles));
}

/**
 * The same for vectors of any norms in one space, without rounding their angles to cosines.
 * @throws RangeError when n > 8, a vector is zero or not finite, or the lengths differ.
 */
export function orthantProbabilityOfVectors(vectors: readonly ArrayLike<number>[]): number {
  const angles = pairs(vectors.length).map(([i, j]) => angleBetween(vectors[i]!, vectors[j]!));
  return orthantProbabilityFromAngles(angles);
}

/** The share for gradients given by coordinates in their own span. */
export function coneShare({ rows, n, rank, empty }: ConeCoordinates): number {
  if (empty) return 0;
  if (rank === 0) return 1;
  if (rank === 1) return oneSided(rows, n) ? 0.5 : 0;
  if (rank === 2) return planarConeShare(rows, n, STRIDE);
  const polygon = rank === 3 && n > 3 ? sphericalPolygonShare(rows, n, STRIDE) : undefined;
  return polygon ?? shareOfDirections(rows, n, rank);
}

/** n ≤ 3: half of all directions, the lune of two and the triangle of three half-spheres. */
function fewShare(angles: ArrayLike<number>): number {
  if (angles.length === 0) return 0.5;
  if (angles.length === 1) return Math.max(0, 0.5 - angles[0]! / (2 * Math.PI));
  return Math.max(0, (2 * Math.PI - angles[0]! - angles[1]! - angles[2]!) / (4 * Math.PI));
}

function oneSided(rows: Float64Array, n: number): boolean {
  for (let i = 1; i < n; i++) if (rows[i * STRIDE]! > 0 !== rows[0]! > 0) return false;
  return true;
}

function determinant(c: CosineMatrix): number {
  const [a, b, d] = [c[0]![1]!, c[0]![2]!, c[1]![2]!];
  return 1 + 2 * a * b * d - a * a - b * b - d * d;
}
