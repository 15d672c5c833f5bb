/** The picture at a point of a plane, and how far it is outside [0, 1]. */

/** Pixels so little outside are at the bound: rounding of float32. */
const ROUNDING = 1e-6;

export interface PlanePixels {
  /** As computed, not cut to [0, 1]. */
  readonly pixels: Float32Array;
  /** How many are outside [0, 1], and by how much at most. */
  readonly outside: number;
  readonly furthest: number;
}

export function pixelsAt(
  origin: Float32Array,
  [e, f]: readonly [Float32Array, Float32Array],
  [u, v]: readonly [number, number],
): PlanePixels {
  const pixels = origin.map((x, k) => x + u * e[k]! + v * f[k]!);
  const beyond = pixels.map((value) => Math.max(-value, value - 1));
  return {
    pixels,
    outside: beyond.filter((by) => by > ROUNDING).length,
    furthest: Math.max(0, ...beyond),
  };
}
