/**
 * The penalties on the members' input gradients, functions of the pairwise cosines alone, by name. Their values
 * are in penalty-values.ts; a training step needs only how they change with each cosine, on the device
 * (penalty-slopes.ts in each folder of ops/).
 */

/** Every penalty but `none`, which has nothing to compute. */
export const ACTIVE_PENALTIES = ['cosine', 'gal', 'gdr'] as const;
export type ActivePenalty = (typeof ACTIVE_PENALTIES)[number];

/** Something for each penalty: none may be missing. */
export type OfPenalties<T> = Readonly<Record<ActivePenalty, T>>;

/** @throws RangeError where there is no such penalty, whatever the types say */
export function ofPenalty<T>(all: OfPenalties<T>, penalty: ActivePenalty): T {
  if (!Object.hasOwn(all, penalty)) {
    throw new RangeError(`there is no penalty ${penalty}, only ${ACTIVE_PENALTIES.join(', ')}`);
  }
  return all[penalty];
}
