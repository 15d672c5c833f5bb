/**
 * The cosines between the gradients of an ensemble's members: ρ_ij = g_i·g_j/(‖g_i‖‖g_j‖), a
 * symmetric n × n matrix with ones on the diagonal that has no negative eigenvalue. Everything that
 * GDR knows of the gradients is in it.
 */
import { angleBetween } from './angle';
import { symmetricEigen } from './symmetric-eigen';

/** n rows of n cosines. */
export type CosineMatrix = readonly (readonly number[])[];

/** Slack for cosines that were computed in float32. */
const TOLERANCE = 2e-6;

/** How negative an eigenvalue may be: n float32 roundings in one row can add up. */
export const EIGENVALUE_TOLERANCE = 1e-5;

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

/**
 * @throws RangeError when the matrix holds NaN, is not square or symmetric, has another diagonal
 * than 1, a cosine outside −1 … 1, or when no vectors have these cosines (an eigenvalue < −1e-5).
 */
export function checkCosineMatrix(matrix: CosineMatrix): void {
  checkCosineEntries(matrix);
  const least = Math.min(...symmetricEigen(matrix).values);
  if (least < -EIGENVALUE_TOLERANCE) throw impossible(matrix, least);
}

/** The error for cosines that no vectors have, pointing at three members where three show it. */
export function impossible(matrix: CosineMatrix, eigenvalue: number): RangeError {
  let worst = -EIGENVALUE_TOLERANCE;
  let where = '';
  const at = (i: number, j: number) => matrix[i]![j]!;
  for (let i = 0; i < matrix.length; i++) {
    for (let j = 0; j < i; j++) {
      for (let k = 0; k < j; k++) {
        const [a, b, c] = [at(i, j), at(i, k), at(j, k)];
        const determinant = 1 + 2 * a * b * c - a * a - b * b - c * c;
        if (determinant < worst) {
          worst = determinant;
          where = `; no three vectors have [${k}][${j}] = ${c}, [${k}][${i}] = ${b}, [${j}][${i}] = ${a}`;
        }
      }
    }
  }
  return new RangeError(
    `Cosine matrix: no vectors have these cosines (eigenvalue ${eigenvalue.toExponential(2)})${where}`,
  );
}
