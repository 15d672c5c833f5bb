import { describe, expect, it } from 'vitest';
import { checkCosineMatrix } from './check-cosine-matrix';
import { type CosineMatrix, cosineMatrix } from './cosine-matrix';
import { feasibleRange } from './feasible-range';
import { symmetricEigen } from './symmetric-eigen';
import { gradients, uniform } from './test-gradients';

const withCosine = (matrix: CosineMatrix, value: number): CosineMatrix =>
  matrix.map((row, i) => row.map((old, j) => (i + j === 1 ? value : old)));
const least = (matrix: CosineMatrix) => Math.min(...symmetricEigen(matrix).values);

describe('the feasible range of one cosine', () => {
  it('is everything for two members', () => {
    expect(
      feasibleRange(
        withCosine(
          [
            [1, 0],
            [0, 1],
          ],
          0.3,
        ),
        0,
        1,
      ),
    ).toEqual([-1, 1]);
  });

  it('lies between the sum and the difference of the angles to a third', () => {
    const angles = [0.4, 1.1];
    const [a, b] = angles.map(Math.cos) as [number, number];
    const [low, high] = feasibleRange(
      [
        [1, 0.5, a],
        [0.5, 1, b],
        [a, b, 1],
      ],
      0,
      1,
    );
    expect(low).toBeCloseTo(Math.cos(1.5), 12);
    expect(high).toBeCloseTo(Math.cos(0.7), 12);
  });

  it('holds possible cosines, and ends where they do', () => {
    const random = uniform(3);
    for (let c = 0; c < 300; c++) {
      const n = 2 + (c % 7);
      const matrix = cosineMatrix(gradients(random, n, n + 4));
      const [low, high] = feasibleRange(matrix, 0, 1);
      checkCosineMatrix(withCosine(matrix, low + (high - low) * random()));
      expect(least(withCosine(matrix, low - 1e-3))).toBeLessThan(-1e-6);
      expect(least(withCosine(matrix, high + 1e-3))).toBeLessThan(-1e-6);
    }
  });

  it('shrinks to the present value where the others leave no freedom', () => {
    const matrix = cosineMatrix([0.3, 1.2, 2.9, 4].map((t) => [Math.cos(t), Math.sin(t)]));
    const [low, high] = feasibleRange(matrix, 0, 1);
    expect(low).toBeCloseTo(matrix[0]![1]!, 6);
    expect(high).toBeCloseTo(matrix[0]![1]!, 6);
  });

  it('is refused for a member and itself, and for an impossible matrix', () => {
    expect(() =>
      feasibleRange(
        [
          [1, 0],
          [0, 1],
        ],
        1,
        1,
      ),
    ).toThrow('No pair (1, 1)');
    expect(() =>
      feasibleRange(
        [
          [1, 2],
          [2, 1],
        ],
        0,
        1,
      ),
    ).toThrow('outside');
  });
});
