/** The evaluation card in words: of each line what was measured, whether it passes, and what a failure would mean. */
import {
  BOUNDLESS_EPSILON,
  CARD_LINES,
  CARD_TOLERANCE,
  type CardLine,
  type CardNumbers,
  LEAST_AT_BOUNDLESS,
  MOST_VANISHING,
} from '../src/measures/card-rules';
import type { EvaluationCard } from '../src/measures/evaluation-card';

const percent = (share: number) => `${(100 * share).toFixed(1)} %`;

/** What was measured. */
const MEASURED: Readonly<Record<CardLine, (card: CardNumbers) => string>> = {
  order: ({ noise, fgs, pgd, strongest, epsilon }) => {
    const most = strongest.find((own) => own.epsilon === epsilon)!;
    const rates = { noise, FGS: fgs, PGD: pgd, strongest: most };
    const named = Object.entries(rates).map(([name, { all }]) => `${name} ${percent(all)}`);
    return `${named.join(', ')}; each at least the one before, but for ${percent(CARD_TOLERANCE)}`;
  },
  effort: ({ added }) =>
    `twice the steps add ${percent(added.steps)}, twice the restarts ${percent(added.restarts)}; at most ${percent(CARD_TOLERANCE)}`,
  epsilon: ({ strongest }) =>
    `strongest ${strongest.map(({ epsilon, all }) => `${percent(all)} at ε ${epsilon}`).join(', ')}; at least ${percent(LEAST_AT_BOUNDLESS)} at ${BOUNDLESS_EPSILON}`,
  surrogate: ({ surrogate }) =>
    surrogate
      ? `made on a surrogate ${percent(surrogate.all)}; where the strongest fails ${percent(surrogate.missed)}, at most ${percent(CARD_TOLERANCE)}`
      : 'no surrogate was given that is not this ensemble',
  square: ({ square, pgd }) =>
    `Square (no gradient, ${square.queries} queries) ${percent(square.all)}, at most PGD’s ${percent(pgd.all)}`,
  vanishing: ({ gradients }) =>
    `${percent(gradients.vanishing)} of the gradients vanish, at most ${percent(MOST_VANISHING)}; none at all at ${percent(gradients.none)} of the images`,
  lengths: ({ gradients: { mean, median, plain } }) =>
    `‖g‖ mean ${mean.toFixed(3)}, median ${median.toFixed(3)}${plain ? `; of the plain ensemble ${plain.mean.toFixed(3)}, ${plain.median.toFixed(3)}` : ''}`,
  accuracy: ({ accuracy, robust, joint }) =>
    `accuracy ${percent(accuracy)}, robust ${percent(robust)}, joint ${percent(joint)}`,
};

/** What a failure would mean. */
const MEANING: Readonly<Record<CardLine, string>> = {
  order: 'a stronger attack does less than a weaker one: its gradients mislead it',
  effort: 'the attack had not converged: more of it does more',
  epsilon: 'any image can be made another at so large an ε: what fails there fails everywhere',
  surrogate: 'who knows less does more: the ensemble’s own gradients hide something',
  square: 'who sees no gradient does more: the gradients are masked',
  vanishing: 'gradients too small to follow hide the way, they do not close it',
  lengths: '',
  accuracy: '',
};

export function cardLines(card: EvaluationCard): string[] {
  const titles = `evaluation card, ε = ${card.epsilon}, L∞, the first ${card.images} test images; shares of them on which the vote is wrong`;
  return [
    titles,
    ...CARD_LINES.map((line) => {
      const passes = card.verdicts[line];
      const verdict = passes === null ? '–' : passes ? 'passes' : 'FAILS';
      const meaning = passes === false ? ` (${MEANING[line]})` : '';
      return `${line.padEnd(9)}  ${verdict.padEnd(6)}  ${MEASURED[line](card)}${meaning}`;
    }),
  ];
}
