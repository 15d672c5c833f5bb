import { describe, expect, it } from 'vitest';
import { cosineMatrix } from './cosine-matrix';
import { gdrOfImage, meanGdr } from './gdr';

const DEGREE = Math.PI / 180;

describe('the gradient diversity rating of an image', () => {
  it('is ½ for identical gradients, whatever their number', () => {
    for (const count of [0, 1, 3, 6, 10, 15, 21, 28]) {
      expect(gdrOfImage(Array.from({ length: count }, () => 0))).toBe(0.5);
    }
  });

  it('is 2^−n for orthogonal gradients', () => {
    [0, 1, 3, 6, 10, 15, 21, 28].forEach((count, k) => {
      const angles = Array.from({ length: count }, () => Math.PI / 2);
      expect(gdrOfImage(angles, k + 1)).toBeCloseTo(2 ** -(k + 1), 14);
    });
  });

  it('is zero for three planar gradients 120° apart, and for other planar arrangements too', () => {
    expect(gdrOfImage([120 * DEGREE, 120 * DEGREE, 120 * DEGREE])).toBeCloseTo(0, 15);
    expect(gdrOfImage([173 * DEGREE, 179 * DEGREE, 8 * DEGREE])).toBe(0);
  });

  it('falls linearly with the angle of two gradients', () => {
    for (const degrees of [0, 1e-9, 30, 90, 150, 180]) {
      expect(gdrOfImage([degrees * DEGREE])).toBeCloseTo(0.5 - degrees / 360, 15);
    }
  });

  it('is the same from cosines as from angles', () => {
    const vectors = [
      [1, 0, 0],
      [1, 1, 0],
      [0, 1, 1],
    ];
    const thirds = [Math.PI / 4, Math.PI / 2, Math.PI / 3];
    expect(gdrOfImage(cosineMatrix(vectors))).toBeCloseTo(gdrOfImage(thirds), 14);
  });

  it('bears angles that float32 has rounded past π or 2π', () => {
    expect(gdrOfImage(Float32Array.of(Math.PI))).toBe(0);
    expect(gdrOfImage(Float32Array.of(2.0943952, 2.0943952, 2.0943952))).toBe(0);
  });

  it('does not exist for NaN, impossible angles or another number of members', () => {
    expect(() => gdrOfImage([Number.NaN])).toThrow('No gradients have the angles NaN');
    expect(() => gdrOfImage([3, 3, 3])).toThrow('No gradients');
    expect(() => gdrOfImage([1, 1, 1], 4)).toThrow('3 members given for 4');
    expect(() => gdrOfImage([1, 1])).toThrow('not a number of pairs');
  });
});

describe('the mean over images', () => {
  it('leaves out images where a gradient is zero and says how many', () => {
    const mean = meanGdr([[0], null, [Math.PI], [Number.NaN], undefined]);
    expect(mean).toEqual({ gdr: 0.25, counted: 2, leftOut: 0.6 });
    expect(
      meanGdr([
        [
          [1, Number.NaN],
          [Number.NaN, 1],
        ],
        [
          [1, 0],
          [0, 1],
        ],
      ]),
    ).toEqual({
      gdr: 0.25,
      counted: 1,
      leftOut: 0.5,
    });
  });

  it('does not exist without images', () => {
    expect(meanGdr([null]).gdr).toBeNaN();
    expect(meanGdr([null]).leftOut).toBe(1);
    expect(meanGdr([]).gdr).toBeNaN();
  });
});
