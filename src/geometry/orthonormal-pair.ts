/** An orthonormal basis of the plane that two vectors span (Gram and Schmidt), float64. */

/** Of a vector's length: what is left of it across another is rounding of float32 numbers below this. */
const PARALLEL = 1e-5;

/**
 * @param a of any length; the first unit vector points along it
 * @param b as many numbers; the second unit vector is what is left of it across a
 * @returns null where they span no plane: one is zero, or they lie along one line
 * @throws RangeError for unequal lengths
 */
export function orthonormalPair(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
): readonly [Float64Array, Float64Array] | null {
  if (a.length !== b.length) {
    throw new RangeError(`Vectors of different length: ${a.length} and ${b.length}`);
  }
  const first = unit(a);
  const second = unit(b);
  if (!first || !second) return null;
  let rest = second;
  // Twice, for the sake of vectors that are nearly parallel.
  for (let pass = 0; pass < 2; pass++) {
    const along = dot(rest, first);
    rest = rest.map((value, k) => value - along * first[k]!);
  }
  const length = Math.sqrt(dot(rest, rest));
  return length > PARALLEL ? [first, rest.map((value) => value / length)] : null;
}

/** The vector at length 1; null where it is zero. Scaled first, so that nothing underflows. */
export function unit(vector: ArrayLike<number>): Float64Array | null {
  const values = Float64Array.from(vector);
  const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  if (largest === 0) return null;
  const scaled = values.map((value) => value / largest);
  const length = Math.sqrt(dot(scaled, scaled));
  return scaled.map((value) => value / length);
}

export function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let k = 0; k < a.length; k++) sum += a[k]! * b[k]!;
  return sum;
}
