/** How often an attack succeeds: the counts of `withstand`, without what the ensemble says of each image. */
import type { AttackRecipe } from '../attacks/attack-recipe';
import type { Attacker } from '../attacks/attacker';
import { plannedAttacks } from '../attacks/strongest';
import type { LabelledImages } from '../ensemble/batch';
import type { Model } from '../ensemble/input-gradient';
import { withMadeOn } from './made-on';
import { type OnShare, type Withstood, withstand } from './withstand';

/** An attack, whoever makes it, on an ensemble and images. */
export interface AttackOnImages {
  readonly model: Model;
  /** That an attacker without any of the members uses; null where it is not at hand. */
  readonly surrogate: Model | null;
  readonly attacker: Attacker;
  readonly how: AttackRecipe;
  readonly epsilon: number;
  readonly images: LabelledImages;
}

export type AttackSuccess = Omit<Withstood, 'clean' | 'attacked' | 'achieved' | 'standing'>;

/** @returns null where it was called off */
export async function measureSuccess(
  request: AttackOnImages,
  onShare: OnShare,
): Promise<AttackSuccess | null> {
  const found = await withstandAttacker(request, onShare);
  if (!found) return null;
  const { clean: _, attacked: __, achieved: ___, standing: ____, ...counts } = found;
  return counts;
}

/** @returns null where it was called off */
export function withstandAttacker(
  { model, surrogate, attacker, how, epsilon, images }: AttackOnImages,
  onShare: OnShare,
): Promise<Withstood | null> {
  const attacks = plannedAttacks(how, epsilon, model.architecture.spec.classCount);
  return withMadeOn(attacker, model, surrogate, (madeOn) =>
    withstand({ model, madeOn: [madeOn], images, attacks }, onShare),
  );
}
