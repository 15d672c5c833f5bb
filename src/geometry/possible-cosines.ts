/** Whether any vectors have given cosines: a cosine matrix has no negative eigenvalue. */
import type { CosineMatrix } from './cosine-matrix';
import { type SymmetricEigen, symmetricEigen } from './symmetric-eigen';

/** How negative an eigenvalue may be: n float32 roundings in one row can add up. */
export const EIGENVALUE_TOLERANCE = 1e-5;

/**
 * @param matrix n × n, symmetric, from −1 to 1, ones on the diagonal
 * @param eigen of the matrix, where it is known already
 */
export function arePossible(
  matrix: CosineMatrix,
  { values }: SymmetricEigen = symmetricEigen(matrix),
): boolean {
  return Math.min(...values) >= -EIGENVALUE_TOLERANCE;
}
