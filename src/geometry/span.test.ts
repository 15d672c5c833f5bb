import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { angleBetween } from './angle';
import { coordinatesIn, spanOf } from './span';

// None too short to be squared, which spanOf asks of its caller.
const entry = fc
  .double({ min: -1, max: 1, noNaN: true })
  .map((value) => (Math.abs(value) < 1e-100 ? 0 : value));
const vectors = (count: number, size = 6) =>
  fc.array(fc.array(entry, { minLength: size, maxLength: size }), {
    minLength: count,
    maxLength: count,
  });
const dot = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  Array.from(a).reduce((sum, value, k) => sum + value * b[k]!, 0);
const squared = (a: ArrayLike<number>) => dot(a, a);

describe('the span of some vectors', () => {
  it('keeps their angles and lengths in its coordinates', () => {
    fc.assert(
      fc.property(vectors(3), (given) => {
        fc.pre(given.every((vector) => squared(vector) > 1e-3));
        const { coordinates } = spanOf(given);
        coordinates.forEach((own, i) => {
          expect(squared(own)).toBeCloseTo(squared(given[i]!), 9);
          if (i === 0) return;
          const angle = angleBetween(given[0]!, given[i]!);
          expect(angleBetween(coordinates[0]!, own)).toBeCloseTo(angle, 5);
        });
      }),
    );
  });

  it('holds no more of another vector than there is of it, and all of a sum of its own', () => {
    fc.assert(
      fc.property(vectors(4), ([other, ...given]) => {
        const { basis } = spanOf(given);
        expect(squared(coordinatesIn(basis, other!))).toBeLessThanOrEqual(squared(other!) + 1e-9);
        const sum = given[0]!.map((_, k) => given[0]![k]! - 2 * given[1]![k]! + given[2]![k]!);
        expect(squared(coordinatesIn(basis, sum))).toBeCloseTo(squared(sum), 8);
      }),
    );
  });

  it('has as many dimensions as there are independent ones', () => {
    const a = [1, 0, 0, 1];
    const b = [0, 1, 0, 0];
    expect(spanOf([a, b]).basis).toHaveLength(2);
    expect(spanOf([a, a.map((v) => -3 * v), b]).basis).toHaveLength(2);
    expect(spanOf([a, b, a.map((v, k) => v + b[k]!)]).basis).toHaveLength(2);
    expect(spanOf([[0, 0, 0, 0]]).basis).toHaveLength(0);
  });

  it('stands so that the first vector lies on the first axis and the second in the first plane', () => {
    const { coordinates } = spanOf([
      [0, -2, 0],
      [1, -1, 0],
      [5, 5, -5],
    ]);
    expect(coordinates[0]![0]).toBeCloseTo(2, 12);
    expect(coordinates[0]![1]).toBeCloseTo(0, 12);
    expect(coordinates[1]![1]).toBeGreaterThan(0);
    expect(coordinates[1]![2]).toBeCloseTo(0, 12);
    expect(coordinates[2]![2]).toBeGreaterThan(0);
  });
});
