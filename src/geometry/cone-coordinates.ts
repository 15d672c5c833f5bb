/**
 * Gradients rebuilt from their cosines or angles, in as few coordinates as they need: rows V with
 * V Vᵀ = R, by Cholesky decomposition that takes the longest residual next. The number of steps
 * before all residuals vanish is the rank: 2 for gradients drawn in a plane.
 */
import { impossible } from './check-cosine-matrix';
import type { CosineMatrix } from './cosine-matrix';
import { memberCount, pairIndex } from './pairs';
import { EIGENVALUE_TOLERANCE } from './possible-cosines';
import { STRIDE } from './rows';
import { symmetricEigen } from './symmetric-eigen';

/** n vectors of `rank` coordinates, vector i from rows[i·STRIDE]. */
export interface ConeCoordinates {
  readonly rows: Float64Array;
  readonly n: number;
  readonly rank: number;
  /** Some non-negative combination of the gradients, not all zero, is 0 (Gordan): no cone. */
  readonly empty: boolean;
}

/** Squared residuals at or below this part of the squared length are rounding, not a dimension. */
const RESIDUAL = 1e-14;

/** What an angle rounded at 1e-16 changes in a squared residual, by length of the residual. */
const ANGLE_ROUNDING = 1e-15;

/**
 * @throws RangeError when n > 8 or no vectors have these cosines.
 */
export function coordinatesFromCosines(cosines: CosineMatrix): ConeCoordinates {
  const n = checkedCount(cosines.length);
  const residual = new Float64Array(STRIDE * STRIDE);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) residual[i * STRIDE + j] = i === j ? 1 : clip(cosines[i]![j]!);
  }
  const rows = new Float64Array(STRIDE * STRIDE);
  return decompose(residual, rows, n, 0, []) ?? coordinatesFromEigen(cosines);
}

/**
 * The first step on angles instead of cosines keeps what cosines near ±1 have lost:
 * cos θ_uv − cos θ_1u cos θ_1v = sin θ_1u sin θ_1v − 2 sin((θ_uv + δ)/2) sin((θ_uv − δ)/2)
 * with δ = θ_1u − θ_1v.
 * @param angles radians, in the order of pairs(n).
 * @throws RangeError when n > 8, an angle lies outside [0, π] or no vectors have these angles.
 */
export function coordinatesFromAngles(angles: ArrayLike<number>): ConeCoordinates {
  const n = checkedCount(memberCount(angles.length));
  const residual = new Float64Array(STRIDE * STRIDE);
  const rows = new Float64Array(STRIDE * STRIDE);
  rows[0] = 1;
  for (let u = 1; u < n; u++) {
    const toU = angles[pairIndex(0, u, n)]!;
    rows[u * STRIDE] = Math.cos(toU);
    for (let v = 1; v < n; v++) {
      const toV = angles[pairIndex(0, v, n)]!;
      let value = Math.sin(toU) * Math.sin(toV);
      if (u !== v) {
        const between = angles[pairIndex(u, v, n)]!;
        value -= 2 * Math.sin((between + toU - toV) / 2) * Math.sin((between - toU + toV) / 2);
      }
      residual[u * STRIDE + v] = value;
    }
  }
  const found = decompose(residual, rows, n, 1, [0]);
  if (found) return found;
  const cosines = Array.from({ length: n }, (_, i) =>
    Array.from({ length: n }, (__, j) => (i === j ? 1 : Math.cos(angles[pairIndex(i, j, n)]!))),
  );
  return coordinatesFromEigen(cosines);
}

/** Vectors given directly, of any dimension, in coordinates of their own span; zero ones left out. */
export function coordinatesOfRows(given: Float64Array, n: number, d: number): ConeCoordinates {
  const left = given.slice();
  const rows = new Float64Array(STRIDE * STRIDE);
  const taken: number[] = [];
  let rank = 0;
  for (; rank < Math.min(n, d); rank++) {
    let longest = 1e-18;
    let pivot = -1;
    for (let i = 0; i < n; i++) {
      let squares = 0;
      for (let k = 0; k < d; k++) squares += left[i * STRIDE + k]! ** 2;
      if (!taken.includes(i) && squares > longest) {
        longest = squares;
        pivot = i;
      }
    }
    if (pivot < 0) break;
    taken.push(pivot);
    const e = left.slice(pivot * STRIDE, pivot * STRIDE + d).map((x) => x / Math.sqrt(longest));
    for (let i = 0; i < n; i++) {
      let along = 0;
      for (let k = 0; k < d; k++) along += left[i * STRIDE + k]! * e[k]!;
      for (let k = 0; k < d; k++) left[i * STRIDE + k]! -= along * e[k]!;
      rows[i * STRIDE + rank] = along;
    }
  }
  return { rows, n, rank, empty: false };
}

/** Pivoted Cholesky from step `rank` on; undefined when the matrix turns out indefinite. */
function decompose(
  residual: Float64Array,
  rows: Float64Array,
  n: number,
  start: number,
  pivots: number[],
): ConeCoordinates | undefined {
  // Relative to what each had at the start: after a first step on angles that may be tiny, yet exact.
  const tolerance = Array.from({ length: n }, (_, i) => {
    const squared = residual[i * STRIDE + i]!;
    return RESIDUAL * squared + ANGLE_ROUNDING * Math.sqrt(squared);
  });
  let rank = start;
  for (; rank < n; rank++) {
    let pivot = -1;
    let longest = 0;
    for (let i = 0; i < n; i++) {
      const squared = residual[i * STRIDE + i]!;
      if (squared > tolerance[i]! && squared > longest && !pivots.includes(i)) {
        longest = squared;
        pivot = i;
      }
    }
    if (pivot < 0) break;
    pivots.push(pivot);
    const length = Math.sqrt(longest);
    rows[pivot * STRIDE + rank] = length;
    for (let i = 0; i < n; i++) {
      if (pivots.includes(i)) continue;
      rows[i * STRIDE + rank] = residual[i * STRIDE + pivot]! / length;
    }
    for (let i = 0; i < n; i++) {
      if (pivots.includes(i)) continue;
      for (let j = 0; j < n; j++) {
        if (pivots.includes(j)) continue;
        residual[i * STRIDE + j]! -= rows[i * STRIDE + rank]! * rows[j * STRIDE + rank]!;
      }
    }
  }
  for (let i = 0; i < n; i++) {
    if (pivots.includes(i)) continue;
    for (let j = 0; j < n; j++) {
      const slack = 100 * Math.sqrt(tolerance[i]! * tolerance[j]!);
      if (!pivots.includes(j) && Math.abs(residual[i * STRIDE + j]!) > slack) return undefined;
    }
  }
  return { rows, n, rank, empty: gordan(rows, n, rank, pivots) };
}

/** Whether one of the dependent gradients is minus a non-negative combination of the pivots. */
function gordan(rows: Float64Array, n: number, rank: number, pivots: readonly number[]): boolean {
  for (let u = 0; u < n; u++) {
    if (pivots.includes(u)) continue;
    const left = rows.slice(u * STRIDE, u * STRIDE + rank);
    let negative = true;
    for (let k = rank - 1; k >= 0 && negative; k--) {
      const at = pivots[k]! * STRIDE;
      const factor = left[k]! / rows[at + k]!;
      for (let c = 0; c <= k; c++) left[c]! -= factor * rows[at + c]!;
      negative = factor <= 1e-9;
    }
    if (negative) return true;
  }
  return false;
}

/** Nearest coordinates of a matrix that rounding has made slightly indefinite. */
function coordinatesFromEigen(cosines: CosineMatrix): ConeCoordinates {
  const n = cosines.length;
  const eigen = symmetricEigen(cosines);
  const { values, vectors } = eigen;
  const least = Math.min(...values);
  if (least < -EIGENVALUE_TOLERANCE) throw impossible(cosines, eigen);
  // What is no larger than the negative part is as doubtful as it.
  const floor = Math.max(RESIDUAL, -least);
  const kept = values.map((_, k) => k).filter((k) => values[k]! > floor);
  const rows = new Float64Array(STRIDE * STRIDE);
  for (let i = 0; i < n; i++) {
    kept.forEach((k, c) => {
      rows[i * STRIDE + c] = vectors[i]![k]! * Math.sqrt(values[k]!);
    });
  }
  return { rows, n, rank: kept.length, empty: false };
}

function clip(cosine: number): number {
  return Math.min(1, Math.max(-1, cosine));
}

function checkedCount(n: number): number {
  if (n > STRIDE) throw new RangeError(`Orthant probabilities are for n ≤ ${STRIDE}, not ${n}`);
  return n;
}
