/** A rating of which parts may be missing: in the page they come one after another. */
import { epsilonKey, SAMPLE_EPSILON } from '../attacks/epsilon';
import type { SweepRating } from '../measures/sweep-rating';
import { epsilonsOf, type Outcome, SWEEP_ATTACKS } from './outcomes';

export type KnownRating = Known<SweepRating>;
type Known<T> = T extends readonly unknown[]
  ? T
  : T extends object
    ? { readonly [K in keyof T]?: Known<T[K]> }
    : T;

type Attack = Omit<Outcome, 'meaning'>;

/** The nearest attack that a sweep rates by: another attacker has others, and not every one is made at each ε. */
export function offeredAttack({ attacker, attack, epsilon }: Attack): Attack {
  const known = SWEEP_ATTACKS[attacker];
  const own = known.find((one) => one === attack) ?? known[0];
  const at = epsilonsOf(attacker, own);
  return { attacker, attack: own, epsilon: at.includes(epsilon) ? epsilon : SAMPLE_EPSILON };
}

/** @returns 0 to 1; undefined where the rating does not say, or there was no image to attack */
export function shareIn(rating: KnownRating, outcome: Outcome): number | undefined {
  const { attacker, attack, meaning } = outcome;
  const key = epsilonKey(outcome.epsilon);
  if (attacker === 'member') {
    const rates = attack === 'fgs' || attack === 'pgd' ? rating.transfer?.[attack] : undefined;
    return meaning === 'another' ? sound(rates?.[key]) : undefined;
  }
  if (meaning === 'another') return undefined;
  const found = ratingBy(rating, attack, key);
  return sound(found?.[meaning === 'joint' ? 'jointAccuracy' : meaning]);
}

function ratingBy(rating: KnownRating, attack: Outcome['attack'], key: string) {
  if (attack === 'either') return rating.surrogate;
  if (attack === 'plain' || attack === 'same') return rating.surrogates?.[attack];
  if (attack === 'strongest') return rating.strongest?.[key];
  return rating.attacks?.[attack]?.[key];
}

function sound(value: number | undefined): number | undefined {
  return value !== undefined && Number.isFinite(value) ? value : undefined;
}
