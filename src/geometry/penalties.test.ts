import { describe, expect, it } from 'vitest';
import { pairCount, pairs } from './pairs';
import { type ActivePenalty, ofPenalty } from './penalties';
import { penaltyValues } from './penalty-values';

/** Gradients of length one that all stand at the same angle. */
const alike = (n: number, angle: number) => ({
  angles: pairs(n).map(() => angle),
  lengths: new Array<number>(n).fill(1),
});

describe('a penalty', () => {
  it('of orthogonal gradients is 0, log of the number of pairs, 2^−n, 1 and 1/√n', () => {
    for (const n of [2, 3, 4, 5]) {
      const image = alike(n, Math.PI / 2);
      expect(penaltyValues.cosine(image)).toBeCloseTo(0, 12);
      expect(penaltyValues.gal(image)).toBeCloseTo(Math.log(pairCount(n)), 12);
      expect(penaltyValues.gdr(image)).toBeCloseTo(2 ** -n, 8);
      expect(penaltyValues.norm(image)).toBe(1);
      expect(penaltyValues['joint-slope'](image)).toBeCloseTo(1 / Math.sqrt(n), 8);
    }
  });

  it('of equal gradients is 1, 1 + log of the number of pairs, ½, and their length', () => {
    for (const n of [2, 3, 4, 5]) {
      const image = alike(n, 0);
      expect(penaltyValues.cosine(image)).toBe(1);
      expect(penaltyValues.gal(image)).toBeCloseTo(1 + Math.log(pairCount(n)), 12);
      expect(penaltyValues.gdr(image)).toBeCloseTo(0.5, 8);
      expect(penaltyValues.norm(image)).toBe(1);
      expect(penaltyValues['joint-slope'](image)).toBeCloseTo(1, 8);
    }
  });

  it('of lengths is their mean, and the slope of the hull: the foot of a right triangle’s height', () => {
    const image = { angles: [Math.PI / 2], lengths: [3, 4] };
    expect(penaltyValues.norm(image)).toBe(3.5);
    expect(penaltyValues['joint-slope'](image)).toBeCloseTo(12 / 5, 10);
  });

  it('leaves an image out where a member has no gradient, unless it is of lengths', () => {
    const image = { angles: null, lengths: [2, 0, 1] };
    for (const name of ['cosine', 'gal', 'gdr'] as const)
      expect(penaltyValues[name](image)).toBeNull();
    expect(penaltyValues.norm(image)).toBe(1);
    expect(penaltyValues['joint-slope'](image)).toBe(0);
  });

  it('that does not exist is an error that names those that do', () => {
    expect(() => ofPenalty(penaltyValues, 'length' as ActivePenalty)).toThrow(
      new RangeError('there is no penalty length, only cosine, gal, gdr, norm, joint-slope'),
    );
    expect(() => ofPenalty(penaltyValues, 'toString' as ActivePenalty)).toThrow(RangeError);
  });
});
