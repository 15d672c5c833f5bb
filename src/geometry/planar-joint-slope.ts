/**
 * The joint slope of n gradients in a plane: the point of their convex hull that is nearest to zero, whose length
 * is the slope and whose direction is the best joint step (joint-slope.ts says why). In the plane that point is
 * zero, a corner, or on an edge.
 */
import { planarConeShare } from './planar-cone';

/**
 * @param rows n vectors, flat, vector i at [i·stride, i·stride + 1]
 * @param nearest written: the point of the hull, [2]
 * @returns its length; 0 where no direction raises every loss, or some gradient is zero
 */
export function planarJointSlope(
  rows: Float64Array,
  n: number,
  stride: number,
  nearest: Float64Array,
): number {
  nearest.fill(0);
  for (let i = 0; i < n; i++) {
    if (rows[i * stride] === 0 && rows[i * stride + 1] === 0) return 0;
  }
  if (planarConeShare(rows, n, stride) === 0) return 0;
  let least = Infinity;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      const [ax, ay] = [rows[i * stride]!, rows[i * stride + 1]!];
      const [ux, uy] = [rows[j * stride]! - ax, rows[j * stride + 1]! - ay];
      const length = ux * ux + uy * uy;
      // From the first towards the second as far as it comes nearer to zero.
      const share = length > 0 ? Math.min(1, Math.max(0, -(ax * ux + ay * uy) / length)) : 0;
      const [x, y] = [ax + share * ux, ay + share * uy];
      const square = x * x + y * y;
      if (square >= least) continue;
      least = square;
      nearest[0] = x;
      nearest[1] = y;
    }
  }
  return Math.sqrt(least);
}
