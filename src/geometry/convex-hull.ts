/** The convex hull of points of the plane, by Andrew's monotone chains (1979). */

/** (x, y), y upwards. */
export type Vector = readonly [number, number];

/**
 * @param points one or more, in any order
 * @returns its corners, counter-clockwise; of points on one line the two ends, of one point that point
 */
export function convexHull(points: readonly Vector[]): readonly Vector[] {
  const sorted = [...points].sort(([x1, y1], [x2, y2]) => x1 - x2 || y1 - y2);
  const lower = chain(sorted);
  const upper = chain(sorted.reverse());
  const corners = [...lower.slice(0, -1), ...upper.slice(0, -1)];
  return corners.length > 0 ? corners : lower;
}

/** The corners on one side of a line from the first point to the last. */
function chain(points: readonly Vector[]): Vector[] {
  const corners: Vector[] = [];
  for (const point of points) {
    while (corners.length > 1 && turn(corners.at(-2)!, corners.at(-1)!, point) <= 0) corners.pop();
    const last = corners.at(-1);
    if (last?.[0] !== point[0] || last[1] !== point[1]) corners.push(point);
  }
  return corners;
}

/** Positive where the way from a by b to c turns to the left. */
function turn(a: Vector, b: Vector, c: Vector): number {
  return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
}
