import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromFloat16, toFloat16 } from './float16';

describe('half precision', () => {
  it.each([
    [0, 0x0000],
    [-0, 0x8000],
    [1, 0x3c00],
    [-2, 0xc000],
    [65504, 0x7bff],
    [2 ** -14, 0x0400],
    [2 ** -24, 0x0001],
    [1 / 3, 0x3555],
    [Number.POSITIVE_INFINITY, 0x7c00],
    [Number.NaN, 0x7e00],
  ])('has %d as the standard writes it', (value, half) => {
    expect(toFloat16(value)).toBe(half);
    expect(fromFloat16(half)).toSatisfy(
      (back: number) => Object.is(back, value) || Math.abs(back - value) < 1e-3,
    );
  });

  it('gives back each of its numbers', () => {
    for (let half = 0; half < 0x1_0000; half++) {
      const value = fromFloat16(half);
      if (!Number.isNaN(value)) expect(toFloat16(value)).toBe(half);
    }
  });

  it('rounds to the nearest, ties to even', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 0x7bfe }), (half) => {
        const [below, above] = [fromFloat16(half), fromFloat16(half + 1)];
        const step = above - below;
        expect(toFloat16(below + 0.49 * step)).toBe(half);
        expect(toFloat16(below + 0.51 * step)).toBe(half + 1);
        expect(toFloat16(below + 0.5 * step)).toBe(half % 2 === 0 ? half : half + 1);
        expect(toFloat16(-(below + 0.49 * step))).toBe(half | 0x8000);
      }),
    );
    expect(toFloat16(65519)).toBe(0x7bff);
    expect(toFloat16(65520)).toBe(0x7c00);
  });
});
