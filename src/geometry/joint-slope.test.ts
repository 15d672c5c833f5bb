import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gdrOfImage } from './gdr';
import { type JointSlope, jointSlope, jointSlopeCoefficients } from './joint-slope';
import { leastNormPoint } from './least-norm-point';
import { orthantProbabilityOfVectors } from './orthant-probability';
import { assorted, gradients, seriesSize, uniform } from './test-gradients';

type Vectors = readonly (readonly number[])[];

const dot = (a: readonly number[], b: readonly number[]) =>
  a.reduce((total, value, k) => total + value * b[k]!, 0);
const gramOf = (vectors: Vectors) => vectors.flatMap((g) => vectors.map((h) => dot(g, h)));
const slopeOf = (vectors: Vectors) => jointSlope(gramOf(vectors));
const lengths = (vectors: Vectors) => vectors.map((g) => Math.hypot(...g));
const nearest = (vectors: Vectors, { weights }: JointSlope) =>
  vectors[0]!.map((_, k) => vectors.reduce((sum, g, i) => sum + weights[i]! * g[k]!, 0));
const planar = (degrees: number, length = 1) => [
  length * Math.cos((degrees * Math.PI) / 180),
  length * Math.sin((degrees * Math.PI) / 180),
];

/** Vectors apart and alike, some close to fewer dimensions than members, of lengths that differ. */
const anyVectors = fc.record({ seed: fc.integer(), kind: fc.nat(479) }).map(({ seed, kind }) => {
  const random = uniform(seed);
  return assorted(random, seriesSize(kind), 1e-4).map((g) => {
    const length = 10 ** (3 * random() - 2);
    return g.map((value) => length * value);
  });
});
/** Small whole numbers: often equal, opposite, dependent or zero, and never nearly so. */
const wholeVectors = fc
  .tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 4 }))
  .chain(([n, dimension]) => {
    const entry = fc.integer({ min: -2, max: 2 });
    const vector = fc.array(entry, { minLength: dimension, maxLength: dimension });
    return fc.array(vector, { minLength: n, maxLength: n });
  });

describe('the joint slope', () => {
  it('of one gradient is its length', () => {
    expect(slopeOf([[3, 4]])).toEqual({ slope: 5, weights: Float64Array.of(1) });
  });

  it('of orthogonal gradients of one length is that over the root of their number', () => {
    for (let n = 1; n <= 8; n++) {
      const { slope, weights } = slopeOf(
        Array.from({ length: n }, (_, i) => Array.from({ length: n }, (_, k) => (i === k ? 2 : 0))),
      );
      expect(slope).toBeCloseTo(2 / Math.sqrt(n), 12);
      for (const weight of weights) expect(weight).toBeCloseTo(1 / n, 12);
    }
  });

  it('is the shorter of two gradients that stand close, and its member carries all', () => {
    expect(slopeOf([planar(0, 1), planar(20, 5)])).toEqual({
      slope: 1,
      weights: Float64Array.of(1, 0),
    });
  });

  it.each<[string, Vectors, number]>([
    ['opposite', [planar(10, 3), planar(190, 0.2)], 0],
    ['zero', [planar(10), [0, 0]], 0],
    ['zero, all of them,', [[0], [0], [0]], 0],
    ['equal', [planar(25, 2), planar(25, 2), planar(25, 2)], 2],
    ['parallel', [planar(25, 2), planar(25, 0.5)], 0.5],
    ['blue', [90, 214, 292].map((d) => planar(d)), 0],
    ['green', [49, 222, 230].map((d) => planar(d)), 0],
    ['yellow', [144, 172, 338].map((d) => planar(d)), 0],
    ['many planar', [0, 10, 20, 30, 40, 50, 60, 120].map((d) => planar(d)), 0.5],
    ['all round a plane', [0, 50, 100, 150, 200, 250, 300, 350].map((d) => planar(d)), 0],
    ['nearly parallel', [planar(0), planar(1e-4), planar(2e-4)], 1],
  ])('of %s gradients is exact', (_, vectors, expected) => {
    const { slope, weights } = slopeOf(vectors);
    if (expected === 0) expect(slope).toBe(0);
    expect(slope).toBeCloseTo(expected, 9);
    expect(weights.reduce((sum, a) => sum + a, 0)).toBeCloseTo(1, 12);
    expect(Math.hypot(...nearest(vectors, { slope, weights }))).toBeCloseTo(expected, 6);
  });

  it('keeps its digits beside a member that is 1e12 times as steep', () => {
    const { slope } = slopeOf([planar(0), planar(120, 1e12), planar(60, 3)]);
    expect(slope).toBeCloseTo(Math.sin(Math.PI / 3), 12);
  });

  it('is what the best direction promises to the least of the members', () => {
    fc.assert(
      fc.property(anyVectors, (vectors) => {
        const found = slopeOf(vectors);
        const { slope, weights } = found;
        const [shortest, longest] = [Math.min(...lengths(vectors)), Math.max(...lengths(vectors))];
        expect(slope).toBeLessThanOrEqual(shortest * (1 + 1e-12));
        expect(Math.min(...weights)).toBeGreaterThanOrEqual(0);
        expect(weights.reduce((sum, a) => sum + a, 0)).toBeCloseTo(1, 12);
        if (slope < 1e-4 * longest) return;
        const r = nearest(vectors, found);
        const promised = Math.min(...vectors.map((g) => dot(g, r) / Math.hypot(...r)));
        expect(Math.abs(promised - slope)).toBeLessThan(1e-6 * slope);
      }),
      { numRuns: 3000 },
    );
  });

  it('agrees with the nearest point found from the vectors themselves', () => {
    fc.assert(
      fc.property(anyVectors, (vectors) => {
        const { norm } = leastNormPoint(vectors);
        expect(Math.abs(slopeOf(vectors).slope - norm)).toBeLessThan(
          1e-6 * Math.min(...lengths(vectors)),
        );
      }),
      { numRuns: 1000 },
    );
  });

  it('is zero exactly where the GDR is', () => {
    fc.assert(
      fc.property(wholeVectors, (vectors) => {
        const { slope } = slopeOf(vectors);
        if (vectors.some((g) => g.every((value) => value === 0))) {
          expect(slope).toBe(0);
          return;
        }
        const share = orthantProbabilityOfVectors(vectors);
        expect(slope > 0).toBe(share > 1e-9);
      }),
      { numRuns: 3000 },
    );
    expect(gdrOfImage([Math.PI])).toBe(0);
    expect(jointSlope([1, -1, -1, 1]).slope).toBe(0);
  });

  it('scales, and is the same with a copy of a member and in another order', () => {
    fc.assert(
      fc.property(anyVectors, fc.double({ min: 1e-3, max: 1e3, noNaN: true }), (vectors, scale) => {
        const { slope } = slopeOf(vectors);
        const near = (value: number, of = 1) =>
          expect(Math.abs(value - of * slope)).toBeLessThan(
            1e-6 * of * Math.min(...lengths(vectors)),
          );
        near(slopeOf(vectors.map((g) => g.map((value) => scale * value))).slope, scale);
        near(slopeOf([...vectors].reverse()).slope);
        if (vectors.length < 8) near(slopeOf([vectors.at(-1)!, ...vectors]).slope);
      }),
      { numRuns: 1000 },
    );
  });

  it('changes with the gradients as its coefficients say', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 1, max: 5 }), (seed, n) => {
        const vectors = gradients(uniform(seed), n, n + 3, { shared: 1 });
        const found = slopeOf(vectors);
        const coefficients = jointSlopeCoefficients(found);
        const size = Math.max(...lengths(vectors));
        const step = 1e-6 * size;
        vectors.forEach((g, i) => {
          const k = i % g.length;
          const moved = (by: number) =>
            slopeOf(vectors.map((h, j) => (i === j ? h.map((v, m) => (m === k ? v + by : v)) : h)));
          const [above, below] = [moved(step), moved(-step)];
          // Where the face changes the slope has a kink of the second order only: a step's worth.
          const expected = vectors.reduce((sum, h, j) => sum + coefficients[i * n + j]! * h[k]!, 0);
          expect(Math.abs((above.slope - below.slope) / (2 * step) - expected)).toBeLessThan(
            1e-4 * Math.max(1, size / found.slope),
          );
        });
      }),
      { numRuns: 1000 },
    );
  });

  it('of opposite gradients is zero also where float32 has made their cosine less than −1', () => {
    const { slope, weights } = jointSlope([1, -1.0000002, -1.0000002, 1]);
    expect(slope).toBe(0);
    expect(weights[0]).toBeCloseTo(0.5, 6);
  });

  it('has no coefficients where it is zero', () => {
    expect([...jointSlopeCoefficients(jointSlope([1, -1, -1, 1]))]).toEqual([0, 0, 0, 0]);
  });

  it('turns no bad input into an answer', () => {
    expect(() => jointSlope([])).toThrow(RangeError);
    expect(() => jointSlope([1, 0, 0])).toThrow(RangeError);
    expect(() => jointSlope([1, 0, 0, Number.NaN])).toThrow(RangeError);
    expect(() => jointSlope(new Array(81).fill(1))).toThrow(RangeError);
  });
});
