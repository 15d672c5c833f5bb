/** What an attack on one image has done, in words and by the names of the three meanings of success. */
import { SUCCESS_MEANINGS, type SuccessMeaning, success } from '../../attacks/success';
import { memberLabel } from '../../components/members';
import type { Prediction } from '../../ensemble/prediction';

/** "f₁, f₂ and f₃". */
export const LIST = new Intl.ListFormat('en-GB');

/** What is so before any attack is none of its success. */
export type Outcome = 'yes' | 'no' | 'wrong already';

export interface VerdictWords {
  /** How many members are fooled, and whether they agree. */
  readonly words: string;
  readonly meanings: { readonly [M in SuccessMeaning]: Outcome };
  /** Whether it counts in a success rate, and why not. */
  readonly counted: string;
}

/** @param label the true class */
export function verdictOf(
  classes: readonly string[],
  label: number,
  clean: Prediction,
  attacked: Prediction,
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
  const [before, after] = [success(clean, label), success(attacked, label)];
  const outcome = (meaning: SuccessMeaning): Outcome =>
    !after[meaning] ? 'no' : before[meaning] ? 'wrong already' : 'yes';
  const wrongBefore = clean.labels.flatMap((own, i) => (own === label ? [] : [memberLabel(i)]));
  return {
    words: `${fooled} of ${wrong.length} members fooled${beside}. ${agree}`,
    meanings: Object.fromEntries(
      SUCCESS_MEANINGS.map((meaning) => [meaning, outcome(meaning)]),
    ) as VerdictWords['meanings'],
    counted: countedWords(wrongBefore),
  };
}

function countedWords(wrongBefore: readonly string[]): string {
  if (wrongBefore.length === 0) {
    return 'Before the attack every member is right about this image, so it counts in success rates.';
  }
  const are = wrongBefore.length === 1 ? 'is' : 'are';
  return `${LIST.format(wrongBefore)} ${are} wrong about this image before any attack, so it counts in no success rate.`;
}

/** The longest that may be said of any attack on so many members: what room the words are given. */
export function longestVerdict(
  classes: readonly string[],
  members: number,
): Pick<VerdictWords, 'words' | 'counted'> {
  const name = classes.reduce((longest, own) => (own.length > longest.length ? own : longest), '');
  const all = Array.from({ length: members }, (_, i) => memberLabel(i));
  const answers = all.map((member) => `${member} says ${name}`).join(', ');
  return {
    words: `${members} of ${members} members fooled, ${LIST.format(all)} wrong already. They disagree, and that can be noticed: ${answers}.`,
    counted: [countedWords([]), countedWords(all)].reduce((a, b) => (b.length > a.length ? b : a)),
  };
}
