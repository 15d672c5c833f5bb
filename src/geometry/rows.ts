/**
 * Up to eight vectors of up to eight coordinates in one flat array, vector i from i·STRIDE: what the
 * orthant recursion works on, many thousand times a frame, without allocating.
 */

/** Distance between vectors in the flat array; also the most vectors and coordinates there are. */
export const STRIDE = 8;

/** Angle of unit rows i and j in radians, by the half-angle form of angle.ts. */
export function rowAngle(rows: Float64Array, i: number, j: number, d: number): number {
  let minus = 0;
  let plus = 0;
  for (let k = 0; k < d; k++) {
    const a = rows[i * STRIDE + k]!;
    const b = rows[j * STRIDE + k]!;
    minus += (a - b) * (a - b);
    plus += (a + b) * (a + b);
  }
  return 2 * Math.atan2(Math.sqrt(minus), Math.sqrt(plus));
}

/** ‖u ∓ v‖ of unit vectors, whichever is the shorter: their angle to parallel. */
export function chord(rows: Float64Array, i: number, j: number, d: number, cosine: number): number {
  const sign = cosine < 0 ? -1 : 1;
  let squares = 0;
  for (let k = 0; k < d; k++) {
    squares += (rows[i * STRIDE + k]! - sign * rows[j * STRIDE + k]!) ** 2;
  }
  return Math.sqrt(squares);
}

/** Scalar product of row i of a with row j of b. */
export function dot(a: Float64Array, i: number, b: Float64Array, j: number, d: number): number {
  let sum = 0;
  for (let k = 0; k < d; k++) sum += a[i * STRIDE + k]! * b[j * STRIDE + k]!;
  return sum;
}

/** Exchanges rows i and j. */
export function swapRows(rows: Float64Array, i: number, j: number, d: number): void {
  if (i === j) return;
  for (let k = 0; k < d; k++) {
    const kept = rows[i * STRIDE + k]!;
    rows[i * STRIDE + k] = rows[j * STRIDE + k]!;
    rows[j * STRIDE + k] = kept;
  }
}

/**
 * Rewrites m vectors orthogonal to two directions of their d-space in coordinates of their span, by
 * Householder reflections, which keep lengths and angles.
 * @returns the number of coordinates now used, min(m, d − 1).
 */
export function triangularise(rest: Float64Array, m: number, d: number): number {
  for (let step = 0; step < m && step < d - 1; step++) {
    const at = step * STRIDE;
    let squares = 0;
    for (let k = step; k < d; k++) squares += rest[at + k]! * rest[at + k]!;
    if (squares === 0) continue;
    const head = rest[at + step]!;
    const reflected = head > 0 ? -Math.sqrt(squares) : Math.sqrt(squares);
    const scale = 1 / (squares - head * reflected);
    for (let i = step + 1; i < m; i++) {
      const row = i * STRIDE;
      let along = rest[row + step]! * (head - reflected);
      for (let k = step + 1; k < d; k++) along += rest[row + k]! * rest[at + k]!;
      along *= scale;
      rest[row + step]! -= along * (head - reflected);
      for (let k = step + 1; k < d; k++) rest[row + k]! -= along * rest[at + k]!;
    }
    rest[at + step] = reflected;
    for (let k = step + 1; k < d; k++) rest[at + k] = 0;
  }
  return Math.min(m, d - 1);
}
