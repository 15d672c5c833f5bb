/**
 * The derivative of the penalty with respect to the directions of the input gradients (ops/composed/gradient-penalty.ts):
 * h_i = Σ_j s_ij (u_j − ρ_ij u_i)/‖d_i‖ over the images that have a cosine.
 *
 * The cosines come from inner products with float64 sums. Those of float32 numbers are exact to some
 * 1e-16 of the lengths, so that even √(1 − ρ²) keeps eight digits behind the point near ρ = ±1, where
 * float32 sums would need the chords.
 */
import { type ActivePenalty, ofPenalty } from '../../geometry/penalties';
import { SMALLEST_NORM } from '../limits';
import type { Heap, Matrix } from './matrix';
import { slopes } from './penalty-slopes';

/**
 * @param directions d_i, [B, inputSize] each; become u_i
 * @param derivatives become ∂(λ·mean penalty)/∂d_i
 * @throws RangeError for an unknown penalty
 */
export function penaltyDerivatives(
  { kernels }: Heap,
  directions: readonly Matrix[],
  derivatives: readonly Matrix[],
  penalty: ActivePenalty,
  lambda: number,
): void {
  const slopesOf = ofPenalty(slopes, penalty);
  const members = directions.length;
  const { rows: images, stride } = directions[0]!;
  const vectors = stride / 4;
  const cosine = new Float64Array(members * members);
  const sine = new Float64Array(members * members);
  const slope = new Float64Array(members * members);
  const norm = new Float64Array(members);
  /** [image, i, j]: of u_j in h_i, but for the factor that all have. */
  const coefficients = new Float64Array(images * members * members);
  let defined = 0;
  for (let b = 0; b < images; b++) {
    const dot = (i: number, j: number) =>
      kernels.dot({
        a: directions[i]!.rowAddress(b),
        b: directions[j]!.rowAddress(b),
        pairs: stride / 2,
      });
    for (let i = 0; i < members; i++) norm[i] = Math.sqrt(dot(i, i));
    // Also where a norm is no number, so that it shows in the result.
    if (norm.some((length) => length < SMALLEST_NORM)) continue;
    defined += 1;
    for (let i = 0; i < members; i++) {
      for (let j = 0; j < i; j++) {
        const [ij, ji] = [i * members + j, j * members + i];
        const rho = Math.min(1, Math.max(-1, dot(i, j) / (norm[i]! * norm[j]!)));
        cosine[ij] = rho;
        cosine[ji] = rho;
        sine[ij] = Math.sqrt((1 - rho) * (1 + rho));
        sine[ji] = sine[ij];
      }
      cosine[i * members + i] = 1;
    }
    slopesOf(cosine, sine, members, slope);
    for (let i = 0; i < members; i++) {
      const row = (b * members + i) * members;
      let own = 0;
      for (let j = 0; j < members; j++) {
        if (j === i) continue;
        const ij = i * members + j;
        coefficients[row + j] = slope[ij]! / norm[i]!;
        own -= slope[ij]! * cosine[ij]!;
      }
      coefficients[row + i] = own / norm[i]!;
      const address = directions[i]!.rowAddress(b);
      kernels.scale({ from: address, factor: 1 / norm[i]!, to: address, vectors, onto: 0 });
    }
  }
  const factor = lambda / Math.max(1, defined);
  for (let b = 0; b < images; b++) {
    for (let i = 0; i < members; i++) {
      for (let j = 0; j < members; j++) {
        kernels.scale({
          from: directions[j]!.rowAddress(b),
          factor: factor * coefficients[(b * members + i) * members + j]!,
          to: derivatives[i]!.rowAddress(b),
          vectors,
          onto: j === 0 ? 0 : 1,
        });
      }
    }
  }
}
