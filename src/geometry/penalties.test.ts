import { describe, expect, it } from 'vitest';
import { pairCount, pairs } from './pairs';
import { type ActivePenalty, ofPenalty } from './penalties';
import { penaltyValues } from './penalty-values';

describe('a penalty', () => {
  it('of orthogonal gradients is 0, log of the number of pairs, and 2^−n', () => {
    for (const n of [2, 3, 4, 5]) {
      const angles = pairs(n).map(() => Math.PI / 2);
      expect(penaltyValues.cosine(angles, n)).toBeCloseTo(0, 12);
      expect(penaltyValues.gal(angles, n)).toBeCloseTo(Math.log(pairCount(n)), 12);
      expect(penaltyValues.gdr(angles, n)).toBeCloseTo(2 ** -n, 8);
    }
  });

  it('of equal gradients is 1, 1 + log of the number of pairs, and ½', () => {
    for (const n of [2, 3, 4, 5]) {
      const angles = pairs(n).map(() => 0);
      expect(penaltyValues.cosine(angles, n)).toBe(1);
      expect(penaltyValues.gal(angles, n)).toBeCloseTo(1 + Math.log(pairCount(n)), 12);
      expect(penaltyValues.gdr(angles, n)).toBeCloseTo(0.5, 8);
    }
  });

  it('that does not exist is an error that names those that do', () => {
    expect(() => ofPenalty(penaltyValues, 'norm' as ActivePenalty)).toThrow(
      new RangeError('there is no penalty norm, only cosine, gal, gdr'),
    );
    expect(() => ofPenalty(penaltyValues, 'toString' as ActivePenalty)).toThrow(RangeError);
  });
});
