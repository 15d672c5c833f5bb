/**
 * The penalties on the members' input gradients, functions of their Gram matrix, by name. Their values are in
 * penalty-values.ts; a training step needs only how they change with each gradient, on the device
 * (penalty-coefficients.ts in each folder of ops/).
 */

/** Those that are functions of the cosines alone: the gradients' lengths do not count. */
export const SCALE_FREE_PENALTIES = ['cosine', 'gal', 'gdr'] as const;
export type ScaleFreePenalty = (typeof SCALE_FREE_PENALTIES)[number];

/** Every penalty but `none`, which has nothing to compute. */
export const ACTIVE_PENALTIES = [...SCALE_FREE_PENALTIES, 'norm', 'joint-slope'] as const;
export type ActivePenalty = (typeof ACTIVE_PENALTIES)[number];

/** Something for each penalty: none may be missing. */
export type OfPenalties<T> = Readonly<Record<ActivePenalty, T>>;

/** The same of those that are functions of the cosines. */
export type OfScaleFree<T> = Readonly<Record<ScaleFreePenalty, T>>;

/** @throws RangeError where `all` has no such penalty, whatever the types say */
export function ofPenalty<T>(
  all: Readonly<Partial<Record<ActivePenalty, T>>>,
  penalty: ActivePenalty,
): T {
  if (!Object.hasOwn(all, penalty)) {
    throw new RangeError(`there is no penalty ${penalty}, only ${Object.keys(all).join(', ')}`);
  }
  return all[penalty]!;
}
