/**
 * Transfer: how often an FGS step made on one member fools another that it knows nothing of. The rate
 * i → j is the share of images, right for both, that an attack made on i alone turns wrong on j.
 */

import type { AttackSource } from '../attacks/attack-source';
import type { LabelledImages } from '../ensemble/batch';
import type { Model } from '../ensemble/input-gradient';
import type { Prediction } from '../ensemble/prediction';
import { forEachChunk, type OnProgress } from './for-each-chunk';
import { type AttackedPredictions, joined, predictAttacked } from './predictions';

/** Rows are what the attack is made on, columns who is shown the result: the members, then the ensemble. */
export interface Transfer {
  readonly epsilon: number;
  /** Images looked at. */
  readonly images: number;
  /** Images that both classify correctly before the attack, [n + 1][n + 1]. */
  readonly right: readonly (readonly number[])[];
  /** Of those, the ones that the column gets wrong after it, [n + 1][n + 1]. */
  readonly fooled: readonly (readonly number[])[];
}

/** @returns null where it was called off */
export async function measureTransfer(
  model: Model,
  images: LabelledImages,
  epsilon: number,
  onProgress: OnProgress,
): Promise<Transfer | null> {
  const members = model.parameters[0]!.shape[0]!;
  const sources: AttackSource[] = [...Array.from({ length: members }, (_, i) => i), 'ensemble'];
  const parts = await forEachChunk(images, onProgress, (chunk) =>
    predictAttacked(model, chunk, sources, epsilon),
  );
  if (parts === null) return null;
  return {
    epsilon,
    images: images.labels.length,
    ...transferCounts(joined(parts), images.labels),
  };
}

/** @param predictions of attacks on each member and, last, on the ensemble */
export function transferCounts(
  { clean, attacked }: AttackedPredictions,
  truth: ArrayLike<number>,
): Pick<Transfer, 'right' | 'fooled'> {
  const size = attacked.length;
  const right = zeros(size);
  const fooled = zeros(size);
  clean.forEach((before, b) => {
    const label = truth[b]!;
    const known = answers(before).map((answer) => answer === label);
    for (let i = 0; i < size; i++) {
      if (!known[i]) continue;
      const after = answers(attacked[i]![b]!);
      for (let j = 0; j < size; j++) {
        if (!known[j]) continue;
        right[i]![j]! += 1;
        if (after[j] !== label) fooled[i]![j]! += 1;
      }
    }
  });
  return { right, fooled };
}

/** The members' answers, then the ensemble's. */
function answers({ labels, ensemble }: Prediction): number[] {
  return [...labels, ensemble];
}

function zeros(size: number): number[][] {
  return Array.from({ length: size }, () => new Array<number>(size).fill(0));
}
