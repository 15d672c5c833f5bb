/**
 * The cosines between the gradients of an ensemble's members: ρ_ij = g_i·g_j/(‖g_i‖‖g_j‖), a
 * symmetric n × n matrix with ones on the diagonal that has no negative eigenvalue. Everything that
 * GDR knows of the gradients is in it.
 */
import { angleBetween } from './angle';

/** n rows of n cosines. */
export type CosineMatrix = readonly (readonly number[])[];

/** Slack for cosines that were computed in float32. */
const TOLERANCE = 2e-6;

/**
 * The cosines between vectors of any norms, in one space.
 * @throws RangeError when a vector is zero or not finite, or when the lengths differ.
 */
export function cosineMatrix(vectors: readonly ArrayLike<number>[]): CosineMatrix {
  const matrix = vectors.map(() => vectors.map(() => 1));
  for (let i = 0; i < vectors.length; i++) {
    for (let j = 0; j < i; j++) {
      const cosine = Math.cos(angleBetween(vectors[i]!, vectors[j]!));
      matrix[i]![j] = cosine;
      matrix[j]![i] = cosine;
    }
  }
  return matrix;
}

/** @throws RangeError naming the first entry that no cosine matrix can have. */
export function checkCosineEntries(matrix: CosineMatrix): void {
  const n = matrix.length;
  if (n === 0) throw new RangeError('A cosine matrix has at least one row');
  for (let i = 0; i < n; i++) {
    const row = matrix[i]!;
    if (row.length !== n) {
      throw new RangeError(`Cosine matrix: row ${i} has ${row.length} entries, not ${n}`);
    }
    for (let j = 0; j < n; j++) {
      const value = row[j]!;
      if (!Number.isFinite(value)) {
        throw new RangeError(`Cosine matrix: entry [${i}][${j}] is ${value}`);
      }
      if (i === j && Math.abs(value - 1) > TOLERANCE) {
        throw new RangeError(`Cosine matrix: diagonal entry [${i}][${i}] is ${value}, not 1`);
      }
      if (Math.abs(value) > 1 + TOLERANCE) {
        throw new RangeError(`Cosine matrix: entry [${i}][${j}] is ${value}, outside −1 … 1`);
      }
      if (j < i && Math.abs(value - matrix[j]![i]!) > TOLERANCE) {
        throw new RangeError(
          `Cosine matrix: entries [${i}][${j}] and [${j}][${i}] differ, ${value} and ${matrix[j]![i]}`,
        );
      }
    }
  }
}
