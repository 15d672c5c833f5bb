/**
 * The evaluation card in words, for the page and the command line: what each line asks, what was measured, and what
 * it would mean if it failed. Plain TypeScript.
 */
import type { CardLine, EvaluationCard, VoteWrong } from '../../engine/protocol';

export interface CardText {
  readonly line: CardLine;
  /** What is to be so. */
  readonly title: string;
  /** The numbers; shares of all images, and in brackets of those that every member gets right. */
  readonly measured: string;
  /** What it would mean if it failed; for a line without a rule, how to read it. */
  readonly meaning: string;
  readonly verdict: 'passes' | 'fails' | 'not judged';
}

/** How whoever shows the card writes a share from 0 to 1, and a length. */
export interface NumberFormat {
  readonly share: (x: number) => string;
  readonly length: (x: number) => string;
}

/** Above the lines: what their shares are of. */
export function cardPreface(card: EvaluationCard, { share }: NumberFormat): string {
  const { epsilon, images, attackable, noise } = card;
  return (
    `Success is the vote being wrong. Shares are of the first ${images} held-out images (${share(1 / images)} is one ` +
    `image); in brackets, of the ${attackable} that every member gets right unattacked. L∞, ε = ${epsilon}. ` +
    `Images on which the vote is wrong from the first count: after noise alone ${share(noise.all)}.`
  );
}

/** In one sentence, what to make of it. */
export function cardSummary(lines: readonly CardText[]): string {
  const judged = lines.filter(({ verdict }) => verdict !== 'not judged').length;
  const failed = lines.filter(({ verdict }) => verdict === 'fails').length;
  if (failed === 0)
    return `All ${judged} lines that have a rule pass: by the usual signs, nothing here is masked.`;
  return (
    `${failed} of ${judged} lines that have a rule ${failed === 1 ? 'fails' : 'fail'}: do not take the robust ` +
    'accuracy for what this ensemble withstands before that is explained.'
  );
}

export function cardLines(card: EvaluationCard, format: NumberFormat): readonly CardText[] {
  const { share, length } = format;
  const wrong = ({ all, attackable }: VoteWrong) => `${share(all)} (${share(attackable)})`;
  const { noise, fgs, pgd, strongest, added, surrogate, square, gradients } = card;
  const atEpsilon = strongest.find(({ epsilon }) => epsilon === card.epsilon)!;
  const texts: Record<CardLine, Pick<CardText, 'title' | 'measured' | 'meaning'>> = {
    order: {
      title: 'A stronger attack fools more',
      measured: `Noise ${wrong(noise)}, FGS ${wrong(fgs)}, PGD ${wrong(pgd)}, strongest ${wrong(atEpsilon)}.`,
      meaning: failing('the gradients lead the attacks astray, or the steps are too large.'),
    },
    effort: {
      title: 'More effort adds next to nothing',
      measured: `Beyond the strongest, twice the steps fool another ${share(added.steps)}, twice the starts another ${share(added.restarts)}.`,
      meaning: failing(
        'the attack was stopped too early, and more images would fall than the card says.',
      ),
    },
    epsilon: {
      title: 'A larger ε fools more, and ε = 0.5 all',
      measured: `${strongest.map((own) => `ε = ${own.epsilon}: ${wrong(own)}`).join('; ')}.`,
      meaning: failing(
        'the attack is broken: at ε = 0.5 every image can be turned into the same grey square. What it says of a smaller ε is worth nothing.',
      ),
    },
    surrogate: {
      title: 'Who attacks another ensemble does no better',
      measured: surrogate
        ? `Made on ${surrogate.ensembles === 1 ? 'another ensemble' : `${surrogate.ensembles} other ensembles`}: ${wrong(surrogate)}. Fooled by these alone, and not by the strongest attack: ${share(surrogate.missed)}.`
        : 'No surrogate: there is no other ensemble at hand to make attacks on.',
      meaning: failing(
        'adversarial examples are there and the attack on the ensemble itself does not find them: its gradients are masked.',
      ),
    },
    square: {
      title: 'Who sees no gradient does no better',
      measured: `The Square attack, ${square.queries} queries: ${wrong(square)}; PGD: ${wrong(pgd)}.`,
      meaning: failing(
        'squares tried at random find what gradients do not: the gradients are masked.',
      ),
    },
    vanishing: {
      title: 'The gradients are there',
      measured: `Shorter than 1e-6: ${share(gradients.vanishing)} of the members’ gradients. No direction at all in some member: ${share(gradients.none)} of the images.`,
      meaning: failing(
        'an attack by gradients has nothing to go by. Where only lengths vanish, the attacks here still follow the direction; others would stand still.',
      ),
    },
    lengths: {
      title: 'How long the gradients are',
      measured:
        `Mean ${length(gradients.mean)}, median ${length(gradients.median)}` +
        (gradients.plain
          ? `; of the plain ensemble ${length(gradients.plain.mean)} and ${length(gradients.plain.median)}.`
          : '.'),
      meaning:
        'No rule. Short gradients are what smooth networks have, and what masking looks like.',
    },
    accuracy: {
      title: 'What it withstands',
      measured: `Accuracy ${share(card.accuracy)}; robust accuracy ${share(card.robust)}; joint accuracy ${share(card.joint)}.`,
      meaning: 'No rule. Believe these only as far as the lines above pass.',
    },
  };
  return (Object.keys(texts) as CardLine[]).map((line) => {
    const verdict = card.verdicts[line];
    return {
      line,
      ...texts[line],
      verdict: verdict === null ? 'not judged' : verdict ? 'passes' : 'fails',
    };
  });
}

function failing(what: string): string {
  return `A failure would mean that ${what}`;
}
