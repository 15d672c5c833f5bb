/**
 * How GDR changes with each cosine, once for each unordered pair (Plackett 1954):
 *
 *   ∂P_n/∂ρ_ij = P_{n−2}(the other gradients given i and j) / (2π √(1 − ρ_ij²)).
 *
 * P_{n−2} is the share of directions orthogonal to g_i and g_j on which all others fall: the size of
 * the edge where the two boundaries meet. "Given i and j" is projection on the complement of both.
 * For n ≤ 5 all of it is in closed form.
 */
import {
  type ConeCoordinates,
  coordinatesFromAngles,
  coordinatesFromCosines,
  coordinatesOfRows,
} from './cone-coordinates';
import { type CosineMatrix, checkCosineEntries } from './cosine-matrix';
import { coneShare } from './orthant-probability';
import { memberCount, pairs } from './pairs';
import { STRIDE } from './rows';

/** 1/√(1 − ρ²) at |ρ| = 1 − 1e-6: beyond it equal or opposite members still give finite steps. */
const STEEPEST = 1 / Math.sqrt(1 - (1 - 1e-6) ** 2);

/** Shorter than this, what is left of a unit vector after projection is rounding: it has no side. */
const NO_REMAINDER = 1e-7;

/**
 * ∂R/∂ρ_ij for n = 2 … 8 members, in the order of pairs(n), each unordered pair once; 1/√(1 − ρ²)
 * capped at |ρ| = 1 − 1e-6.
 * @throws RangeError when n > 8 or the matrix is none of cosines.
 */
export function gdrGradient(cosines: CosineMatrix): number[] {
  checkCosineEntries(cosines);
  const coordinates = coordinatesFromCosines(cosines);
  return pairs(cosines.length).map(([i, j]) => {
    const sineSquared = 1 - Math.min(1, cosines[i]![j]! ** 2);
    const steepness = Math.min(STEEPEST, 1 / Math.sqrt(sineSquared));
    return (edgeShare(coordinates, i, j) * steepness) / (2 * Math.PI);
  });
}

/**
 * ∂R/∂θ_ij = −P_{n−2}/(2π) for n = 2 … 8 members, finite everywhere.
 * @param angles radians, in the order of pairs(n).
 * @throws RangeError when n > 8 or no vectors have these angles.
 */
export function gdrGradientByAngle(angles: ArrayLike<number>): number[] {
  const coordinates = coordinatesFromAngles(angles);
  return pairs(memberCount(angles.length)).map(
    ([i, j]) => -edgeShare(coordinates, i, j) / (2 * Math.PI),
  );
}

/** P_{n−2} of the gradients other than i and j, projected on the complement of both. */
function edgeShare({ rows, n, rank }: ConeCoordinates, i: number, j: number): number {
  if (n === 2) return 1;
  if (n === 3) return 0.5;
  const first = direction(rows, i, rank);
  const second = direction(rows, j, rank);
  project(second, first);
  // Equal or opposite members: there is only one of them to project out.
  const one = normalise(second, 1);
  const edge = new Float64Array(STRIDE * STRIDE);
  let m = 0;
  let sideless = 0;
  for (let u = 0; u < n; u++) {
    if (u === i || u === j) continue;
    const rest = direction(rows, u, rank);
    project(rest, first);
    if (one) project(rest, second);
    if (normalise(rest, 1)) edge.set(rest, m++ * STRIDE);
    else sideless++;
  }
  if (m === 0) return 0.5 ** sideless;
  // A gradient in the plane of both meets their edge in a point: to first order either side of it.
  return coneShare(coordinatesOfRows(edge, m, rank)) * 0.5 ** sideless;
}

/** Gradient i at length one. */
function direction(rows: Float64Array, i: number, rank: number): Float64Array {
  const vector = rows.slice(i * STRIDE, i * STRIDE + rank);
  normalise(vector, 0);
  return vector;
}

function project(vector: Float64Array, unit: Float64Array): void {
  let along = 0;
  for (let k = 0; k < vector.length; k++) along += vector[k]! * unit[k]!;
  for (let k = 0; k < vector.length; k++) vector[k]! -= along * unit[k]!;
}

/** Scales to length one; false, and unchanged, where only `scale` times rounding is left. */
function normalise(vector: Float64Array, scale: number): boolean {
  let squares = 0;
  for (let k = 0; k < vector.length; k++) squares += vector[k]! ** 2;
  const length = Math.sqrt(squares);
  if (length <= scale * NO_REMAINDER) return false;
  for (let k = 0; k < vector.length; k++) vector[k]! /= length;
  return true;
}
