/**
 * The adversarial subspace of gradients in space, as a region of the unit sphere: the directions on which
 * every confidence falls. Each gradient leaves the open hemisphere opposite to it, so what all leave is a
 * convex spherical polygon: a triangle for three in general position, a lune where they lie in one plane,
 * a hemisphere where they are one.
 *
 * The hemisphere of the first gradient is cut by those of the others, one after another (Sutherland and
 * Hodgman 1974, on great circles). The boundary is made of short arcs throughout, so that no two
 * neighbours are opposite to each other, between which a great circle would not be determined.
 */

export type Direction = readonly [number, number, number];

/** Boundary points to a full great circle. */
const ROUND = 180;
/** Points so close to a plane are on it. */
const ROUNDING = 1e-9;
/** Gradients so close are one, and so nearly opposite that no eye could see what they leave. */
const ALIKE = 1e-6;

/**
 * @param gradients vectors of space, one or more, none zero
 * @returns the region's boundary: unit vectors, counter-clockwise as seen from outside, closed by the first
 *   again; none where no direction lowers every confidence
 * @throws RangeError for a zero vector or one with an entry that is not finite
 */
export function jointRegion(gradients: readonly Direction[]): readonly Direction[] {
  const normals: Direction[] = [];
  for (const normal of gradients.map(unit)) {
    if (normals.some((other) => distance(other, times(normal, -1)) < ALIKE)) return [];
    if (!normals.some((other) => distance(other, normal) < ALIKE)) normals.push(normal);
  }
  const [first, ...others] = normals;
  if (!first) throw new RangeError('A joint region needs at least one gradient.');
  let boundary = greatCircle(first);
  for (const normal of others) boundary = cut(boundary, normal);
  return boundary;
}

/** The corners of the region of three gradients in general position, each opposite to the side of one. */
export function jointCorners(gradients: readonly [Direction, Direction, Direction]): Direction[] {
  const [a, b, c] = gradients.map(unit) as [Direction, Direction, Direction];
  const volume = dot(a, cross(b, c));
  if (Math.abs(volume) <= ROUNDING) return [];
  const sides: [Direction, Direction][] = [
    [b, c],
    [c, a],
    [a, b],
  ];
  return sides.map(([u, v]) => unit(times(cross(u, v), -Math.sign(volume))));
}

/** The boundary of the open hemisphere opposite to a unit vector. */
function greatCircle(normal: Direction): Direction[] {
  const axis = [0, 1, 2].reduce((least, k) =>
    Math.abs(normal[k]!) < Math.abs(normal[least]!) ? k : least,
  );
  const start = unit(cross(normal, [0, 1, 2].map((k) => Number(k === axis)) as never));
  return arc(start, normal, 2 * Math.PI).slice(0, -1);
}

/** What lies on the side of a convex region on which `normal` falls. */
function cut(boundary: readonly Direction[], normal: Direction): Direction[] {
  if (boundary.length === 0) return [];
  const heights = boundary.map((point) => dot(point, normal));
  if (heights.every((height) => height <= ROUNDING)) return [...boundary];
  const inside = (i: number) => heights[i % boundary.length]! < -ROUNDING;
  const kept: Direction[] = [];
  let exit: Direction | null = null;
  let entry: Direction | null = null;
  // From the first point after an entry round to the exit: one run, since the region is convex.
  const start = boundary.findIndex((_, i) => !inside(i) && inside(i + 1));
  if (start < 0) return [];
  for (let k = 0; k < boundary.length; k++) {
    const i = (start + k) % boundary.length;
    const next = (i + 1) % boundary.length;
    if (!inside(i) && inside(next)) entry = crossing(boundary, heights, i, next);
    if (inside(i)) kept.push(boundary[i]!);
    if (inside(i) && !inside(next)) exit = crossing(boundary, heights, i, next);
  }
  return [...kept, ...arc(exit!, normal, angleAbout(normal, exit!, entry!))];
}

/** Where the arc from point i to point j meets the plane. */
function crossing(
  boundary: readonly Direction[],
  heights: readonly number[],
  i: number,
  j: number,
): Direction {
  const [a, b] = [boundary[i]!, boundary[j]!];
  // A point within rounding of the plane may lie on the other side of it.
  const t = Math.min(1, Math.max(0, heights[i]! / (heights[i]! - heights[j]!)));
  return unit([0, 1, 2].map((k) => a[k]! + t * (b[k]! - a[k]!)) as unknown as Direction);
}

/**
 * Points along a great circle, its falling side to the left as seen from outside.
 * @param extent radians
 */
function arc(start: Direction, normal: Direction, extent: number): Direction[] {
  const across = cross(start, normal);
  const pieces = Math.max(1, Math.ceil((ROUND * extent) / (2 * Math.PI)));
  return Array.from({ length: pieces + 1 }, (_, k) => {
    const [x, y] = [Math.cos((extent * k) / pieces), Math.sin((extent * k) / pieces)];
    return [0, 1, 2].map((m) => x * start[m]! + y * across[m]!) as unknown as Direction;
  });
}

/** Radians from one point of the plane to another on the way that `arc` takes: 0 to π, a convex region's side. */
function angleAbout(normal: Direction, start: Direction, end: Direction): number {
  const angle = Math.atan2(dot(end, cross(start, normal)), dot(end, start));
  // A little below zero is zero, a little above −π is π.
  return angle < -Math.PI / 2 ? angle + 2 * Math.PI : Math.max(0, angle);
}

function unit(vector: Direction): Direction {
  const length = Math.hypot(...vector);
  if (!(length > 0 && length < Number.POSITIVE_INFINITY)) {
    throw new RangeError(`Not a direction of space: ${vector.join(', ')}`);
  }
  return times(vector, 1 / length);
}

function times([x, y, z]: Direction, factor: number): Direction {
  return [x * factor, y * factor, z * factor];
}

function distance(a: Direction, b: Direction): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}

function dot(a: Direction, b: Direction): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

function cross(a: Direction, b: Direction): Direction {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}
