/**
 * The derivative of the penalty with respect to the directions of the input gradients and their margins
 * (ops/composed/gradient-penalty.ts), from inner products with float64 sums.
 */
import { type ActivePenalty, ofPenalty } from '../../geometry/penalties';
import { SMALLEST_NORM } from '../limits';
import type { Heap, Matrix } from './matrix';
import { coefficients, type PenalisedImage } from './penalty-coefficients';

/** One entry or row for each member. */
export interface PenaltyPass {
  /** d_i, [B, inputSize]: become the unit vectors of w⊙d_i. */
  readonly directions: readonly Matrix[];
  /** Become ∂(λ·mean penalty)/∂d_i, [B, inputSize]. */
  readonly derivatives: readonly Matrix[];
  /** m_i, [B] */
  readonly margins: readonly Float64Array[];
  /** Become ∂(λ·mean penalty)/∂m_i, [B]; zeros where the penalty does not see the scale. */
  readonly ofMargins: readonly Float64Array[];
  /** w, [1, inputSize]; null where all pixels count alike. */
  readonly weights: Matrix | null;
}

/** @throws RangeError for an unknown penalty */
export function penaltyDerivatives(
  { kernels }: Heap,
  { directions, derivatives, margins, ofMargins, weights }: PenaltyPass,
  penalty: ActivePenalty,
  lambda: number,
): void {
  const { write, ofMargin } = ofPenalty(coefficients, penalty);
  const members = directions.length;
  const { rows: images, columns, stride } = directions[0]!;
  const vectors = stride / 4;
  const image: PenalisedImage = {
    members,
    planar: columns <= 2,
    gram: new Float64Array(members * members),
    norm: new Float64Array(members),
    scale: new Float64Array(members),
    ofUnits: new Float64Array(members * members),
    ofMargin: new Float64Array(members),
  };
  const { gram, norm, scale } = image;
  /** [image, i, j]: of u_j in the derivative of i, but for the factor that all have. */
  const all = new Float64Array(images * members * members);
  let counted = 0;
  for (const own of ofMargins) own.fill(0);
  for (let b = 0; b < images; b++) {
    for (let i = 0; i < members; i++) {
      const a = directions[i]!.rowAddress(b);
      if (weights) kernels.weigh({ values: a, weights: weights.address, vectors });
      for (let j = 0; j <= i; j++) {
        const product = kernels.dot({ a, b: directions[j]!.rowAddress(b), pairs: stride / 2 });
        gram[i * members + j] = product;
        gram[j * members + i] = product;
      }
      norm[i] = Math.sqrt(gram[i * members + i]!);
      scale[i] = 1 / (1 + Math.exp(-margins[i]![b]!));
    }
    if (!write(image)) continue;
    counted += 1;
    all.set(image.ofUnits, b * members * members);
    for (let i = 0; i < members; i++) {
      if (ofMargin) ofMargins[i]![b] = image.ofMargin[i]!;
      const address = directions[i]!.rowAddress(b);
      const factor = 1 / Math.max(norm[i]!, SMALLEST_NORM);
      kernels.scale({ from: address, factor, to: address, vectors, onto: 0 });
    }
  }
  const factor = lambda / Math.max(1, counted);
  for (let b = 0; b < images; b++) {
    for (let i = 0; i < members; i++) {
      const to = derivatives[i]!.rowAddress(b);
      let onto = 0;
      for (let j = 0; j < members; j++) {
        const coefficient = factor * all[(b * members + i) * members + j]!;
        // The row is written once at least.
        if (coefficient === 0 && (onto === 1 || j < members - 1)) continue;
        const from = directions[j]!.rowAddress(b);
        kernels.scale({ from, factor: coefficient, to, vectors, onto });
        onto = 1;
      }
      if (weights) kernels.weigh({ values: to, weights: weights.address, vectors });
      ofMargins[i]![b]! *= factor;
    }
  }
}
