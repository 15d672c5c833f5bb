import { describe, expect, it } from 'vitest';
import { angleBetween, angleFromChords } from './angle';

describe('the angle between two gradients', () => {
  it('is 0, π/2 and π for equal, orthogonal and opposite ones', () => {
    expect(angleBetween([3, 4], [6, 8])).toBe(0);
    expect(angleBetween([1, 0, 0], [0, 5, 0])).toBeCloseTo(Math.PI / 2, 15);
    expect(angleBetween([1, 2], [-1, -2])).toBeCloseTo(Math.PI, 15);
  });

  it('keeps its digits where the cosine rounds to one', () => {
    for (const angle of [1e-3, 1e-6, 1e-9, 1e-12]) {
      const turned = [Math.cos(angle), Math.sin(angle)];
      expect(angleBetween([1, 0], turned) / angle).toBeCloseTo(1, 12);
      expect((Math.PI - angleBetween([-1, 0], turned)) / angle).toBeCloseTo(
        1,
        angle > 1e-9 ? 5 : 2,
      );
    }
  });

  it('does not depend on the norms, however small or large', () => {
    expect(angleBetween([1e-300, 1e-300], [1e300, 0])).toBeCloseTo(Math.PI / 4, 14);
    expect(angleBetween([5e-324, 0], [1, 1])).toBeCloseTo(Math.PI / 4, 14);
  });

  it('does not exist for zero or broken gradients', () => {
    expect(() => angleBetween([0, 0], [1, 0])).toThrow('first vector is zero');
    expect(() => angleBetween([1, 0], [Number.NaN, 0])).toThrow('Entry 0 of the second');
    expect(() => angleBetween([1], [1, 0])).toThrow('different length');
  });

  it('follows from the squared chords at any scale', () => {
    expect(angleFromChords(2, 2)).toBeCloseTo(Math.PI / 2, 15);
    expect(angleFromChords(3e-30, 1e-30)).toBeCloseTo((2 * Math.PI) / 3, 14);
    expect(angleFromChords(0, 4)).toBe(0);
    expect(angleFromChords(4, 0)).toBe(Math.PI);
    expect(angleFromChords(0, 0)).toBeNaN();
  });
});
