/** Who attacks, what is left of an ensemble then, and what diversity has to do with it. */
import type { Attackers } from '../../engine/protocol';
import type { ShippedId } from '../../ensemble/shipped';
import type { Subject } from '../measured/use-subjects';

/** From the attacker who has least in hand to the one who has all. */
export const KINDS = ['member', 'surrogate', 'everything'] as const;
export type AttackerKind = (typeof KINDS)[number];

/** What was measured of one ensemble. */
export interface Measured {
  readonly subject: Pick<Subject, 'key' | 'id' | 'name' | 'members'>;
  readonly counts: Attackers;
}

/** Shares of all images, 0 to 1; `flagged` of the votes that were turned, NaN where there are none. */
export interface AttackedShare {
  readonly before: number;
  readonly voteRight: number;
  readonly together: number;
  readonly flagged: number;
}

export function shareOf(counts: Attackers, kind: AttackerKind): AttackedShare {
  const { attacks, voteRight, all, turned, flagged } = counts[kind];
  return {
    before: counts.clean.voteRight / counts.images,
    voteRight: voteRight / attacks,
    together: all / attacks,
    flagged: flagged / turned,
  };
}

/** `stops`: most of the damage; `helps`: some of it; `nothing`: there is no damage to speak of. */
export type Verdict = 'stops' | 'helps' | 'no help' | 'nothing';

/** Of the votes that the first loses, the share that the second must save to count as having stopped the attack. */
const MOST = 0.5;
/** And to count as having helped. */
const SOME = 0.08;
/** Share of votes, lost on all images, that is hardly an attack. */
const HARDLY = 0.02;

/** What the second ensemble makes of an attack, by the votes that are lost with it and with the first. */
export function verdictOf(first: AttackedShare, second: AttackedShare): Verdict {
  const [lost, lostStill] = [first, second].map(({ before, voteRight }) => before - voteRight) as [
    number,
    number,
  ];
  if (lost < HARDLY) return 'nothing';
  const saved = 1 - lostStill / lost;
  if (saved >= MOST) return 'stops';
  return saved >= SOME ? 'helps' : 'no help';
}

const DIVERSITY: Readonly<Record<Verdict, string>> = {
  stops: 'Diversity stops it.',
  helps: 'Diversity helps.',
  'no help': 'Diversity does not save the vote.',
  nothing: 'Nothing to stop: the attack is too weak.',
};

/** Trained alike but for the penalty: what differs between them is what diversity makes of it. */
const WITHOUT_AND_WITH: readonly ShippedId[] = ['plain', 'diverse'];

type Named = Pick<Subject, 'id' | 'name'>;

/** @param first and `second` whichever two the reader compares */
export function verdictWords(verdict: Verdict, first: Named, second: Named): string {
  if (verdict === 'nothing' || [first, second].every(({ id }, k) => id === WITHOUT_AND_WITH[k])) {
    return DIVERSITY[verdict];
  }
  if (verdict === 'no help') return `“${second.name}” saves no votes that “${first.name}” loses.`;
  const many = verdict === 'stops' ? 'most' : 'some';
  return `“${second.name}” saves ${many} of the votes that “${first.name}” loses.`;
}
