import { describe, expect, it } from 'vitest';
import { Heap, type Matrix } from './matrix';

const SHAPES = [
  [1, 1, 1],
  [7, 5, 3],
  [8, 8, 8],
  [13, 30, 9],
  [33, 2, 17],
] as const;

function filled(heap: Heap, rows: number, columns: number): Matrix {
  const matrix = heap.matrix(rows, columns);
  matrix.write(Float32Array.from({ length: rows * columns }, (_, k) => Math.sin(k * k + rows)));
  return matrix;
}

function numbers(matrix: Matrix): Float32Array {
  const values = new Float32Array(matrix.rows * matrix.columns);
  matrix.read(values);
  return values;
}

function expected(
  [left, right]: readonly [Matrix, Matrix],
  [transposeLeft, transposeRight]: readonly [boolean, boolean],
): number[] {
  const at = (m: Matrix, r: number, c: number) => m.values[r * m.stride + c]!;
  const [rows, inner] = transposeLeft ? [left.columns, left.rows] : [left.rows, left.columns];
  const columns = transposeRight ? right.rows : right.columns;
  return Array.from({ length: rows * columns }, (_, cell) => {
    const [r, c] = [Math.floor(cell / columns), cell % columns];
    let total = 0;
    for (let k = 0; k < inner; k++) {
      const a = transposeLeft ? at(left, k, r) : at(left, r, k);
      total += a * (transposeRight ? at(right, c, k) : at(right, k, c));
    }
    return total;
  });
}

describe('products of matrices', () => {
  for (const [rows, inner, columns] of SHAPES) {
    for (const transposeLeft of [false, true]) {
      for (const transposeRight of [false, true]) {
        const marks = [transposeLeft ? 'ᵀ' : '', transposeRight ? 'ᵀ' : ''] as const;
        it(`are sums of products: [${rows}, ${inner}]${marks[0]}·[${inner}, ${columns}]${marks[1]}`, () => {
          const heap = new Heap();
          const left = transposeLeft ? filled(heap, inner, rows) : filled(heap, rows, inner);
          const right = transposeRight
            ? filled(heap, columns, inner)
            : filled(heap, inner, columns);
          const product = heap.matrix(rows, columns);
          const exact = expected([left, right], [transposeLeft, transposeRight]);
          for (const times of [1, 2]) {
            heap.multiply(left, right, product, {
              transposeLeft,
              transposeRight,
              onto: times === 2,
            });
            numbers(product).forEach((value, k) => {
              expect(value).toBeCloseTo(times * exact[k]!, 5);
            });
          }
        });
      }
    }
  }

  it('leave zeros in the padding and the neighbours as they were', () => {
    const heap = new Heap();
    const before = filled(heap, 9, 9);
    const product = heap.matrix(13, 9);
    const after = filled(heap, 9, 9);
    const kept = [numbers(before), numbers(after)];
    heap.multiply(filled(heap, 13, 5), filled(heap, 5, 9), product);
    const inside = numbers(product).reduce((total, value) => total + Math.abs(value), 0);
    const everywhere = product.values.reduce((total, value) => total + Math.abs(value), 0);
    expect(everywhere).toBeCloseTo(inside, 4);
    expect([numbers(before), numbers(after)]).toEqual(kept);
  });
});
