/**
 * The shortest step in a plane that takes n linear functions over their bounds, all at once: the least-norm point of
 * the half-planes a_i·δ ≥ b_i. It is zero, or on one line, or where two lines cross; all are tried.
 */

/** What rounding may leave a point outside by, of the size of what is added up. */
const ROUNDING = 1e-9;

/**
 * @param slopes a, n vectors, flat, vector i at [2i, 2i + 1]
 * @param bounds b, [n]
 * @returns its length; Infinity where no step does
 */
export function leastJointStep(slopes: Float64Array, bounds: Float64Array, n: number): number {
  const reached = (x: number, y: number) => {
    for (let k = 0; k < n; k++) {
      const [along, up] = [slopes[2 * k]! * x, slopes[2 * k + 1]! * y];
      const slack = ROUNDING * (Math.abs(along) + Math.abs(up) + Math.abs(bounds[k]!));
      if (along + up < bounds[k]! - slack) return false;
    }
    return true;
  };
  if (reached(0, 0)) return 0;
  let least = Infinity;
  const offer = (x: number, y: number) => {
    const length = Math.hypot(x, y);
    if (length < least && reached(x, y)) least = length;
  };
  for (let i = 0; i < n; i++) {
    const [ax, ay, b] = [slopes[2 * i]!, slopes[2 * i + 1]!, bounds[i]!];
    const square = ax * ax + ay * ay;
    if (square > 0) offer((b * ax) / square, (b * ay) / square);
    for (let j = 0; j < i; j++) {
      const [cx, cy, d] = [slopes[2 * j]!, slopes[2 * j + 1]!, bounds[j]!];
      const cross = ax * cy - ay * cx;
      if (cross !== 0) offer((b * cy - d * ay) / cross, (ax * d - cx * b) / cross);
    }
  }
  return least;
}
