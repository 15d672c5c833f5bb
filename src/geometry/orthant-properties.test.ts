/** What holds for any gradients, tried on random ones: one to eight, also nearly dependent ones. */
import { describe, expect, it } from 'vitest';
import { angleBetween } from './angle';
import { type CosineMatrix, cosineMatrix } from './cosine-matrix';
import { feasibleRange } from './feasible-range';
import {
  orthantProbability,
  orthantProbabilityFromAngles,
  orthantProbabilityOfVectors,
} from './orthant-probability';
import { pairs } from './pairs';
import {
  assorted,
  gradients,
  type Random,
  sampledShare,
  seriesSize,
  uniform,
} from './test-gradients';

/** What equal shares may differ by: dependence to one in a million magnifies rounding as much. */
const ROUNDING = 1e-9;

/** At the edge of what is possible, gradients become dependent: a rounding there weighs as its root does. */
const AT_THE_EDGE = 1e-7;

const anglesOf = (vectors: number[][]) =>
  pairs(vectors.length).map(([i, j]) => angleBetween(vectors[i]!, vectors[j]!));

/** The vectors in a random order (Fisher and Yates). */
function shuffled(random: Random, vectors: number[][]): number[][] {
  const order = [...vectors];
  for (let k = order.length - 1; k > 0; k--) {
    const other = Math.floor(random() * (k + 1));
    [order[k], order[other]] = [order[other]!, order[k]!];
  }
  return order;
}

/** Reflected in two random mirrors one after the other, which is a rotation. */
function rotated(random: Random, vectors: number[][]): number[][] {
  let turned = vectors;
  for (const mirror of gradients(random, 2, vectors[0]!.length)) {
    const length = mirror.reduce((sum, x) => sum + x * x, 0);
    turned = turned.map((v) => {
      const along = (2 * v.reduce((sum, x, k) => sum + x * mirror[k]!, 0)) / length;
      return v.map((x, k) => x - along * mirror[k]!);
    });
  }
  return turned;
}

const withCosine = (matrix: CosineMatrix, i: number, j: number, value: number): CosineMatrix =>
  matrix.map((row, u) =>
    row.map((old, v) => ((u === i && v === j) || (u === j && v === i) ? value : old)),
  );

describe('the share of directions on which all gradients fall', () => {
  it('does not depend on the order of the members', () => {
    const random = uniform(2);
    for (let c = 0; c < 2000; c++) {
      const vectors = assorted(random, seriesSize(c));
      const [a, b] = [vectors, shuffled(random, vectors)].map((v) =>
        orthantProbability(cosineMatrix(v)),
      );
      expect(Math.abs(a! - b!)).toBeLessThan(ROUNDING);
    }
  });

  it('is the same for cosines, angles and vectors, and when the space is turned and enlarged', () => {
    const random = uniform(3);
    for (let c = 0; c < 2000; c++) {
      const vectors = assorted(random, seriesSize(c));
      const share = orthantProbability(cosineMatrix(vectors));
      // Lengths do not count, and a zero coordinate enlarges the space.
      const turned = rotated(random, vectors).map((v) => [...v.map((x) => 7 * x), 0]);
      expect(Math.abs(orthantProbabilityOfVectors(turned) - share)).toBeLessThan(ROUNDING);
      const byAngles = orthantProbabilityFromAngles(anglesOf(vectors));
      expect(Math.abs(byAngles - share)).toBeLessThan(ROUNDING);
    }
  });

  it('grows with every cosine, as far as it can be raised', () => {
    const random = uniform(4);
    let grown = 0;
    for (let c = 0; c < 2500; c++) {
      const n = Math.max(2, seriesSize(c));
      const cosines = cosineMatrix(assorted(random, n));
      const [i, j] = pairs(n)[Math.floor(random() * pairs(n).length)]!;
      const from = cosines[i]![j]!;
      const [, greatest] = feasibleRange(cosines, i, j);
      const raised = withCosine(cosines, i, j, from + random() * Math.max(0, greatest - from));
      const growth = orthantProbability(raised) - orthantProbability(cosines);
      expect(growth).toBeGreaterThan(-AT_THE_EDGE);
      if (growth > AT_THE_EDGE) grown++;
    }
    // The rest have no such direction before or after, or no room to be raised.
    expect(grown).toBeGreaterThan(2000);
  });

  it('is what counting random directions finds', () => {
    const random = uniform(5);
    let squares = 0;
    const sets = 48;
    for (let c = 0; c < sets; c++) {
      const n = 1 + (c % 8);
      const vectors = assorted(random, n);
      const { share, error } = sampledShare(random, vectors, 200_000);
      const errors = (orthantProbability(cosineMatrix(vectors)) - share) / error;
      expect(Math.abs(errors)).toBeLessThan(4.5);
      squares += errors ** 2;
    }
    // Chance alone makes it one on average; a common bias of one error would make it two.
    expect(squares / sets).toBeLessThan(1.8);
  });
});
