/** How an ensemble that was trained again compares with itself, in words. */
import { percent, significant } from '../../components/format';
import { type KnownRating, shareIn } from '../../sweep/known-rating';
import { MEASURE_NAMES, type Measure } from '../../sweep/measure-names';
import type { Outcome, OutcomeMeaning } from '../../sweep/outcomes';
import { measureIn } from '../sweep-lines/sweep-points';
import { MEANING_WORDS } from '../sweep-lines/sweep-words';

/** Differences up to which two runs count as one: a measure's relative, a share's absolute. */
const SAME = { measure: 0.02, share: 0.01 } as const;

export interface Shown {
  readonly attack: Omit<Outcome, 'meaning'>;
  readonly meanings: readonly OutcomeMeaning[];
  readonly measure: Measure;
}

export function againWords(
  before: KnownRating,
  now: KnownRating,
  { attack, meanings, measure }: Shown,
): string {
  const [was, is] = [before, now].map((rating) => measureIn(rating, measure) ?? Number.NaN) as [
    number,
    number,
  ];
  const shares = meanings.map((meaning) => {
    const [a, b] = [before, now].map((rating) => shareIn(rating, { ...attack, meaning }));
    return { meaning, before: a ?? Number.NaN, now: b ?? Number.NaN };
  });
  const known = shares.filter((share) => Number.isFinite(share.now));
  const numbers = [
    `${MEASURE_NAMES[measure]} ${significant(is, 3)} (was ${significant(was, 3)})`,
    ...known.map(
      (own) =>
        `${MEANING_WORDS[own.meaning].label} ${percent(own.now, 1)} (was ${percent(own.before, 1)})`,
    ),
  ].join(', ');
  const near =
    Math.abs(is - was) <= SAME.measure * Math.abs(was) &&
    known.every((own) => Math.abs(own.now - own.before) <= SAME.share);
  const missing = known.length < shares.length ? ' This attack was not made on it here.' : '';
  const verdict = near ? 'It lands on its mark' : 'It lands beside its mark';
  return `${verdict}: ${numbers}.${missing}`;
}
