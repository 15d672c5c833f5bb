/**
 * Shapes on the sphere as SVG paths, its near side and its far side apart. What lies on the limb itself
 * belongs to the near side: an outline that runs along it is whole.
 */

import type { Point } from '../../components/handle-motion';
import { type Direction, jointRegion } from '../../geometry/joint-region';
import { combine, cross, dot, type LonLat, rotated, toDegrees, toVector, unit } from './directions';
import { axesOf, pointOf } from './view';

export interface Outline {
  readonly near: string;
  readonly far: string;
}

/** A line of short arcs. */
type Line = readonly Direction[];

/** Degrees between the points of a line at most. */
const APART = 2;
/** So shallow behind the limb is on it. */
const ON_LIMB = 1e-6;
/** Directions whose cross product is shorter are one, or opposite. */
const ALIKE = 1e-9;

export interface Outliner {
  /** Lines, cut where they cross the limb. */
  lines(shapes: readonly Line[]): Outline;
  /** The area of the directions on which every one of the gradients falls. */
  region(gradients: readonly Direction[]): Outline;
}

/** @param radius in user units, around the drawing's origin */
export function outliner(view: LonLat, radius: number): Outliner {
  const axes = axesOf(view);
  const place = (direction: Direction) => pointOf(axes, radius, direction);
  const depth = (direction: Direction) => dot(direction, axes.front);
  // Of each side a half of the sphere is left, as of a gradient: what is left of both is convex again, and
  // its projection has no holes, however it lies on the limb.
  const left = (gradients: readonly Direction[], half: Direction) => {
    const boundary = jointRegion([...gradients, half]);
    return boundary.length === 0 ? '' : `${pathOf(boundary.map(place))}Z`;
  };
  return {
    lines: (shapes) => {
      const sides = shapes.map((shape) => parted(shape, depth));
      const paths = (side: 'near' | 'far') =>
        sides.flatMap((lines) => lines[side].map((line) => pathOf(line.map(place)))).join('');
      return { near: paths('near'), far: paths('far') };
    },
    region: (gradients) => ({
      near: left(gradients, combine([axes.front, -1])),
      far: left(gradients, axes.front),
    }),
  };
}

/** Meridians and parallels, 30° apart. */
export const GRATICULE: readonly Line[] = [
  ...every(30, 0, 330).map((longitude) =>
    every(APART, -90, 90).map((latitude) => toVector([longitude, latitude])),
  ),
  ...every(30, -60, 60).map((latitude) =>
    every(APART, 0, 360).map((longitude) => toVector([longitude, latitude])),
  ),
];

/** The great circle of the directions along which a confidence stays as it is. */
export function normalCircle(gradient: Direction): Line {
  const aside: Direction = Math.abs(gradient[2]) < 0.9 ? [0, 0, 1] : [1, 0, 0];
  const start = unit(cross(gradient, aside));
  return every(APART, 0, 360).map((degrees) => rotated(start, gradient, degrees));
}

/** The short way from one direction to another; none where they are one, or opposite. */
export function arcBetween(a: Direction, b: Direction): Line {
  const normal = cross(a, b);
  const sine = Math.hypot(...normal);
  if (sine < ALIKE) return [];
  const extent = toDegrees(Math.atan2(sine, dot(a, b)));
  const pieces = Math.ceil(extent / APART);
  return every(1, 0, pieces).map((k) => rotated(a, unit(normal), (k / pieces) * extent));
}

/** A boundary, closed: where the limb cuts what it encloses there is none. */
export function edge(boundary: readonly Direction[]): Line {
  return boundary.length === 0 ? [] : [...boundary, boundary[0]!];
}

/** The pieces of a line on either side; both end on the limb where it crosses. */
function parted(line: Line, depth: (point: Direction) => number) {
  const near: Direction[][] = [];
  const far: Direction[][] = [];
  let piece: Direction[] = [];
  line.forEach((point, i) => {
    const side = sideOf(point);
    const before = line[i - 1];
    if (before && sideOf(before) !== side) {
      const limb = meeting(before, point);
      piece.push(limb);
      piece = [limb];
    }
    if (!before || sideOf(before) !== side) side.push(piece);
    piece.push(point);
  });
  return { near, far };

  function sideOf(point: Direction) {
    return depth(point) >= -ON_LIMB ? near : far;
  }
  function meeting(a: Direction, b: Direction): Direction {
    const [from, to] = [depth(a), depth(b)];
    // A point on the limb may be on the other side of it by rounding.
    const share = Math.min(1, Math.max(0, from / (from - to)));
    return unit(combine([a, 1 - share], [b, share]));
  }
}

function pathOf(points: readonly Point[]): string {
  return points.map(([x, y], i) => `${i === 0 ? 'M' : 'L'}${short(x)},${short(y)}`).join('');
}

/** Hundredths of a unit are below what is seen. */
function short(value: number): number {
  return Math.round(100 * value) / 100 + 0;
}

/** From `first` to `last`, both included. */
function every(step: number, first: number, last: number): number[] {
  return Array.from({ length: Math.round((last - first) / step) + 1 }, (_, k) => first + k * step);
}
