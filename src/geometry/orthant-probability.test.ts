import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { angleBetween } from './angle';
import { type CosineMatrix, cosineMatrix } from './cosine-matrix';
import {
  orthantProbability,
  orthantProbabilityFromAngles,
  orthantProbabilityOfVectors,
} from './orthant-probability';
import { pairs } from './pairs';
import { gradients, sampledShare, uniform } from './random-gradients';

interface Case {
  readonly name?: string;
  readonly n: number;
  readonly cosine: number[][];
  readonly gdr: number;
  readonly vectors?: number[][];
}

const reference: Record<'exact' | 'numeric' | 'degenerate', Case[]> = JSON.parse(
  readFileSync(new URL('../../tests/fixtures/gdr.json', import.meta.url), 'utf8'),
);

const anglesOf = (vectors: number[][]) =>
  pairs(vectors.length).map(([i, j]) => angleBetween(vectors[i]!, vectors[j]!));

const equicorrelated = (n: number, rho: number): CosineMatrix =>
  Array.from({ length: n }, (_, i) => Array.from({ length: n }, (__, j) => (i === j ? 1 : rho)));

function expectClose(found: number, expected: number) {
  expect(Math.abs(found - expected)).toBeLessThan(1e-6);
  if (expected > 0) expect(Math.abs(found / expected - 1)).toBeLessThan(1e-4);
  else expect(found).toBeLessThan(1e-11);
}

describe('the share of directions on which all gradients fall', () => {
  for (const kind of ['exact', 'numeric', 'degenerate'] as const) {
    reference[kind].forEach((c, k) => {
      it(`agrees with the independent ${kind} value ${c.name ?? k} (n = ${c.n})`, () => {
        expectClose(orthantProbability(c.cosine), c.gdr);
        if (c.vectors) expectClose(orthantProbabilityOfVectors(c.vectors), c.gdr);
        const angles = pairs(c.n).map(([i, j]) => Math.acos(c.cosine[i]![j]!));
        expectClose(orthantProbabilityFromAngles(angles), c.gdr);
      });
    });
  }

  it('is ½ for equal, 2^−n for orthogonal, 1/(n+1) for half-way cosines, 0 for a simplex', () => {
    for (let n = 1; n <= 8; n++) {
      expect(orthantProbability(equicorrelated(n, 1))).toBe(0.5);
      expect(orthantProbability(equicorrelated(n, 0))).toBeCloseTo(2 ** -n, 14);
      expectClose(orthantProbability(equicorrelated(n, 0.5)), 1 / (n + 1));
      if (n > 1) expect(orthantProbability(equicorrelated(n, -1 / (n - 1)))).toBeLessThan(1e-15);
    }
  });

  it('does not depend on the order of the members', () => {
    const random = uniform(2);
    for (let c = 0; c < 1000; c++) {
      const n = 2 + (c % 5);
      const vectors = gradients(random, n, n + 2, { shared: 1, rank: 1 + (c % 4), noise: 0.1 });
      const shuffled = [...vectors].sort(() => random() - 0.5);
      const [a, b] = [vectors, shuffled].map((v) => orthantProbability(cosineMatrix(v)));
      expect(Math.abs(a! - b!)).toBeLessThan(2e-8);
    }
  });

  it('is the same for cosines, angles and vectors, and when the space is turned and enlarged', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 2, max: 6 }), (seed, n) => {
        const vectors = gradients(uniform(seed), n, n, { shared: 1 });
        // A reflection turns the space; a zero coordinate enlarges it.
        const [mirror] = gradients(uniform(seed + 1), 1, n);
        const length = mirror!.reduce((sum, x) => sum + x * x, 0);
        const turned = vectors.map((v) => {
          const along = (2 * v.reduce((sum, x, k) => sum + x * mirror![k]!, 0)) / length;
          return [...v.map((x, k) => 7 * (x - along * mirror![k]!)), 0];
        });
        const share = orthantProbability(cosineMatrix(vectors));
        expect(Math.abs(orthantProbabilityOfVectors(turned) - share)).toBeLessThan(2e-8);
        expect(Math.abs(orthantProbabilityFromAngles(anglesOf(vectors)) - share)).toBeLessThan(
          2e-8,
        );
      }),
      { seed: 3, numRuns: 500 },
    );
  });

  it('grows with every cosine', () => {
    const random = uniform(4);
    for (let c = 0; c < 2000; c++) {
      const n = c % 20 === 0 ? 6 : 2 + (c % 4);
      const cosines = cosineMatrix(gradients(random, n, n + 1, { shared: 0.5 })).map((r) => [...r]);
      const before = orthantProbability(cosines);
      const [i, j] = pairs(n)[Math.floor(random() * pairs(n).length)]!;
      const step = 0.02 * (1 - cosines[i]![j]!);
      cosines[i]![j]! += step;
      cosines[j]![i]! += step;
      try {
        expect(orthantProbability(cosines)).toBeGreaterThan(before - 1e-9);
      } catch (error) {
        // The step may leave the cosines that vectors can have.
        if (!(error instanceof RangeError)) throw error;
      }
    }
  });

  it('is what counting random directions finds', () => {
    const random = uniform(5);
    for (let n = 2; n <= 6; n++) {
      for (const shared of [0, 1.5]) {
        const vectors = gradients(random, n, n + 1, { shared });
        const { share, error } = sampledShare(random, vectors, 60_000);
        expect(Math.abs(orthantProbability(cosineMatrix(vectors)) - share)).toBeLessThan(
          4.5 * error,
        );
      }
    }
  });

  it('refuses what no gradients have', () => {
    expect(() =>
      orthantProbability([
        [1, Number.NaN],
        [0, 1],
      ]),
    ).toThrow('[0][1] is NaN');
    expect(() => orthantProbability(equicorrelated(3, -0.9))).toThrow('No vectors');
    expect(() => orthantProbability(equicorrelated(4, -0.9))).toThrow('No vectors');
    expect(() => orthantProbability(equicorrelated(9, 0))).toThrow('n ≤ 8');
    expect(() => orthantProbabilityFromAngles([Number.NaN])).toThrow('members 0 and 1 is NaN');
    expect(() => orthantProbabilityFromAngles([1, 1])).toThrow('not a number of pairs');
    expect(() =>
      orthantProbabilityOfVectors([
        [0, 0],
        [1, 0],
      ]),
    ).toThrow('zero');
  });
});
