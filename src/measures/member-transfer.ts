/** How often what is made on one member fools another, over all ordered pairs of members. */
import type { PlannedAttack } from '../attacks/strongest';
import type { LabelledImages } from '../ensemble/batch';
import type { Model } from '../ensemble/input-gradient';
import { classify } from './predictions';
import { attackedFrom, transferCounts } from './transfer';
import type { OnShare } from './withstand';

export interface MemberTransfer {
  /**
   * The mean over pairs i ≠ j of the share of images, right for both, that the attack made on i alone turns wrong on
   * j. NaN where some pair has no image right for both.
   */
  readonly share: number;
  /** Images right for both, summed over those pairs. */
  readonly images: number;
}

/** @param attacks of which, on each image, the first counts that fools what it is made on */
export async function memberTransfer(
  model: Model,
  images: LabelledImages,
  attacks: readonly PlannedAttack[],
  onShare: OnShare,
): Promise<MemberTransfer> {
  const clean = await classify(model, images);
  const sources = Array.from({ length: model.parameters[0]!.shape[0]! }, (_, i) => i);
  const attacked = await attackedFrom({ model, images, clean, attacks, sources }, onShare);
  const { right, fooled } = transferCounts(clean, attacked!, images.labels);
  const pairs = sources.flatMap((i) => sources.flatMap((j) => (i === j ? [] : [[i, j] as const])));
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  return {
    share: sum(pairs.map(([i, j]) => fooled[i]![j]! / right[i]![j]!)) / pairs.length,
    images: sum(pairs.map(([i, j]) => right[i]![j]!)),
  };
}
