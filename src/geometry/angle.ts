/**
 * The angle between two gradients, in radians from 0 to π.
 *
 * acos(u·v) loses half the digits near 0 and π, where trained ensembles and dragged vectors often
 * are; the half-angle form 2·atan2(‖û − v̂‖, ‖û + v̂‖) keeps them all (W. Kahan, "How Futile are
 * Mindless Assessments of Roundoff", §12).
 */

/**
 * Angle between vectors of any equal length and any norms.
 * @returns radians in [0, π].
 * @throws RangeError when the lengths differ, an entry is not finite or a vector is all zero.
 */
export function angleBetween(u: ArrayLike<number>, v: ArrayLike<number>): number {
  if (u.length !== v.length) {
    throw new RangeError(`Vectors of different length: ${u.length} and ${v.length}`);
  }
  const a = unit(u, 'first');
  const b = unit(v, 'second');
  let minus = 0;
  let plus = 0;
  for (let k = 0; k < a.length; k++) {
    const difference = a[k]! - b[k]!;
    const sum = a[k]! + b[k]!;
    minus += difference * difference;
    plus += sum * sum;
  }
  return angleFromChords(minus, plus);
}

/**
 * Angle from the squared chords ‖û − v̂‖² and ‖û + v̂‖² of two vectors of equal norm. Only their
 * ratio counts, so sums read back from a GPU in float32 serve as they are.
 * @returns radians in [0, π]; NaN when both chords are zero or one is NaN: there is no angle then.
 */
export function angleFromChords(minusSquared: number, plusSquared: number): number {
  if (minusSquared === 0 && plusSquared === 0) return Number.NaN;
  return 2 * Math.atan2(Math.sqrt(minusSquared), Math.sqrt(plusSquared));
}

/** The vector at length one, first divided by its own maximum so that no square under- or overflows. */
function unit(vector: ArrayLike<number>, which: string): Float64Array {
  const result = new Float64Array(vector.length);
  let largest = 0;
  for (let k = 0; k < vector.length; k++) {
    const size = Math.abs(vector[k]!);
    if (!Number.isFinite(size)) {
      throw new RangeError(
        `Entry ${k} of the ${which} vector is ${vector[k]}, not a finite number`,
      );
    }
    if (size > largest) largest = size;
  }
  if (largest === 0) throw new RangeError(`The ${which} vector is zero: it has no direction`);
  let squares = 0;
  for (let k = 0; k < vector.length; k++) {
    const scaled = vector[k]! / largest;
    result[k] = scaled;
    squares += scaled * scaled;
  }
  const norm = Math.sqrt(squares);
  for (let k = 0; k < result.length; k++) result[k]! /= norm;
  return result;
}
