import { describe, expect, it } from 'vitest';
import { checkCosineMatrix } from './check-cosine-matrix';
import { cosineMatrix } from './cosine-matrix';
import { gradients, uniform } from './test-gradients';

describe('cosines between gradients', () => {
  it('do not depend on the norms', () => {
    const matrix = cosineMatrix([
      [2, 0],
      [0, 1e-200],
      [1e9, 1e9],
    ]);
    expect(matrix[0]![1]).toBeCloseTo(0, 15);
    expect(matrix[0]![2]).toBeCloseTo(Math.SQRT1_2, 15);
    expect(matrix[1]![1]).toBe(1);
  });

  it('of real vectors are accepted, also after rounding to float32', () => {
    const random = uniform(1);
    for (let c = 0; c < 200; c++) {
      const rank = 1 + (c % 8);
      const exact = cosineMatrix(gradients(random, 1 + (c % 8), rank));
      checkCosineMatrix(exact);
      checkCosineMatrix(exact.map((row) => row.map(Math.fround)));
    }
  });

  it('are refused with the entry at fault', () => {
    const bad = (matrix: number[][]) => () => checkCosineMatrix(matrix);
    expect(bad([])).toThrow('at least one row');
    expect(bad([[1, 0.5], [0.5]])).toThrow('row 1 has 1 entries, not 2');
    expect(
      bad([
        [1, Number.NaN],
        [0.5, 1],
      ]),
    ).toThrow('entry [0][1] is NaN');
    expect(
      bad([
        [0.9, 0],
        [0, 1],
      ]),
    ).toThrow('[0][0] is 0.9, not 1');
    expect(
      bad([
        [1, 0.2],
        [0.3, 1],
      ]),
    ).toThrow('[1][0] and [0][1] differ');
    expect(
      bad([
        [1, 1.1],
        [1.1, 1],
      ]),
    ).toThrow('[0][1] is 1.1, outside');
  });

  it('are refused when no vectors have them, with the reason', () => {
    const impossible = [
      [1, 0, 0, 0],
      [0, 1, 0.9, 0.9],
      [0, 0.9, 1, -0.9],
      [0, 0.9, -0.9, 1],
    ];
    expect(() => checkCosineMatrix(impossible)).toThrow(
      'No vectors have these cosines: the angle between f3 and f4 (154°) is greater than the sum of their angles with f2 (26° + 26°)',
    );
  });
});
