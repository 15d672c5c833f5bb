/**
 * The mathematics of a handle: from a value to its place in the drawing and back, from a key press to
 * the next value, and which notable values are near enough to snap to. Angles are in degrees,
 * counter-clockwise from the x axis; places are in the drawing's user units, in which y points down.
 */

/** (x, y); which way y points is said where it is used. */
export type Point = readonly [number, number];

export type Stride = 'normal' | 'coarse' | 'fine';

/** How a value moves: it has a place, and keys change it. */
export interface Motion<T> {
  /** Where the handle stands. */
  place(value: T): Point;
  /** The value of a handle that is held at a place; `now` is what it was, for places that say nothing. */
  valueAt(place: Point, now: T): T;
  /** The value after a key press, or undefined where the key means nothing here. */
  step(value: T, key: string, stride: Stride): T | undefined;
  /** For screen readers: the value as one number, and its range. */
  readonly min: number;
  readonly max: number;
  measure(value: T): number;
}

/** Degrees that a key turns something by. */
export const ANGLE_STEPS: Readonly<Record<Stride, number>> = { normal: 5, coarse: 15, fine: 1 };

/** An angle, on a circle of `radius` around the origin of the drawing. Home points along the x axis. */
export function circleMotion(radius: number): Motion<number> {
  return {
    min: 0,
    max: 360,
    measure: (degrees) => degrees,
    place: (degrees) => onCircle(degrees, radius),
    valueAt: ([x, y], now) => (Math.hypot(x, y) < radius * 1e-6 ? now : directionOf([x, -y])),
    step(degrees, key, stride) {
      const turn = KEY_DIRECTIONS.get(key);
      if (turn) return wrapDegrees(degrees + (turn[0] + turn[1]) * ANGLE_STEPS[stride]);
      if (key === 'PageUp') return wrapDegrees(degrees + ANGLE_STEPS.coarse);
      if (key === 'PageDown') return wrapDegrees(degrees - ANGLE_STEPS.coarse);
      if (key === 'Home') return 0;
      if (key === 'End') return 180;
      return undefined;
    },
  };
}

/** Units that a key moves a point of the plane by. */
export const POINT_STEPS: Readonly<Record<Stride, number>> = {
  normal: 0.05,
  coarse: 0.2,
  fine: 0.01,
};

/**
 * A point of the plane, y upwards, drawn `scale` user units to one; at most `longest` from the origin.
 * Home brings it there.
 * @param steps of the arrow keys
 */
export function planeMotion(
  scale: number,
  longest: number,
  steps: Readonly<Record<Stride, number>> = POINT_STEPS,
): Motion<Point> {
  return {
    min: 0,
    max: longest,
    measure: ([x, y]) => Math.hypot(x, y),
    place: ([x, y]) => [x * scale, -y * scale],
    valueAt: ([x, y]) => atMost([x / scale, -y / scale], longest),
    step([x, y], key, stride) {
      const direction = KEY_DIRECTIONS.get(key);
      const by = steps[stride];
      if (direction) return atMost([x + direction[0] * by, y + direction[1] * by], longest);
      return key === 'Home' ? [0, 0] : undefined;
    },
  };
}

/** Where arrow keys point: x to the right, y upwards. */
export const KEY_DIRECTIONS: ReadonlyMap<string, Point> = new Map([
  ['ArrowRight', [1, 0]],
  ['ArrowLeft', [-1, 0]],
  ['ArrowUp', [0, 1]],
  ['ArrowDown', [0, -1]],
]);

/** A place on a circle around the origin, y down. */
export function onCircle(degrees: number, radius: number): Point {
  const turn = (degrees * Math.PI) / 180;
  return [radius * Math.cos(turn), -radius * Math.sin(turn)];
}

/** Direction of a point, y up: degrees from 0 up to, not including, 360. */
export function directionOf([x, y]: Point): number {
  return wrapDegrees((Math.atan2(y, x) * 180) / Math.PI);
}

/** Into 0 … 360, 360 left out. */
export function wrapDegrees(degrees: number): number {
  return ((degrees % 360) + 360) % 360;
}

/** The point, or where a line to it from the origin leaves the disc of that radius. */
function atMost([x, y]: Point, length: number): Point {
  const now = Math.hypot(x, y);
  return now > length ? [(x * length) / now, (y * length) / now] : [x, y];
}

/**
 * The notable angle nearest to an angle, if it is within `within` degrees; else the angle as it is.
 * Notable are the multiples of `every`, and the directions parallel, orthogonal and antiparallel to
 * the `others`; where both kinds are near, another vector's goes first.
 */
export function snapDegrees(
  degrees: number,
  { every = 15, others = [], within = 2.5 }: SnapOptions = {},
): number {
  const near = (target: number) =>
    Math.abs(((target - degrees + 540) % 360) - 180) <= within ? wrapDegrees(target) : undefined;
  for (const other of others) {
    const quarter = near(other + 90 * Math.round((degrees - other) / 90));
    if (quarter !== undefined) return quarter;
  }
  return near(every * Math.round(degrees / every)) ?? degrees;
}

export interface SnapOptions {
  readonly every?: number | undefined;
  /** Directions of other vectors, in degrees. */
  readonly others?: readonly number[] | undefined;
  readonly within?: number | undefined;
}
