import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { CosineMatrix } from './cosine-matrix';
import {
  orthantProbability,
  orthantProbabilityFromAngles,
  orthantProbabilityOfVectors,
} from './orthant-probability';
import { pairs } from './pairs';

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
