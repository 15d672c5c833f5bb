/**
 * The share of the circle on which every one of n planar gradients falls: the arc opposite to the
 * arc they span. It is empty as soon as they reach halfway round.
 */

/**
 * @param rows n vectors of the plane, flat, vector i at [i·stride, i·stride + 1]; none zero.
 * @returns share of the circle, from 0 to ½.
 */
export function planarConeShare(rows: Float64Array, n: number, stride: number): number {
  const directions = new Float64Array(n);
  for (let i = 0; i < n; i++) directions[i] = Math.atan2(rows[i * stride + 1]!, rows[i * stride]!);
  directions.sort();
  // The gradients fill what the widest gap leaves; half a circle less that is where all fall.
  let widest = directions[0]! + 2 * Math.PI - directions[n - 1]!;
  for (let i = 1; i < n; i++) widest = Math.max(widest, directions[i]! - directions[i - 1]!);
  return Math.max(0, (widest - Math.PI) / (2 * Math.PI));
}
