/**
 * The penalties on the members' input gradients: functions of the pairwise cosines alone. Here are their
 * names, and their values for one image in float64, which people look at; a training step needs only how
 * they change with each cosine, on the device (penalty-slopes.ts in each folder of ops/).
 */
import { gal, meanCosine } from './alignment';
import { gdrOfImage } from './gdr';

/** Every penalty but `none`, which has nothing to compute. */
export const ACTIVE_PENALTIES = ['cosine', 'gal', 'gdr'] as const;
export type ActivePenalty = (typeof ACTIVE_PENALTIES)[number];

/** Something for each penalty: none may be missing. */
export type OfPenalties<T> = Readonly<Record<ActivePenalty, T>>;

/** The value of a penalty from the angles of an image's pairs, [P], radians, in the order of pairs.ts. */
export const penaltyValues: OfPenalties<(angles: readonly number[], members: number) => number> = {
  /** Mean over pairs of ρ_ij. */
  cosine: (angles) => meanCosine(angles.map(Math.cos)),
  /** Gradient alignment loss (Kariyappa and Qureshi 2019): log Σ exp(ρ_ij). */
  gal: (angles) => gal(angles.map(Math.cos)),
  /** R(E, x), the share of directions in the adversarial subspace. */
  gdr: gdrOfImage,
};

/** @throws RangeError where there is no such penalty, whatever the types say */
export function ofPenalty<T>(all: OfPenalties<T>, penalty: ActivePenalty): T {
  if (!Object.hasOwn(all, penalty)) {
    throw new RangeError(`there is no penalty ${penalty}, only ${ACTIVE_PENALTIES.join(', ')}`);
  }
  return all[penalty];
}
