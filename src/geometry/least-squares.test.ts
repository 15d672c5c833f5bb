import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { leastSquares } from './least-squares';

const value = fc.double({ min: -2, max: 2, noNaN: true });

describe('least squares', () => {
  it('finds the line through points that lie on one', () => {
    const x = [1, 0, 1, 1, 1, 2, 1, 5];
    const y = [3, 5, 7, 13];
    const [intercept, slope] = leastSquares(x, y, 2, 1, 1e-9);
    expect(intercept).toBeCloseTo(3, 6);
    expect(slope).toBeCloseTo(2, 6);
  });

  it('shares a coefficient between columns that say the same', () => {
    const [a, b] = leastSquares([1, 1, 2, 2, 3, 3], [4, 8, 12], 2, 1, 1e-9);
    expect(a).toBeCloseTo(2, 5);
    expect(b).toBeCloseTo(2, 5);
  });

  it('leaves the least: any other coefficients are worse', () => {
    const numbers = (length: number) => fc.array(value, { minLength: length, maxLength: length });
    fc.assert(
      fc.property(numbers(24), numbers(16), numbers(6), (x, y, change) => {
        const ridge = 0.01;
        const cost = (w: ArrayLike<number>) => {
          let total = 0;
          for (let r = 0; r < 8; r++) {
            for (let k = 0; k < 2; k++) {
              const said = [0, 1, 2].reduce((sum, i) => sum + x[r * 3 + i]! * w[i * 2 + k]!, 0);
              total += (said - y[r * 2 + k]!) ** 2;
            }
          }
          return total + ridge * Array.from(w).reduce((sum, own) => sum + own * own, 0);
        };
        const best = leastSquares(x, y, 3, 2, ridge);
        const least = cost(best);
        expect(cost(best.map((own, k) => own + change[k]!))).toBeGreaterThanOrEqual(least - 1e-9);
      }),
    );
  });
});
