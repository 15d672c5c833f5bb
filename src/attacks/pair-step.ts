/**
 * What a sign step on a pair of members is made on. `pair`: the mean probability of the two. `one`: either of
 * the two alone.
 */
export const PAIR_STEPS = ['pair', 'one'] as const;
export type PairStep = (typeof PAIR_STEPS)[number];
