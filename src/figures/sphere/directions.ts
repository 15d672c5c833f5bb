/** Directions of space: as unit vectors, z towards the north, and as places on a globe. */
import type { Direction } from '../../geometry/joint-region';

/** Longitude and latitude in degrees. */
export type LonLat = readonly [number, number];

/** Smaller is rounding: cos 90° is not 0 in floating point. */
const ROUNDING = 1e-15;

export function toVector([longitude, latitude]: LonLat): Direction {
  const [east, north] = [toRadians(longitude), toRadians(latitude)];
  const out = Math.cos(north);
  return [
    clean(out * Math.cos(east)),
    clean(out * Math.sin(east)),
    clean(Math.sin(north)),
  ] as Direction;
}

/** @returns longitude from 0 up to, not including, 360 */
export function toLonLat([x, y, z]: Direction): LonLat {
  const longitude = toDegrees(Math.atan2(y, x));
  return [longitude < 0 ? longitude + 360 : longitude, toDegrees(Math.atan2(z, Math.hypot(x, y)))];
}

/** Turned about an axis of unit length, counter-clockwise seen from its tip (Rodrigues' formula). */
export function rotated(vector: Direction, axis: Direction, degrees: number): Direction {
  const [cos, sin] = [Math.cos(toRadians(degrees)), Math.sin(toRadians(degrees))];
  const side = cross(axis, vector);
  const along = dot(axis, vector) * (1 - cos);
  return combine([vector, cos], [side, sin], [axis, along]);
}

/** The sum of multiples of vectors. */
export function combine(...parts: readonly (readonly [Direction, number])[]): Direction {
  const sum = [0, 1, 2].map((k) =>
    parts.reduce((total, [vector, times]) => total + times * vector[k]!, 0),
  );
  return sum as unknown as Direction;
}

export function unit(vector: Direction): Direction {
  return combine([vector, 1 / Math.hypot(...vector)]);
}

export function dot(a: Direction, b: Direction): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

export function cross(a: Direction, b: Direction): Direction {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}

export function toDegrees(radians: number): number {
  return (radians * 180) / Math.PI;
}

function toRadians(degrees: number): number {
  return (degrees * Math.PI) / 180;
}

function clean(x: number): number {
  return Math.abs(x) < ROUNDING ? 0 : x;
}
