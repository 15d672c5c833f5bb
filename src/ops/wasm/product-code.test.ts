/** Each function of which a product is made, beside a plain loop, alone in a memory. */
import { describe, expect, it } from 'vitest';
import { assemble } from './assembler';
import type { WasmFunction } from './instructions';
import { describeProduct, Matrix } from './matrix';
import { PANEL, PRODUCT_FUNCTIONS, ROWS, SHARED_STATE, UNROLLED, work } from './product-code';

const BYTES = Float32Array.BYTES_PER_ELEMENT;
const SIZES = [1, 3, 4, 5, 7, 8, 9, 17] as const;

const functions = [...PRODUCT_FUNCTIONS, work];
const module = new WebAssembly.Module(assemble(functions, true));

/** The functions on a memory of their own, called by the names of their parameters. */
function place() {
  const memory = new WebAssembly.Memory({ initial: 16, maximum: 16, shared: true });
  const exports = new WebAssembly.Instance(module, { host: { memory } }).exports;
  let end = 64;
  const reserve = (bytes: number) => {
    end += Math.ceil(bytes / 64) * 64;
    return end - Math.ceil(bytes / 64) * 64;
  };
  const run = (name: string, given: Readonly<Record<string, number>>) => {
    const { parameters } = functions.find((one) => one.name === name) as WasmFunction;
    expect(Object.keys(given).sort()).toEqual(Object.keys(parameters).sort());
    const code = exports[name] as (...numbers: number[]) => void;
    code(...Object.keys(parameters).map((key) => given[key]!));
  };
  const floats = (address: number, length: number) =>
    new Float32Array(memory.buffer, address, length);
  const matrix = (rows: number, columns: number) => {
    const padded = (count: number) => Math.ceil(count / PANEL) * PANEL;
    const address = reserve(padded(rows) * padded(columns) * BYTES);
    const made = new Matrix(memory, rows, columns, address);
    made.write(
      Float32Array.from({ length: rows * columns }, (_, k) => Math.sin(k * k + rows + columns)),
    );
    return made;
  };
  return { memory, reserve, run, floats, matrix };
}

const at = ({ values, stride }: Matrix, r: number, c: number) => values[r * stride + c]!;

/** The code rounds each product and each sum, in this order. */
function product(left: Matrix, right: Matrix, r: number, c: number, transposeLeft = false): number {
  let total = 0;
  for (let k = 0; k < right.rows; k++) {
    const factor = transposeLeft ? at(left, k, r) : at(left, r, k);
    total = Math.fround(total + Math.fround(factor * at(right, k, c)));
  }
  return total;
}

describe.each(SIZES)('with sums of length %d', (inner) => {
  it('pack copies eight columns of the rows, one row behind the other', () => {
    const { reserve, run, floats, matrix } = place();
    const from = matrix(inner, 2 * PANEL);
    const panel = reserve((inner + 1) * PANEL * BYTES);
    run('pack', {
      from: from.address + PANEL * BYTES,
      down: from.stride * BYTES,
      inner,
      panel,
    });
    const found = floats(panel, (inner + 1) * PANEL);
    const expected = found.map((_, k) => {
      const [r, c] = [Math.floor(k / PANEL), k % PANEL];
      return r < inner ? at(from, r, PANEL + c) : 0;
    });
    expect(found).toEqual(expected);
  });

  it('packTransposed copies eight rows as columns', () => {
    const { reserve, run, floats, matrix } = place();
    const from = matrix(2 * PANEL, inner);
    const panel = reserve((inner + 1) * PANEL * BYTES);
    const down = from.stride * BYTES;
    run('packTransposed', { from: from.address + PANEL * down, down, inner, panel });
    const found = floats(panel, (inner + 1) * PANEL);
    const expected = found.map((_, k) => {
      const [r, c] = [Math.floor(k / PANEL), k % PANEL];
      return r < inner ? at(from, PANEL + c, r) : 0;
    });
    expect(found).toEqual(expected);
  });

  const tiles = (rows: number) => Math.ceil(rows / ROWS);
  const cases = [false, true].flatMap((transposed) =>
    [0, 1].flatMap((onto) => SIZES.map((rows) => ({ transposed, onto, rows }))),
  );
  it.each(cases)('multiply gives rows of the product with a panel: %j', (given) => {
    const { transposed, onto, rows } = given;
    const { run, matrix } = place();
    const left = transposed ? matrix(inner, rows) : matrix(rows, inner);
    const panel = matrix(inner, PANEL);
    const sum = matrix(rows, PANEL);
    const before = sum.values.slice();
    run(transposed ? 'multiplyTransposed' : 'multiply', {
      left: left.address,
      leftStride: left.stride * BYTES,
      panel: panel.address,
      steps: Math.ceil(inner / UNROLLED),
      sum: sum.address,
      sumStride: sum.stride * BYTES,
      tiles: tiles(rows),
      onto,
    });
    const expected = before.map((there, k) => {
      const [r, c] = [Math.floor(k / PANEL), k % PANEL];
      const own = r < rows ? product(left, panel, r, c, transposed) : 0;
      const untouched = r >= tiles(rows) * ROWS;
      return untouched || onto === 1 ? own + there : own;
    });
    expect(sum.values).toEqual(expected);
  });

  it.each(SIZES)(
    'productPanel computes eight columns of a product and no others: %d rows',
    (rows) => {
      const { memory, reserve, run, matrix } = place();
      const [left, right] = [matrix(rows, inner), matrix(inner, 3 * PANEL)];
      const sum = matrix(rows, 3 * PANEL);
      const before = sum.values.slice();
      const description = describeProduct(left, right, sum, {});
      const address = reserve(description.numbers.length * BYTES);
      new Int32Array(memory.buffer, address).set(description.numbers);
      const panel = reserve(description.inner * PANEL * BYTES);
      run('productPanel', { product: address, index: 1, panel });
      sum.values.forEach((value, k) => {
        const [r, c] = [Math.floor(k / sum.stride), k % sum.stride];
        const own = Math.floor(c / PANEL) === 1 && r < rows;
        expect(value).toBe(own ? product(left, right, r, c) : before[k]);
      });
    },
  );

  it.each(SIZES)(
    'work computes the panels that are open and counts them: %d columns',
    (columns) => {
      const { memory, reserve, run, matrix } = place();
      const [left, right] = [matrix(5, inner), matrix(inner, columns)];
      const sum = matrix(5, columns);
      sum.values.fill(0);
      const { numbers, panels, inner: length } = describeProduct(left, right, sum, {});
      const address = reserve(numbers.length * BYTES);
      new Int32Array(memory.buffer, address).set(numbers);
      const state = reserve(SHARED_STATE.length * BYTES);
      const shared = new Int32Array(memory.buffer, state, SHARED_STATE.length);
      const named = () =>
        Object.fromEntries(SHARED_STATE.map((name, index) => [name, shared[index]]));
      shared[SHARED_STATE.indexOf('open')] = panels;
      const panel = reserve(length * PANEL * BYTES);
      run('work', { state, product: address, panel });
      expect(named()).toEqual({ open: 0, done: panels, failed: 0, ready: 0 });
      for (let r = 0; r < 5; r++) {
        for (let c = 0; c < columns; c++) {
          expect(at(sum, r, c)).toBe(product(left, right, r, c));
        }
      }
      sum.values.fill(7);
      run('work', { state, product: address, panel });
      expect(sum.values.every((value) => value === 7)).toBe(true);
    },
  );
});
