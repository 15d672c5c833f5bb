/**
 * The part of a plane in which no pixel leaves [0, 1] by more than a tolerance: a convex polygon, what is left of a
 * square when each pixel's bounds have cut it (Sutherland and Hodgman 1974).
 */

type Point = readonly [number, number];

/**
 * @param origin the pixels at (0, 0)
 * @param basis what (1, 0) and (0, 1) add to each pixel
 * @param reach half a side of the square around (0, 0) that is cut
 * @returns corners, counter-clockwise; none where nothing is left
 */
export function boxInPlane(
  origin: ArrayLike<number>,
  [e, f]: readonly [ArrayLike<number>, ArrayLike<number>],
  reach: number,
  tolerance: number,
): Point[] {
  let corners: Point[] = [
    [-reach, -reach],
    [reach, -reach],
    [reach, reach],
    [-reach, reach],
  ];
  for (let k = 0; k < origin.length && corners.length > 0; k++) {
    const [x, a, b] = [origin[k]!, e[k]!, f[k]!];
    corners = cut(corners, -a, -b, x + tolerance);
    corners = cut(corners, a, b, 1 + tolerance - x);
  }
  return corners;
}

/** What fulfils a·u + b·v ≤ most. */
function cut(corners: readonly Point[], a: number, b: number, most: number): Point[] {
  const room = ([u, v]: Point) => most - a * u - b * v;
  return corners.flatMap((corner, i) => {
    const next = corners[(i + 1) % corners.length]!;
    const [here, there] = [room(corner), room(next)];
    const kept: Point[] = here >= 0 ? [corner] : [];
    if (here >= 0 === there >= 0) return kept;
    const t = here / (here - there);
    return [
      ...kept,
      [corner[0] + t * (next[0] - corner[0]), corner[1] + t * (next[1] - corner[1])] as const,
    ];
  });
}
