import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { solveMatrixGame } from './matrix-game';

const anyGame = fc
  .tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 12 }))
  .chain(([rows, columns]) => {
    // Whole numbers are often equal: ties are where a simplex method could cycle.
    const entry = fc.oneof(
      fc.integer({ min: -2, max: 2 }),
      fc.double({ min: -5, max: 5, noNaN: true }),
    );
    const column = fc.array(entry, { minLength: rows, maxLength: rows });
    return fc.array(column, { minLength: columns, maxLength: columns });
  });

describe('a matrix game', () => {
  it('has one value that neither player can better', () => {
    fc.assert(
      fc.property(anyGame, (columns) => {
        const { value, rowMix, columnMix } = solveMatrixGame(columns);
        const paid = columns.map((column) =>
          column.reduce((sum, payoff, i) => sum + payoff * rowMix[i]!, 0),
        );
        const got = rowMix.map((_, i) =>
          columns.reduce((sum, column, k) => sum + column[i]! * columnMix[k]!, 0),
        );
        expect(Math.max(...paid)).toBeCloseTo(value, 6);
        expect(Math.min(...got)).toBeCloseTo(value, 6);
      }),
      { numRuns: 1000 },
    );
  });

  it('of stone, paper and scissors is even, with each a third', () => {
    const { value, rowMix, columnMix } = solveMatrixGame([
      [0, 1, -1],
      [-1, 0, 1],
      [1, -1, 0],
    ]);
    expect(value).toBeCloseTo(0, 12);
    for (const share of [...rowMix, ...columnMix]) expect(share).toBeCloseTo(1 / 3, 12);
  });
});
