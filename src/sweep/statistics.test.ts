import { describe, expect, it } from 'vitest';
import { pearson, quantile, ranks, spearman } from './statistics';

/** Anscombe 1973, the first of his four. */
const ANSCOMBE = {
  x: [10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5],
  y: [8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68],
};
/** Intelligence and hours of television, the usual example of a rank correlation: −29/165. */
const TELEVISION = {
  x: [106, 100, 86, 101, 99, 103, 97, 113, 112, 110],
  y: [7, 27, 2, 50, 28, 29, 20, 12, 6, 17],
};

describe('Pearson’s correlation', () => {
  it('is what others compute', () => {
    expect(pearson(ANSCOMBE.x, ANSCOMBE.y)).toBeCloseTo(0.81642, 5);
    expect(pearson([1, 2, 3], [2, 4, 6])).toBe(1);
    expect(pearson([1, 2, 3], [0.3, 0.2, 0.1])).toBeCloseTo(-1, 12);
  });

  it('is none where something does not vary, whatever rounding leaves', () => {
    expect(pearson([1, 2, 3], [0.1, 0.1, 0.1])).toBeNaN();
    expect(pearson([0.1 + 0.2, 0.3, 0.3], [1, 2, 3])).toBeNaN();
    expect(pearson([5], [5])).toBeNaN();
    expect(pearson([], [])).toBeNaN();
  });
});

describe('Spearman’s correlation', () => {
  it('is what others compute', () => {
    expect(spearman(TELEVISION.x, TELEVISION.y)).toBeCloseTo(-29 / 165, 12);
  });

  it('gives ties their mean rank', () => {
    expect(ranks([3, 1, 3, 7])).toEqual([2.5, 1, 2.5, 4]);
    // By hand: ranks 1, 2.5, 2.5, 4 and 1, 3, 2, 4.
    expect(spearman([1, 2, 2, 3], [1, 3, 2, 4])).toBeCloseTo(4.5 / Math.sqrt(4.5 * 5), 12);
  });
});

describe('a weight', () => {
  const { x, y } = ANSCOMBE;
  const weights = [2, 0, 1, 3, 1, 1, 0, 2, 1, 1, 4];
  const repeated = (values: readonly number[]) =>
    values.flatMap((value, k) => new Array<number>(weights[k]!).fill(value));

  it('is how often the point stands there', () => {
    expect(pearson(x, y, weights)).toBeCloseTo(pearson(repeated(x), repeated(y)), 12);
    expect(spearman(x, y, weights)).toBeCloseTo(spearman(repeated(x), repeated(y)), 12);
  });
});

it('a quantile lies between the two nearest values', () => {
  expect([0, 0.25, 0.5, 1].map((share) => quantile([1, 2, 3, 10], share))).toEqual([
    1, 1.75, 2.5, 10,
  ]);
  expect(quantile([4], 0.3)).toBe(4);
});
