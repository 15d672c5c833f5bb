/** How often what is made on one member fools another, over all ordered pairs of members. */
import { modelOfMembers } from '../attacks/attacked-model';
import type { PlannedAttack } from '../attacks/strongest';
import type { LabelledImages } from '../ensemble/batch';
import type { Model } from '../ensemble/input-gradient';
import { release } from '../ops/scope';
import { classify } from './predictions';
import { type OnShare, withstand } from './withstand';

/**
 * The mean over pairs i ≠ j of the share of images, right for both, that the attacks made on i alone turn wrong on j.
 */
export async function memberTransfer(
  model: Model,
  images: LabelledImages,
  attacks: readonly PlannedAttack[],
  onShare: OnShare,
): Promise<number> {
  const clean = await classify(model, images);
  const rightFor = (i: number, b: number) => clean[b]!.labels[i] === images.labels[b];
  const members = Array.from({ length: model.parameters[0]!.shape[0]! }, (_, i) =>
    modelOfMembers(model, [i]),
  );
  const pairs = members.flatMap((_, i) =>
    members.flatMap((_, j) => (i === j ? [] : [[i, j] as const])),
  );
  const rates: number[] = [];
  try {
    for (const [k, [i, j]] of pairs.entries()) {
      const found = (await withstand(
        { model: members[j]!, madeOn: [members[i]!], images, attacks },
        (share) => onShare((k + share) / pairs.length),
      ))!;
      const both = clean.flatMap((_, b) => (rightFor(i, b) && rightFor(j, b) ? [b] : []));
      const fooled = both.filter((b) => found.attacked[b]!.ensemble !== images.labels[b]);
      rates.push(fooled.length / both.length);
    }
  } finally {
    release(members.flatMap(({ parameters }) => [...parameters]));
  }
  return rates.reduce((sum, rate) => sum + rate, 0) / rates.length;
}
