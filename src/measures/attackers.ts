/**
 * Who attacks: the same attack, made on one member, on surrogates, or on everything, and what is left of the
 * ensemble's vote, of the members' being right together, and of disagreement as a warning. On surrogates it is the
 * worst of several, since whoever has no more than those tries what may pass over.
 */
import type { AttackRecipe } from '../attacks/attack-recipe';
import type { Attacker } from '../attacks/attacker';
import { borrowedAttacks } from '../attacks/borrowed-attacks';
import { everyMemberRight } from '../attacks/success';
import type { LabelledImages } from '../ensemble/batch';
import type { Model } from '../ensemble/input-gradient';
import type { Prediction } from '../ensemble/prediction';
import { withstandAttacker } from './attack-success';
import { labelsDiffer } from './disagreement';
import { type OnShare, type Withstood, withstand } from './withstand';

/** Counts of attacked images; where members attack, each of them attacks every image. */
export interface AttackedCounts {
  /** Images, times the members that attack: the denominator of `voteRight` and, of all, of `all`. */
  readonly attacks: number;
  /** Of those, the ones that the mean vote gets right before and after. */
  readonly voteRight: number;
  /** Of those, the ones on images that every member gets right before: a denominator of the next three. */
  readonly attackable: number;
  /** Every member is wrong now. */
  readonly all: number;
  /** Every member is fooled into the same wrong class. */
  readonly same: number;
  /** The mean vote is wrong. */
  readonly ensemble: number;
  /** Attacks that turn the vote, on whatever image it was right of. */
  readonly turned: number;
  /** Of those, flagged because some two members name different classes. */
  readonly flagged: number;
}

export interface Attackers {
  readonly epsilon: number;
  readonly steps: number;
  readonly images: number;
  /** Before any attack. */
  readonly clean: {
    readonly voteRight: number;
    readonly everyRight: number;
    /** Of the images that the vote is right of, those that two members name differently: false alarms. */
    readonly flagged: number;
  };
  /** By each member in turn, summed. */
  readonly member: AttackedCounts;
  /** By the worst of several attacks on each surrogate. */
  readonly surrogate: AttackedCounts;
  /** How many surrogates there were. */
  readonly surrogates: number;
  readonly everything: AttackedCounts;
}

/** One attacker. */
interface Attempted {
  /** How long it takes, about, in whatever unit; for the progress alone. */
  readonly work: number;
  readonly attack: (onShare: OnShare) => Promise<Withstood | null>;
}

/**
 * @returns null where it was called off
 * @throws Error without a surrogate
 */
export async function measureAttackers(
  request: {
    readonly model: Model;
    readonly surrogates: readonly Model[];
    readonly how: AttackRecipe;
    readonly epsilon: number;
    readonly images: LabelledImages;
  },
  onShare: OnShare,
): Promise<Attackers | null> {
  const { model, surrogates, how, epsilon, images } = request;
  if (surrogates.length === 0) throw new Error('The surrogates are not here.');
  const members = model.parameters[0]!.shape[0]!;
  const { classCount } = model.architecture.spec;
  const own = (attacker: Attacker) => (told: OnShare) =>
    withstandAttacker({ model, surrogate: null, attacker, how, epsilon, images }, told);
  const borrowed = borrowedAttacks(classCount, epsilon, how);
  const attackers: readonly Attempted[] = [
    ...Array.from({ length: members }, (_, i) => ({ work: 1 / members, attack: own(i) })),
    {
      work: surrogates.length * borrowed.length,
      attack: (told) => withstand({ model, madeOn: surrogates, images, attacks: borrowed }, told),
    },
    { work: 1, attack: own('ensemble') },
  ];
  const all = attackers.reduce((sum, { work }) => sum + work, 0);
  const counts: AttackedCounts[] = [];
  let before: readonly Prediction[] = [];
  let done = 0;
  for (const { work, attack } of attackers) {
    const found = await attack((share) => onShare((done + share * work) / all));
    if (!found) return null;
    done += work;
    before = found.clean;
    counts.push(countAttacked(found, images.labels));
  }
  const right = before.filter(({ ensemble }, b) => ensemble === images.labels[b]);
  return {
    epsilon,
    steps: how.steps,
    images: images.labels.length,
    clean: {
      voteRight: right.length,
      everyRight: before.filter((own, b) => everyMemberRight(own, images.labels[b]!)).length,
      flagged: right.filter(labelsDiffer).length,
    },
    member: summed(counts.slice(0, members)),
    surrogate: counts[members]!,
    surrogates: surrogates.length,
    everything: counts[members + 1]!,
  };
}

/** @param found of each image, in the same order as its true class */
export function countAttacked(
  { clean, achieved, attacked }: Pick<Withstood, 'clean' | 'achieved' | 'attacked'>,
  truth: ArrayLike<number>,
): AttackedCounts {
  const each = clean.map((before, b) => {
    const after = attacked[b]!;
    const label = truth[b]!;
    return {
      after,
      fooled: achieved[b]!,
      known: before.ensemble === label,
      attackable: everyMemberRight(before, label),
    };
  });
  const count = (test: (one: (typeof each)[number]) => boolean) => each.filter(test).length;
  return {
    attacks: each.length,
    voteRight: count(({ known, fooled }) => known && !fooled.ensemble),
    attackable: count(({ attackable }) => attackable),
    all: count(({ attackable, fooled }) => attackable && fooled.all),
    same: count(({ attackable, fooled }) => attackable && fooled.same),
    ensemble: count(({ attackable, fooled }) => attackable && fooled.ensemble),
    turned: count(({ known, fooled }) => known && fooled.ensemble),
    flagged: count(({ known, fooled, after }) => known && fooled.ensemble && labelsDiffer(after)),
  };
}

function summed(counts: readonly AttackedCounts[]): AttackedCounts {
  const [first, ...others] = counts;
  const keys = Object.keys(first!) as (keyof AttackedCounts)[];
  const sum = (key: keyof AttackedCounts) =>
    others.reduce((total, own) => total + own[key], first![key]);
  return Object.fromEntries(keys.map((key) => [key, sum(key)])) as unknown as AttackedCounts;
}
