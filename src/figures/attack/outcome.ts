/** What an attack on one image has done, in words and by the names of the three meanings of success. */
import { SUCCESS_MEANINGS, type SuccessMeaning, success } from '../../attacks/success';
import { memberLabel } from '../../components/members';
import type { LiveAttack } from '../../engine/protocol';

/** "f₁, f₂ and f₃". */
export const LIST = new Intl.ListFormat('en-GB');

/** What is so before any attack is none of its success. */
export type Outcome = 'yes' | 'no' | 'wrong already';

export interface VerdictWords {
  /** How many members are fooled, and whether they agree. */
  readonly words: string;
  readonly meanings: { readonly [M in SuccessMeaning]: Outcome };
}

export function verdictOf(
  classes: readonly string[],
  { label, clean, attacked, success: after }: LiveAttack,
): VerdictWords {
  const wrong = attacked.labels.map((own) => own !== label);
  const already = wrong.map((own, i) => own && clean.labels[i] !== label);
  const fooled = wrong.filter((own, i) => own && !already[i]).length;
  const names = already.flatMap((own, i) => (own ? [memberLabel(i)] : []));
  const beside = names.length > 0 ? `, ${LIST.format(names)} wrong already` : '';
  const answers = attacked.labels.map((own, i) => `${memberLabel(i)} says ${classes[own]}`);
  const agree = attacked.labels.every((own) => own === attacked.labels[0])
    ? `They agree on ${classes[attacked.labels[0] ?? 0]}.`
    : `They disagree, and that can be noticed: ${answers.join(', ')}.`;
  const before = success(clean, label);
  const outcome = (meaning: SuccessMeaning): Outcome =>
    !after[meaning] ? 'no' : before[meaning] ? 'wrong already' : 'yes';
  return {
    words: `${fooled} of ${wrong.length} members fooled${beside}. ${agree}`,
    meanings: Object.fromEntries(
      SUCCESS_MEANINGS.map((meaning) => [meaning, outcome(meaning)]),
    ) as VerdictWords['meanings'],
  };
}
