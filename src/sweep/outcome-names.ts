/**
 * Who attacks in a sweep, how, and what counts, by name: apart, for links name them, which are read at first sight.
 */
import { SUCCESS_MEANINGS } from '../attacks/success';
import {
  SURROGATE_KINDS,
  SWEPT_ATTACKS,
  TRANSFERRED_ATTACKS,
  USUAL_ATTACKS,
} from '../attacks/swept-attacks';

/** From the one who has least in hand. */
export const SWEEP_ATTACKERS = ['member', 'surrogate', 'everything'] as const;
export type SweepAttacker = (typeof SWEEP_ATTACKERS)[number];

/**
 * By who makes them. Of a surrogate they are named by what it is: the worst of PGD on the mean, on the sum and for
 * agreement, made on a plain one, on one trained in the same way, or on either.
 */
export const SWEEP_ATTACKS = {
  member: TRANSFERRED_ATTACKS,
  surrogate: [...SURROGATE_KINDS, 'either'],
  everything: [...SWEPT_ATTACKS, ...USUAL_ATTACKS],
} as const satisfies Record<SweepAttacker, readonly string[]>;
export type SweepAttack = (typeof SWEEP_ATTACKS)[SweepAttacker][number];

/**
 * The three meanings of success, of the images that every member gets right; then, of all images attacked, `robust`:
 * the vote is right and stays so, and `joint`: every member is right and not all are turned. What is made on one
 * member has one meaning alone: it turns `another`, of the images that both get right.
 */
export const OUTCOME_MEANINGS = [...SUCCESS_MEANINGS, 'robust', 'joint', 'another'] as const;
export type OutcomeMeaning = (typeof OUTCOME_MEANINGS)[number];
