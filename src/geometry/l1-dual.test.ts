import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jointSlope } from './joint-slope';
import { l1Dual } from './l1-dual';
import { assorted, seriesSize, uniform } from './test-gradients';

type Vectors = readonly (readonly number[])[];

const dot = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  Array.from(a).reduce((total, value, k) => total + value * b[k]!, 0);
const l1 = (v: ArrayLike<number>) => Array.from(v).reduce((total, x) => total + Math.abs(x), 0);
const combined = (vectors: Vectors, weights: readonly number[]) =>
  vectors[0]!.map((_, k) => vectors.reduce((sum, g, i) => sum + weights[i]! * g[k]!, 0));

/** Vectors apart and alike, of lengths that differ by a thousand. */
const apart = fc.record({ seed: fc.integer(), kind: fc.nat(479) }).map(({ seed, kind }) => {
  const random = uniform(seed);
  return assorted(random, seriesSize(kind), 1e-4).map((g) => {
    const length = 10 ** (3 * random() - 2);
    return g.map((value) => length * value);
  });
});
/** Small whole numbers: often equal, opposite, dependent or zero. */
const whole = fc
  .tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 4 }))
  .chain(([n, dimension]) => {
    const vector = fc.array(fc.integer({ min: -2, max: 2 }), {
      minLength: dimension,
      maxLength: dimension,
    });
    return fc.array(vector, { minLength: n, maxLength: n });
  });
const anyVectors = fc.oneof(apart, whole);

/** As large as those of an ensemble: five members, 784 pixels, most of them alike in part. */
const pixels = (seed: number, alike: number): Vectors => {
  const random = uniform(seed);
  const shared = Array.from({ length: 784 }, () => random() - 0.5);
  return Array.from({ length: 5 }, () => shared.map((s) => alike * s + random() - 0.5));
};

describe('the L1 dual', () => {
  it('of one gradient is the sum of its absolute entries, and the step is its signs', () => {
    const { slope, bound, weights, step } = l1Dual([[3, -4, 0]]);
    expect([slope, bound]).toEqual([7, 7]);
    expect(weights).toEqual([1]);
    expect([...step]).toEqual([1, -1, 0]);
  });

  it('of opposite gradients, and with one that is zero, is zero', () => {
    for (const vectors of [
      [
        [1, 2],
        [-2, -4],
      ],
      [
        [1, 2],
        [0, 0],
      ],
      [
        [1, 0],
        [-1, 1],
        [-1, -1],
      ],
    ]) {
      const { slope, bound } = l1Dual(vectors);
      expect(slope).toBe(0);
      expect(bound).toBeCloseTo(0, 12);
    }
  });

  it('comes with a step and with weights that prove it from either side', () => {
    fc.assert(
      fc.property(anyVectors, (vectors) => {
        const { slope, bound, weights, step } = l1Dual(vectors);
        const shortest = Math.min(...vectors.map(l1));
        expect(Math.max(...step.map(Math.abs))).toBeLessThanOrEqual(1 + 1e-12);
        expect(Math.min(...weights)).toBeGreaterThanOrEqual(0);
        expect(weights.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 12);
        const raised = Math.min(...vectors.map((g) => dot(g, step)));
        expect(Math.abs(raised - slope)).toBeLessThanOrEqual(1e-9 * shortest);
        expect(Math.abs(l1(combined(vectors, weights)) - bound)).toBeLessThanOrEqual(
          1e-9 * shortest,
        );
        expect(bound - slope).toBeLessThanOrEqual(1e-3 * bound + 1e-9 * shortest);
        expect(bound).toBeLessThanOrEqual(shortest * (1 + 1e-12));
      }),
      { numRuns: 500 },
    );
  });

  it('of gradients of 784 pixels is found to a thousandth', () => {
    for (const alike of [0, 0.3, 3]) {
      for (let seed = 1; seed <= 5; seed++) {
        const { slope, bound } = l1Dual(pixels(seed, alike));
        expect(slope).toBeGreaterThan(0);
        expect(bound - slope).toBeLessThanOrEqual(1e-3 * bound);
      }
    }
  });

  it('is the same with a copy of a member, and scales with the gradients', () => {
    fc.assert(
      fc.property(anyVectors, fc.nat(), (vectors, pick) => {
        const { slope } = l1Dual(vectors);
        const near = 1e-5 * slope + 1e-9 * Math.min(...vectors.map(l1));
        const copied = l1Dual([...vectors, vectors[pick % vectors.length]!]);
        expect(Math.abs(copied.slope - slope)).toBeLessThanOrEqual(near);
        const scaled = l1Dual(vectors.map((g) => g.map((value) => 1e6 * value)));
        expect(Math.abs(scaled.slope / 1e6 - slope)).toBeLessThanOrEqual(near);
      }),
    );
  });

  it('is between the joint slope of L2 and √dimension times it', () => {
    fc.assert(
      fc.property(apart, (vectors) => {
        const { slope: best } = l1Dual(vectors);
        const { slope } = jointSlope(vectors.flatMap((g) => vectors.map((h) => dot(g, h))));
        const slack = 1e-5 * best + 1e-6 * Math.min(...vectors.map(l1));
        expect(best).toBeGreaterThanOrEqual(slope - slack);
        expect(best).toBeLessThanOrEqual(slope * Math.sqrt(vectors[0]!.length) + slack);
      }),
    );
  });

  it('refuses what is no gradient', () => {
    for (const vectors of [[], [[]], [[1, 2], [1]], [[Number.NaN]]]) {
      expect(() => l1Dual(vectors)).toThrow(RangeError);
    }
  });
});
