import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pearson } from './correlation';

describe('the correlation of points', () => {
  it('is 1 or −1 on a line, and nothing where one of the two does not vary', () => {
    expect(
      pearson([
        [1, 2],
        [2, 4],
        [3, 6],
      ]),
    ).toBeCloseTo(1, 12);
    expect(
      pearson([
        [1, 6],
        [2, 4],
        [3, 2],
      ]),
    ).toBeCloseTo(-1, 12);
    expect(
      pearson([
        [1, 5],
        [2, 5],
        [3, 5],
      ]),
    ).toBeNaN();
    expect(pearson([[1, 5]])).toBeNaN();
    expect(
      pearson([
        [0, 0],
        [1, 1],
        [2, 0],
      ]),
    ).toBeCloseTo(0, 12);
  });

  it('knows neither unit nor origin', () => {
    const value = fc.integer({ min: -100, max: 100 });
    const points = fc.array(fc.tuple(value, value), { minLength: 3, maxLength: 10 });
    fc.assert(
      fc.property(points, (own) => {
        const r = pearson(own);
        fc.pre(Number.isFinite(r));
        expect(pearson(own.map(([x, y]) => [3 * x - 7, 0.1 * y + 2]))).toBeCloseTo(r, 9);
      }),
    );
  });
});
