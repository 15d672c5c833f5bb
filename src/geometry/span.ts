/** The span of a few vectors of a space of many dimensions, and where another vector stands to it. */

export interface Span {
  /** Orthonormal, as many as the vectors' rank. */
  readonly basis: readonly Float64Array[];
  /** Of the vectors, in that basis: [vectors][rank]. The first is (+, 0, …), the second (·, +, 0, …), …. */
  readonly coordinates: readonly (readonly number[])[];
}

/** What is left of a vector after projection, to its length, below which it adds no dimension. */
const DEPENDENT = 1e-6;

/**
 * Gram–Schmidt, each vector projected twice so that rounding leaves nothing of the others in it (Giraud et al.
 * 2005, "Twice is enough").
 * @param vectors of any equal length; none too long or too short to be squared
 */
export function spanOf(vectors: readonly ArrayLike<number>[]): Span {
  const basis: Float64Array[] = [];
  for (const vector of vectors) {
    const rest = Float64Array.from(vector);
    for (let round = 0; round < 2; round++) {
      for (const axis of basis) addMultiple(rest, axis, -dot(rest, axis));
    }
    const length = Math.sqrt(dot(rest, rest));
    if (length <= DEPENDENT * Math.sqrt(dot(vector, vector))) continue;
    basis.push(rest.map((value) => value / length));
  }
  return { basis, coordinates: vectors.map((vector) => coordinatesIn(basis, vector)) };
}

/** Of the vector's projection onto the span: [rank]. @param basis orthonormal */
export function coordinatesIn(
  basis: readonly Float64Array[],
  vector: ArrayLike<number>,
): readonly number[] {
  return basis.map((axis) => dot(vector, axis));
}

function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let k = 0; k < a.length; k++) sum += a[k]! * b[k]!;
  return sum;
}

function addMultiple(to: Float64Array, vector: Float64Array, times: number): void {
  for (let k = 0; k < to.length; k++) to[k]! += times * vector[k]!;
}
