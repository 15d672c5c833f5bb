import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { angleBetween } from './angle';
import { absoluteCosine, jaccard, strongest } from './overlap';

const vector = fc.array(fc.double({ min: -1, max: 1, noNaN: true }), {
  minLength: 12,
  maxLength: 12,
});
const nonZero = vector.filter((v) => v.some((x) => Math.abs(x) > 1e-3));

describe('the overlap of what two gradients look at', () => {
  it('is nothing for disjoint supports, which are orthogonal; the reverse does not hold', () => {
    expect(absoluteCosine([1, -2, 0, 0], [0, 0, 3, 4])).toBeCloseTo(0, 12);
    expect(angleBetween([1, 1], [1, -1])).toBeCloseTo(Math.PI / 2, 12);
    expect(absoluteCosine([1, 1], [1, -1])).toBeCloseTo(1, 12);
  });

  it('is never less than the size of the signed cosine', () => {
    fc.assert(
      fc.property(nonZero, nonZero, (u, v) => {
        expect(absoluteCosine(u, v)).toBeGreaterThanOrEqual(
          Math.abs(Math.cos(angleBetween(u, v))) - 1e-9,
        );
      }),
    );
  });

  it('has as many strongest coordinates as were asked for, and none stronger is left out', () => {
    fc.assert(
      fc.property(nonZero, fc.integer({ min: 1, max: 12 }), (u, count) => {
        const mask = strongest(u, count);
        const sizes = (inside: boolean) =>
          u.filter((_, k) => mask[k] === inside).map((x) => Math.abs(x));
        expect(sizes(true)).toHaveLength(Math.min(count, u.filter((x) => x !== 0).length));
        expect(Math.min(...sizes(true))).toBeGreaterThanOrEqual(Math.max(0, ...sizes(false)));
      }),
    );
  });

  it('as a Jaccard index is the common share of what either has', () => {
    expect(jaccard([true, true, false, false], [false, true, true, false])).toBeCloseTo(1 / 3, 12);
    expect(jaccard([true, false], [false, true])).toBe(0);
    expect(jaccard([true, false], [true, false])).toBe(1);
    expect(jaccard([false], [false])).toBeNaN();
  });
});
