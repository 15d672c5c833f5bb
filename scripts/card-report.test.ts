import { describe, expect, it } from 'vitest';
import { CARD_LINES, type CardNumbers, verdictsOf } from '../src/measures/card-rules';
import { cardLines } from './card-report';

const wrong = (all: number) => ({ all, attackable: all });

const SOUND: CardNumbers = {
  epsilon: 0.06,
  images: 200,
  attackable: 160,
  noise: wrong(0.15),
  fgs: wrong(0.4),
  pgd: wrong(0.6),
  strongest: [
    { epsilon: 0.06, ...wrong(0.7) },
    { epsilon: 0.5, ...wrong(1) },
  ],
  added: { steps: 0, restarts: 0.005 },
  surrogate: null,
  square: { ...wrong(0.5), missed: 0, queries: 1000 },
  gradients: { vanishing: 0, none: 0, mean: 0.5, median: 0.2, plain: null },
  accuracy: 0.85,
  robust: 0.3,
  joint: 0.4,
};

const linesOf = (numbers: CardNumbers) =>
  cardLines({ ...numbers, verdicts: verdictsOf(numbers) }).slice(1);

describe('the card in words', () => {
  it('has a line for each rule; of a sound ensemble none fails, and what was not measured is said', () => {
    const lines = linesOf(SOUND);
    expect(lines.map((line) => line.split(' ')[0])).toEqual([...CARD_LINES]);
    expect(lines.join()).not.toMatch(/FAILS|NaN|undefined/);
    expect(lines.filter((line) => / passes /.test(line))).toHaveLength(5);
    expect(lines).toContain('surrogate  –       no surrogate was given that is not this ensemble');
  });

  it('says what a failure would mean', () => {
    const masked = { ...SOUND, pgd: wrong(0.15), fgs: wrong(0.15) };
    const lines = linesOf(masked).filter((line) => / FAILS /.test(line));
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(
      /^square .*\(who sees no gradient does more: the gradients are masked\)$/,
    );
  });
});
