/**
 * The share of the sphere S² on which every one of n gradients of rank 3 falls: a convex spherical
 * polygon, whose corners are among the directions ±g_i × g_j.
 *
 * Its area is 2π less the sum of its outer angles (Gauss–Bonnet), and the outer angle where the
 * boundaries of g_i and g_j meet is the angle between g_i and g_j. Walking round the polygon from
 * corner to corner is thus walking round the convex hull of the gradients on the sphere: for three
 * of them, (2π − θ_12 − θ_13 − θ_23)/4π. Angles stay exact for slivers and near-planar gradients.
 */
import { angleBetween } from './angle';

type Vector3 = readonly [number, number, number];

/** A step along the hull, from one gradient to the next, anticlockwise seen from outside. */
interface Edge {
  readonly from: number;
  readonly to: number;
  readonly angle: number;
}

/** Gradients closer than this angle to each other are one. */
const SAME = 1e-11;

/**
 * @param rows n vectors of R³ that span it, flat, vector i from i·stride; none zero.
 * @returns share of the sphere, from 0 to ½; undefined where rounding leaves the walk open.
 */
export function sphericalPolygonShare(
  rows: Float64Array,
  n: number,
  stride: number,
): number | undefined {
  const gradients: Vector3[] = [];
  for (let i = 0; i < n; i++) {
    const at = i * stride;
    const size = Math.hypot(rows[at]!, rows[at + 1]!, rows[at + 2]!);
    const gradient: Vector3 = [rows[at]! / size, rows[at + 1]! / size, rows[at + 2]! / size];
    if (gradients.every((other) => Math.hypot(...minus(gradient, other, 1)) > SAME)) {
      gradients.push(gradient);
    }
  }
  const edges = hullEdges(gradients);
  if (edges.length === 0) return 0;
  // Of gradients on one great circle only the ends count; the longest edge surely starts at an end.
  const longest = (some: readonly Edge[]) =>
    some.reduce<Edge | undefined>((a, b) => (a && a.angle >= b.angle ? a : b), undefined);
  const start = longest(edges)!;
  let perimeter = start.angle;
  let at = start.to;
  for (let steps = 1; at !== start.from; steps++) {
    const next = longest(edges.filter((edge) => edge.from === at));
    if (!next || steps > gradients.length) return undefined;
    perimeter += next.angle;
    at = next.to;
  }
  return Math.max(0, (2 * Math.PI - perimeter) / (4 * Math.PI));
}

/** The pairs at whose corner of the polygon no other gradient rises. */
function hullEdges(gradients: readonly Vector3[]): Edge[] {
  const edges: Edge[] = [];
  for (let i = 0; i < gradients.length; i++) {
    for (let j = i + 1; j < gradients.length; j++) {
      const [g, h] = [gradients[i]!, gradients[j]!];
      const normal = cross(g, h);
      const size = Math.hypot(...normal);
      if (size < 1e-14) continue;
      const outside = (sign: number) =>
        gradients.every((other, k) => {
          if (k === i || k === j) return true;
          // g·normal is 0, so its rounding, which grows as the two circles close up, is taken off
          // the other gradient: decisive where all gradients are nearly parallel.
          const difference = minus(other, g, dot(g, other) < 0 ? -1 : 1);
          const tolerance = 1e-16 + (1e-15 + 2e-16 / size) * Math.hypot(...difference);
          return (sign * dot(difference, normal)) / size <= tolerance;
        });
      const angle = angleBetween(g, h);
      if (outside(1)) edges.push({ from: i, to: j, angle });
      if (outside(-1)) edges.push({ from: j, to: i, angle });
    }
  }
  return edges;
}

function dot(a: Vector3, b: Vector3): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

function cross(a: Vector3, b: Vector3): Vector3 {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}

/** a − sign·b */
function minus(a: Vector3, b: Vector3, sign: number): Vector3 {
  return [a[0] - sign * b[0], a[1] - sign * b[1], a[2] - sign * b[2]];
}
