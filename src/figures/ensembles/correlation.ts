/** Correlation coefficients of a few points, and from how many on one says anything. */

/**
 * Points from which on a coefficient is worth printing. Three on any slope come out near ±1: the standard error of
 * Fisher's z is 1/√(n − 3), infinite for three and 1 for four.
 */
export const ENOUGH = 6;

/**
 * Pearson's correlation coefficient of the points (x, y), −1 to 1.
 * @returns NaN for fewer than two points, or where all x or all y are equal
 */
export function pearson(points: readonly (readonly [number, number])[]): number {
  const mean = (k: 0 | 1) => points.reduce((total, p) => total + p[k], 0) / points.length;
  const [mx, my] = [mean(0), mean(1)];
  let [xx, yy, xy] = [0, 0, 0];
  for (const [x, y] of points) {
    xx += (x - mx) ** 2;
    yy += (y - my) ** 2;
    xy += (x - mx) * (y - my);
  }
  return xy / Math.sqrt(xx * yy);
}
