import { describe, expect, it } from 'vitest';
import { Heap, type Matrix } from './matrix';
import { release } from './wasm-instance';

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

describe('windows of a matrix', () => {
  it('are columns of it, read and written in their place', () => {
    const heap = new Heap();
    const whole = filled(heap, 5, 30);
    const before = numbers(whole);
    const window = whole.window(8, 14);
    expect(numbers(window)).toEqual(
      before.filter((_, k) => Math.floor((k % 30) / 8) >= 1 && k % 30 < 22),
    );
    window.write(new Float32Array(5 * 14).fill(7));
    expect(numbers(whole)).toEqual(
      before.map((value, k) => (k % 30 >= 8 && k % 30 < 22 ? 7 : value)),
    );
    heap.dispose();
  });

  it.each([false, true])('take part in products as factors and as sums, transposed: %s', (t) => {
    const heap = new Heap();
    // Zeros are all that is beside them.
    const part = (from: Matrix, of: Matrix) => {
      of.write(numbers(from));
      return of;
    };
    const inner = t ? 9 : 14;
    const left = part(filled(heap, 13, inner), heap.matrix(13, 40).window(16, inner));
    const right = part(filled(heap, 14, 9), heap.matrix(14, 24).window(8, 9));
    const sums = heap.matrix(13, 40);
    heap.multiply(left, right, sums.window(24, t ? 14 : 9), { transposeRight: t });
    const exact = expected([left, right], [false, t]);
    numbers(sums.window(24, t ? 14 : 9)).forEach((value, k) => {
      expect(value).toBeCloseTo(exact[k]!, 5);
    });
    // Nothing to the left of it.
    expect(numbers(sums.window(0, 24)).every((value) => value === 0)).toBe(true);
    heap.dispose();
  });
});

describe('the memory of the matrices', () => {
  it('gives what was given back to the next, as zeros, and does not grow', () => {
    const first = new Heap();
    const before = filled(first, 40, 40);
    const { address, memory } = before;
    const after = filled(first, 3, 3);
    first.dispose();
    const grown = memory.buffer.byteLength;
    for (let k = 0; k < 100; k++) {
      const heap = new Heap();
      const [a, b] = heap.matrices([
        [40, 40],
        [3, 3],
      ]) as [Matrix, Matrix];
      expect([...a.values, ...b.values].every((value) => value === 0)).toBe(true);
      expect(a.address).toBe(address);
      expect(b.address).toBe(a.address + a.size * Float32Array.BYTES_PER_ELEMENT);
      a.values.fill(1);
      b.values.fill(2);
      expect(a.values.every((value) => value === 1)).toBe(true);
      heap.dispose();
    }
    expect(after.memory.buffer.byteLength).toBe(grown);
  });

  it('keeps what others have, in whatever order it is given back', () => {
    const heaps = Array.from({ length: 12 }, (_, k) => {
      const heap = new Heap();
      const matrix = filled(heap, 5 + 7 * k, 9);
      return { heap, matrix, values: numbers(matrix) };
    });
    for (const k of [3, 4, 0, 9, 2]) heaps[k]!.heap.dispose();
    const late = new Heap();
    for (let k = 1; k < 20; k++) late.matrix(11 * k, 17).values.fill(7);
    for (const k of [1, 5, 6, 7, 8, 10, 11]) {
      expect(numbers(heaps[k]!.matrix)).toEqual(heaps[k]!.values);
      heaps[k]!.heap.dispose();
    }
    late.dispose();
  });

  it('refuses to take back what nobody has', () => {
    const heap = new Heap();
    const { address } = heap.matrix(2, 2);
    heap.dispose();
    expect(() => release(address)).toThrow(/no part of the memory begins at/);
  });
});
