import { describe, expect, it } from 'vitest';
import { CARD_LINES, type CardNumbers, verdictsOf } from '../../measures/card-rules';
import { cardLines, cardPreface, cardSummary } from './card-words';

const rate = (all: number) => ({ all, attackable: all / 2 });
const NUMBERS: CardNumbers = {
  epsilon: 0.06,
  images: 200,
  attackable: 171,
  noise: rate(0.13),
  fgs: rate(0.5),
  pgd: rate(0.6),
  strongest: [0.03, 0.06, 0.12, 0.5].map((epsilon, k) => ({ epsilon, ...rate(0.4 + 0.2 * k) })),
  added: { steps: 0, restarts: 0.005 },
  surrogate: null,
  square: { ...rate(0.55), missed: 0, queries: 1000 },
  gradients: { vanishing: 0, none: 0, mean: 0.5, median: 0.15, plain: null },
  accuracy: 0.87,
  robust: 0.4,
  joint: 0.45,
};
const FORMAT = { share: (x: number) => `${(100 * x).toFixed(1)} %`, length: String };
const cardOf = (change: Partial<CardNumbers>) => {
  const numbers = { ...NUMBERS, ...change };
  return { ...numbers, verdicts: verdictsOf(numbers) };
};

describe('the evaluation card in words', () => {
  it('has every line in its order, with its numbers and its verdict', () => {
    const lines = cardLines(cardOf({}), FORMAT);
    expect(lines.map(({ line }) => line)).toEqual(CARD_LINES);
    expect(lines[0]).toMatchObject({
      measured:
        'Noise 13.0 % (6.5 %), FGS 50.0 % (25.0 %), PGD 60.0 % (30.0 %), strongest 60.0 % (30.0 %).',
      verdict: 'passes',
    });
    expect(cardPreface(cardOf({}), FORMAT)).toContain('of the 171 that every member gets right');
  });

  it('says where there was no surrogate, and does not judge what has no rule', () => {
    const lines = cardLines(cardOf({}), FORMAT);
    const unjudged = lines.filter(({ verdict }) => verdict === 'not judged');
    expect(unjudged.map(({ line }) => line)).toEqual(['surrogate', 'lengths', 'accuracy']);
    expect(unjudged[0]!.measured).toMatch(/^No surrogate/);
    const surrogate = { ensembles: 2, ...rate(0.3), missed: 0.25 };
    const [found] = cardLines(cardOf({ surrogate }), FORMAT).filter(
      ({ line }) => line === 'surrogate',
    );
    expect(found).toMatchObject({ verdict: 'fails' });
    expect(found!.measured).toMatch(/^Made on 2 other ensembles: .*25\.0 %/);
  });

  it('is summed up by how many lines fail of those that could', () => {
    const summary = (change: Partial<CardNumbers>) =>
      cardSummary(cardLines(cardOf(change), FORMAT));
    expect(summary({})).toMatch(/^All 5 lines/);
    expect(summary({ square: { ...NUMBERS.square, ...rate(0.7) } })).toMatch(
      /^1 of 5 lines .* fails:/,
    );
    expect(summary({ fgs: rate(0.7), added: { steps: 0.1, restarts: 0 } })).toMatch(
      /^2 of 5 .* fail:/,
    );
  });
});
