/** The evaluation card of a model for the command line, measured and written as text. */
import { SAMPLE_EPSILON } from '../src/attacks/epsilon';
import { type Dataset, toFloat } from '../src/data/dataset';
import type { EvaluationCard } from '../src/engine/protocol';
import type { Model } from '../src/ensemble/input-gradient';
import { cardLines, cardPreface, cardSummary } from '../src/figures/evaluation-card/card-words';
import { CARD_IMAGES, measureCard } from '../src/measures/evaluation-card';

export interface CardOptions {
  /** Another ensemble, to make attacks on; null for none. */
  readonly surrogates: readonly Model[];
  /** A plainly trained one, to compare lengths with; null for none. */
  readonly plain: Model | null;
  readonly epsilon?: number;
  /** How many test images, from the first. */
  readonly images?: number;
  /** Told which share is done, 0 to 1. */
  readonly onShare?: (share: number) => void;
}

/** On the first test images. */
export async function evaluationCard(
  model: Model,
  dataset: Dataset,
  options: CardOptions,
): Promise<EvaluationCard> {
  const { epsilon = SAMPLE_EPSILON, images: count = CARD_IMAGES, onShare } = options;
  const indices = Array.from({ length: count }, (_, b) => b);
  const { pixels, labels } = await dataset.images('test', indices);
  const { surrogates, plain } = options;
  const images = { pixels: toFloat(pixels), labels };
  const { imageShape, pixelSpread: spread } = dataset;
  const card = await measureCard(
    { model, surrogates, plain, images, epsilon, imageShape, spread },
    (share) => {
      onShare?.(share);
      return true;
    },
  );
  return card!;
}

const FORMAT = {
  share: (x: number) => `${(100 * x).toFixed(1)} %`,
  length: (x: number) => x.toPrecision(3),
};

/** Several lines of text, without one at the end. */
export function cardReport(card: EvaluationCard): string {
  const lines = cardLines(card, FORMAT);
  return [
    cardPreface(card, FORMAT),
    ...lines.map(
      ({ title, measured, meaning, verdict }) =>
        `[${verdict}] ${title}\n    ${measured}${verdict === 'fails' ? `\n    ${meaning}` : ''}`,
    ),
    cardSummary(lines),
  ].join('\n');
}
