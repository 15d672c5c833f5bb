import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { OUTCOMES, outcomeOf } from './outcomes';
import { parseSweepLines } from './sweep-line';

const [LINE] = parseSweepLines(readFileSync('tests/fixtures/sweep.jsonl', 'utf8'));
const { rating } = LINE!;

describe('the outcomes of a line', () => {
  it('are each a share of a number of images', () => {
    // Two transferred attacks and three attacks on everything at three ε, two on it and three surrogates at one.
    expect(OUTCOMES).toHaveLength(2 * 3 + (3 * 3 + 2 + 3) * 5);
    for (const outcome of OUTCOMES) {
      const { value, images } = outcomeOf(rating, outcome)!;
      expect(value).toBeGreaterThanOrEqual(0);
      expect(value).toBeLessThanOrEqual(1);
      expect(images).toBeGreaterThan(0);
    }
  });

  it('are of the images that they are shares of', () => {
    const strongest = { attacker: 'everything', attack: 'strongest', epsilon: 0.06 } as const;
    const { images } = rating.strongest['0.06']!;
    expect(outcomeOf(rating, { ...strongest, meaning: 'same' })!.images).toBe(images);
    expect(outcomeOf(rating, { ...strongest, meaning: 'joint' })).toEqual({
      value: rating.strongest['0.06']!.jointAccuracy,
      images: 500,
    });
    const made = { attacker: 'member', attack: 'fgs', epsilon: 0.09 } as const;
    expect(outcomeOf(rating, { ...made, meaning: 'another' })).toEqual({
      value: rating.transfer.fgs['0.09'],
      images: rating.transfer.images,
    });
    const either = { attacker: 'surrogate', attack: 'either', epsilon: 0.06 } as const;
    expect(outcomeOf(rating, { ...either, meaning: 'all' })!.value).toBe(rating.surrogate.all);
  });

  it('are none where nobody attacked so', () => {
    const pgd = { attacker: 'everything', attack: 'pgd', epsilon: 0.06, meaning: 'all' } as const;
    expect(outcomeOf(rating, { ...pgd, epsilon: 0.05 })).toBeNull();
    expect(outcomeOf(rating, { ...pgd, attack: 'plain' })).toBeNull();
    expect(outcomeOf(rating, { ...pgd, meaning: 'another' })).toBeNull();
    expect(outcomeOf(rating, { ...pgd, attack: 'strongest', epsilon: 0.03 })).toBeNull();
  });
});
