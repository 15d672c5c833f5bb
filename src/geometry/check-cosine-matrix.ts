/** Whether any vectors have given cosines: a cosine matrix has no negative eigenvalue. */
import { type CosineMatrix, checkCosineEntries } from './cosine-matrix';
import { whyImpossible } from './impossible-cosines';
import { type SymmetricEigen, symmetricEigen } from './symmetric-eigen';

/** How negative an eigenvalue may be: n float32 roundings in one row can add up. */
export const EIGENVALUE_TOLERANCE = 1e-5;

/**
 * @throws RangeError when the matrix holds NaN, is not square or symmetric, has another diagonal
 * than 1, a cosine outside −1 … 1, or when no vectors have these cosines (an eigenvalue < −1e-5).
 */
export function checkCosineMatrix(matrix: CosineMatrix): void {
  checkCosineEntries(matrix);
  const eigen = symmetricEigen(matrix);
  if (Math.min(...eigen.values) < -EIGENVALUE_TOLERANCE) throw impossible(matrix, eigen);
}

/** The error for cosines that no vectors have, with the reason in words. */
export function impossible(matrix: CosineMatrix, eigen: SymmetricEigen): RangeError {
  const why = whyImpossible(matrix, undefined, eigen);
  return new RangeError(`No vectors have these cosines${why ? `: ${why}` : ''}`);
}
