/** Gradients that are dependent, nearly equal, nearly opposite or nearly dependent. */
import { describe, expect, it } from 'vitest';
import { coordinatesFromCosines } from './cone-coordinates';
import { type CosineMatrix, cosineMatrix } from './cosine-matrix';
import {
  orthantProbability,
  orthantProbabilityFromAngles,
  orthantProbabilityOfVectors,
} from './orthant-probability';
import { recursionPass } from './orthant-recursion';
import { pairCount, pairs } from './pairs';
import { planarConeShare } from './planar-cone';
import { gradients, normal, sampledShare, uniform } from './test-gradients';

const planarShare = (vectors: number[][]) =>
  planarConeShare(Float64Array.from(vectors.flatMap((v) => v.slice(0, 2))), vectors.length, 2);

/** One pass of the recursion, with no special treatment of low rank. */
const byRecursion = (cosines: CosineMatrix, size: number) => {
  const { rows, n, rank } = coordinatesFromCosines(cosines);
  return recursionPass(rows, n, rank, size).share;
};

describe('dependent gradients', () => {
  it('counted twice count once', () => {
    const random = uniform(11);
    for (let n = 1; n <= 7; n++) {
      const vectors = gradients(random, n, n + 1, { shared: 1 });
      const once = orthantProbability(cosineMatrix(vectors));
      const twice = orthantProbability(cosineMatrix([...vectors, vectors[0]!.map((x) => 3 * x)]));
      expect(Math.abs(twice - once)).toBeLessThan(1e-7);
    }
  });

  it('of which two are opposite leave nothing', () => {
    const random = uniform(12);
    for (let n = 1; n <= 7; n++) {
      const vectors = gradients(random, n, n + 1, { shared: 1 });
      const share = orthantProbability(cosineMatrix([...vectors, vectors[0]!.map((x) => -x)]));
      expect(share).toBeLessThan(1e-8);
    }
  });

  it('in a plane leave the share of the circle, for any number of them', () => {
    const random = uniform(13);
    for (let c = 0; c < 3000; c++) {
      const vectors = gradients(random, 2 + (c % 7), 2, { shared: (c % 5) / 2 });
      const expected = planarShare(vectors);
      expect(Math.abs(orthantProbability(cosineMatrix(vectors)) - expected)).toBeLessThan(1e-7);
      expect(Math.abs(orthantProbabilityOfVectors(vectors) - expected)).toBeLessThan(1e-12);
    }
  });

  it('of rank 3 leave a spherical polygon, the limit of the recursion', () => {
    const random = uniform(14);
    for (let c = 0; c < 300; c++) {
      const n = 4 + (c % 3);
      const cosines = cosineMatrix(gradients(random, n, 3, { shared: (c % 4) / 2 }));
      const polygon = orthantProbability(cosines);
      expect(Math.abs(byRecursion(cosines, 34) - polygon)).toBeLessThan(1e-6);
    }
  });

  it('of rank 3 and 4 leave what counting directions of their space finds', () => {
    const random = uniform(15);
    for (const [n, rank] of [
      [4, 3],
      [6, 3],
      [8, 3],
      [5, 4],
      [6, 4],
      [7, 4],
      [8, 4],
    ] as const) {
      const vectors = gradients(random, n, rank, { shared: 1.5 });
      const { share, error } = sampledShare(random, vectors, 40_000);
      expect(Math.abs(orthantProbability(cosineMatrix(vectors)) - share)).toBeLessThan(4.5 * error);
    }
  });
});

describe('nearly dependent gradients', () => {
  it('near a plane leave nearly the share of the circle, and exactly it in the limit', () => {
    const random = uniform(16);
    for (const noise of [1e-4, 1e-5, 1e-6, 1e-7, 1e-8, 1e-9]) {
      for (let n = 3; n <= 8; n++) {
        const vectors = gradients(random, n, n + 1, { shared: 1.5, rank: 2, noise });
        const share = orthantProbability(cosineMatrix(vectors));
        expect(Math.abs(share - planarShare(vectors))).toBeLessThan(noise + 1e-6);
      }
    }
  });

  it('near a plane of three-space leave the same by vectors, cosines and circle', () => {
    const random = uniform(22);
    for (const noise of [1e-4, 1e-5, 1e-6, 1e-7, 1e-8]) {
      for (let c = 0; c < 200; c++) {
        const vectors = gradients(random, 4 + (c % 5), 3, { shared: 1.5, rank: 2, noise });
        const share = orthantProbabilityOfVectors(vectors);
        expect(Math.abs(share - planarShare(vectors))).toBeLessThan(noise + 1e-6);
        expect(Math.abs(share - orthantProbability(cosineMatrix(vectors)))).toBeLessThan(1e-6);
      }
    }
  });

  it('near a plane: passes with many more nodes find the same', () => {
    const random = uniform(17);
    for (const noise of [0.1, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7]) {
      for (const n of [4, 5, 6]) {
        const vectors = gradients(random, n, n + 1, { shared: 1.5, rank: 2, noise });
        const cosines = cosineMatrix(vectors);
        const fine = byRecursion(cosines, n < 6 ? 96 : 50);
        expect(Math.abs(orthantProbability(cosines) - fine)).toBeLessThan(1e-6);
      }
    }
  });

  it('near a plane: counting directions finds the same', () => {
    const random = uniform(18);
    for (const noise of [0.2, 0.03]) {
      for (const n of [4, 6, 8]) {
        const vectors = gradients(random, n, n, { shared: 1, rank: 2, noise });
        const { share, error } = sampledShare(random, vectors, 40_000);
        const found = orthantProbability(cosineMatrix(vectors));
        expect(Math.abs(found - share)).toBeLessThan(4.5 * error);
      }
    }
  });

  it('four of them agree with an adaptive integral of another formula', () => {
    // P_5 from its quadruples: for odd n, P(all < 0) = P(all > 0) by inclusion and exclusion.
    const random = uniform(19);
    for (const noise of [1, 0.1, 1e-2, 1e-3, 1e-4, 1e-6]) {
      for (let rank = 1; rank <= 4; rank++) {
        const cosines = cosineMatrix(gradients(random, 5, 6, { shared: 1, rank, noise }));
        let sum = 1;
        for (let set = 1; set < 31; set++) {
          const kept = [0, 1, 2, 3, 4].filter((i) => set & (1 << i));
          const part = kept.map((i) => kept.map((j) => cosines[i]![j]!));
          sum += (kept.length % 2 ? -1 : 1) * orthantProbability(part);
        }
        expect(Math.abs(orthantProbability(cosines) - sum / 2)).toBeLessThan(2e-6);
      }
    }
  });
});

describe('nearly equal gradients', () => {
  it('leave half of all directions less their spread', () => {
    for (const angle of [1e-3, 1e-4, 1e-5, 1e-6, 1e-7]) {
      for (let n = 2; n <= 8; n++) {
        const angles = Array.from({ length: pairCount(n) }, () => angle);
        const lost = 0.5 - orthantProbabilityFromAngles(angles);
        // Two lose θ/2π; n equally spaced ones lose the mean width of a simplex more, below 3 times.
        expect(lost).toBeGreaterThan(0.9 * (angle / (2 * Math.PI)));
        expect(lost).toBeLessThan(3 * (angle / (2 * Math.PI)) + 1e-6);
      }
      expect(orthantProbabilityFromAngles([angle, angle, angle])).toBeCloseTo(
        0.5 - (3 * angle) / (4 * Math.PI),
        14,
      );
    }
  });

  it('lose in proportion to their angle', () => {
    const lost = (n: number, angle: number) =>
      0.5 - orthantProbabilityFromAngles(Array.from({ length: pairCount(n) }, () => angle));
    for (const n of [4, 5, 6]) {
      expect(Math.abs(lost(n, 1e-4) - lost(n, 1e-3) / 10)).toBeLessThan(3e-7);
      expect(Math.abs(lost(n, 1e-6) - lost(n, 1e-3) / 1000)).toBeLessThan(3e-7);
    }
  });
});

describe('nearly opposite gradients', () => {
  it('leave the sliver between two half-spaces', () => {
    for (const gap of [1e-3, 1e-5, 1e-7]) {
      expect(orthantProbabilityFromAngles([Math.PI - gap])).toBeCloseTo(gap / (2 * Math.PI), 15);
      const between = [Math.PI - gap, Math.PI / 2, Math.PI / 2];
      expect(orthantProbabilityFromAngles(between)).toBeCloseTo(gap / (4 * Math.PI), 15);
      for (let n = 4; n <= 7; n++) {
        // Members 2, 3, … are orthogonal to all: each halves the sliver.
        const angles = pairs(n).map(([i, j]) => (i + j === 1 ? Math.PI - gap : Math.PI / 2));
        const expected = (gap / (2 * Math.PI)) * 2 ** (2 - n);
        const found = orthantProbabilityFromAngles(angles);
        expect(Math.abs(found - expected)).toBeLessThan(1e-4 * expected + 1e-10);
      }
    }
  });

  it('leave no more than the two most opposed', () => {
    const random = uniform(21);
    for (let c = 0; c < 300; c++) {
      const n = 3 + (c % 4);
      const gap = 10 ** -(1 + (c % 6));
      const vectors = Array.from({ length: n }, (_, i) =>
        Array.from({ length: n }, (__, k) => (k === 0 ? (i % 2 ? 1 : -1) : gap * normal(random))),
      );
      const found = orthantProbabilityOfVectors(vectors);
      const two = Math.min(
        ...pairs(n).map(([i, j]) => orthantProbabilityOfVectors([vectors[i]!, vectors[j]!])),
      );
      expect(found).toBeGreaterThanOrEqual(0);
      expect(found).toBeLessThan(two + 1e-9);
    }
  });
});
