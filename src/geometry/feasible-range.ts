/**
 * Which values one cosine may take while all others stay. With K the cosines among the other
 * members, u and w those of members i and j to them, and K⁺ the pseudo-inverse, the matrix has no
 * negative eigenvalue exactly for |ρ − uK⁺w| ≤ √((1 − uK⁺u)(1 − wK⁺w)): the Schur complement of K
 * (Horn and Johnson, "Matrix Analysis", §7.7).
 */
import { checkCosineMatrix } from './check-cosine-matrix';
import type { CosineMatrix } from './cosine-matrix';
import { symmetricEigen } from './symmetric-eigen';

/** Eigenvalues of K below this count as zero: its members are linearly dependent. */
const NEGLIGIBLE = 1e-9;

/**
 * The least and the greatest possible cosine between members i and j, given every other cosine.
 * @param cosines a possible n × n cosine matrix; its entry [i][j] plays no part in the answer.
 * @throws RangeError when the matrix is impossible, or when i and j are not two of its members.
 */
export function feasibleRange(
  cosines: CosineMatrix,
  i: number,
  j: number,
): readonly [number, number] {
  checkCosineMatrix(cosines);
  if (i === j || !cosines[i] || !cosines[j]) throw new RangeError(`No pair (${i}, ${j})`);
  const others = [...cosines.keys()].filter((k) => k !== i && k !== j);
  const { values, vectors } = symmetricEigen(others.map((k) => others.map((l) => cosines[k]![l]!)));
  let centre = 0;
  let [freeI, freeJ] = [1, 1];
  values.forEach((value, e) => {
    if (value < NEGLIGIBLE) return;
    const along = (m: number) =>
      others.reduce((sum, k, row) => sum + cosines[m]![k]! * vectors[row]![e]!, 0) /
      Math.sqrt(value);
    const [alongI, alongJ] = [along(i), along(j)];
    centre += alongI * alongJ;
    freeI -= alongI ** 2;
    freeJ -= alongJ ** 2;
  });
  const reach = Math.sqrt(Math.max(0, freeI) * Math.max(0, freeJ));
  const within = (value: number) => Math.min(1, Math.max(-1, value));
  return [within(centre - reach), within(centre + reach)];
}
