/** The check of cosines from anywhere, which says why no vectors have them. */
import { type CosineMatrix, checkCosineEntries } from './cosine-matrix';
import { whyImpossible } from './impossible-cosines';
import { arePossible } from './possible-cosines';
import { type SymmetricEigen, symmetricEigen } from './symmetric-eigen';

/**
 * @throws RangeError when the matrix holds NaN, is not square or symmetric, has another diagonal
 * than 1, a cosine outside −1 … 1, or when no vectors have these cosines (an eigenvalue < −1e-5).
 */
export function checkCosineMatrix(matrix: CosineMatrix): void {
  checkCosineEntries(matrix);
  const eigen = symmetricEigen(matrix);
  if (!arePossible(matrix, eigen)) throw impossible(matrix, eigen);
}

/** The error for cosines that no vectors have, with the reason in words. */
export function impossible(matrix: CosineMatrix, eigen: SymmetricEigen): RangeError {
  const why = whyImpossible(matrix, undefined, eigen);
  return new RangeError(`No vectors have these cosines${why ? `: ${why}` : ''}`);
}
