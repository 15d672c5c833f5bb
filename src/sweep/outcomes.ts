/**
 * What an ensemble of a sweep withstood, by who attacked, how, how far (ε) and what counts: every combination that a
 * line has a number of, and that number.
 */
import { epsilonKey, FINAL_EPSILONS, SAMPLE_EPSILON } from '../attacks/epsilon';
import { SUCCESS_MEANINGS, type SuccessMeaning } from '../attacks/success';
import { USUAL_ATTACKS } from '../attacks/swept-attacks';
import type { AttackRating } from '../measures/rate';
import type { SweepRating } from '../measures/sweep-rating';
import {
  OUTCOME_MEANINGS,
  type OutcomeMeaning,
  SWEEP_ATTACKERS,
  SWEEP_ATTACKS,
  type SweepAttack,
  type SweepAttacker,
} from './outcome-names';

export {
  OUTCOME_MEANINGS,
  type OutcomeMeaning,
  SWEEP_ATTACKERS,
  SWEEP_ATTACKS,
  type SweepAttack,
  type SweepAttacker,
};

export interface Outcome {
  readonly attacker: SweepAttacker;
  readonly attack: SweepAttack;
  readonly epsilon: number;
  readonly meaning: OutcomeMeaning;
}

/** Whether the attacker wants it to be large, and correlations take its logarithm. */
export function isSuccess(meaning: OutcomeMeaning): boolean {
  return meaning !== 'robust' && meaning !== 'joint';
}

/** The ε at which an attacker makes an attack. */
export function epsilonsOf(attacker: SweepAttacker, attack: SweepAttack): readonly number[] {
  const known: readonly string[] = SWEEP_ATTACKS[attacker];
  if (!known.includes(attack)) return [];
  const once = attacker === 'surrogate' || USUAL_ATTACKS.some((own) => own === attack);
  return once ? [SAMPLE_EPSILON] : FINAL_EPSILONS;
}

export function meaningsOf(attacker: SweepAttacker): readonly OutcomeMeaning[] {
  return attacker === 'member' ? ['another'] : [...SUCCESS_MEANINGS, 'robust', 'joint'];
}

/** All that a line has a number of. */
export const OUTCOMES: readonly Outcome[] = SWEEP_ATTACKERS.flatMap((attacker) =>
  SWEEP_ATTACKS[attacker].flatMap((attack) =>
    epsilonsOf(attacker, attack).flatMap((epsilon) =>
      meaningsOf(attacker).map((meaning) => ({ attacker, attack, epsilon, meaning })),
    ),
  ),
);

/** A share, and of how many images it is. */
export interface OutcomeValue {
  /** From 0 to 1; NaN where there was no image to attack. */
  readonly value: number;
  readonly images: number;
}

/** @returns null where lines have no number of it */
export function outcomeOf(rating: SweepRating, outcome: Outcome): OutcomeValue | null {
  const { attacker, attack, meaning } = outcome;
  if (!meaningsOf(attacker).includes(meaning)) return null;
  if (!epsilonsOf(attacker, attack).includes(outcome.epsilon)) return null;
  const key = epsilonKey(outcome.epsilon);
  if (attacker === 'member') {
    const { images, ...made } = rating.transfer;
    return { value: made[attack as keyof typeof made][key]!, images };
  }
  const found = attackedBy(rating, attacker, attack, key);
  if (meaning === 'robust' || meaning === 'joint') {
    const { attacked, strongest } = rating.images;
    return {
      value: meaning === 'robust' ? found.robust : found.jointAccuracy,
      images: attack === 'strongest' ? strongest : attacked,
    };
  }
  return { value: found[meaning as SuccessMeaning], images: found.images };
}

function attackedBy(
  rating: SweepRating,
  attacker: 'surrogate' | 'everything',
  attack: SweepAttack,
  key: string,
): AttackRating {
  if (attacker === 'surrogate') {
    if (attack === 'either') return rating.surrogate;
    return rating.surrogates[attack as keyof SweepRating['surrogates']];
  }
  if (attack === 'strongest') return rating.strongest[key]!;
  return rating.attacks[attack as keyof SweepRating['attacks']][key]!;
}
