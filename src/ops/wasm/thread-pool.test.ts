import { describe, expect, it, vi } from 'vitest';
import { assemble, define, SHARED_PAGES } from './assembler';
import { f32, i32, unreachable, type WasmFunction, whileNotZero } from './instructions';
import { describeProduct, Matrix, withHeap } from './matrix';
import {
  defineWork,
  PANEL,
  PRODUCT,
  PRODUCT_FUNCTIONS,
  productPanel,
  SHARED_STATE,
  work,
} from './product-code';
import { ThreadPool } from './thread-pool';
import { bindKernels, type VectorKernels, vectorCode } from './vector-kernels';
import { wasmInstance } from './wasm-instance';

const BYTES = Float32Array.BYTES_PER_ELEMENT;
const [OPEN, DONE, FAILED] = (['open', 'done', 'failed'] as const).map((name) =>
  SHARED_STATE.indexOf(name),
) as [number, number, number];

/** Blocks until it is so. @throws Error after twenty seconds */
function blockUntil(state: Int32Array, met: () => boolean): void {
  for (let k = 0; k < 2000; k++) {
    if (met()) return;
    // Nobody notifies on it: a pause.
    Atomics.wait(state, FAILED, state[FAILED]!, 10);
  }
  throw new Error(`not met: ${SHARED_STATE.map((name, k) => `${name} ${state[k]}`)}`);
}

/** A pool on a memory of its own, whose threads run this module or one of these functions. */
function poolOf(
  code: readonly WasmFunction[] | WebAssembly.Module,
  { patience = 20_000, count = 1 } = {},
) {
  const memory = new WebAssembly.Memory({ initial: 32, maximum: SHARED_PAGES, shared: true });
  let end = 0;
  const reserve = (bytes: number) => {
    end += Math.ceil(bytes / 64) * 64;
    return end - Math.ceil(bytes / 64) * 64;
  };
  const ownModule = new WebAssembly.Module(vectorCode(true));
  const kernels = bindKernels(new WebAssembly.Instance(ownModule, { host: { memory } }).exports);
  const product = reserve(PRODUCT.length * BYTES);
  const state = new Int32Array(memory.buffer, end, SHARED_STATE.length);
  const module =
    code instanceof WebAssembly.Module ? code : new WebAssembly.Module(assemble(code, true));
  const pool = new ThreadPool({ module, memory, product, count, patience, reserve });
  const matrix = (rows: number, columns: number) => {
    const address = reserve((rows + PANEL) * (columns + PANEL) * BYTES);
    const made = new Matrix(memory, rows, columns, address);
    made.write(Float32Array.from({ length: rows * columns }, (_, k) => Math.sin(k * k + rows)));
    return made;
  };
  const [left, right, sum] = [matrix(13, 21), matrix(21, 40), matrix(13, 40)];
  const start = sum.values.slice();
  /** The product by the asking thread, which comes to it late, with the pool or alone. */
  const multiply = (onto: boolean, late: null | (() => void)): Float32Array => {
    sum.values.set(start);
    const { inner, panels, numbers } = describeProduct(left, right, sum, { onto });
    new Int32Array(memory.buffer, product).set(numbers);
    const panel = reserve(inner * PANEL * BYTES);
    if (late) {
      const lateKernels: VectorKernels = {
        ...kernels,
        work(given) {
          late();
          kernels.work(given);
        },
      };
      pool.multiply(lateKernels, { panels, panel, sums: sum.values, onto });
    } else {
      for (let index = 0; index < panels; index++) kernels.productPanel({ product, index, panel });
    }
    return sum.values.slice();
  };
  return { pool, state, multiply, panels: 40 / PANEL };
}

const allReady = (pool: ThreadPool, count: number) =>
  vi.waitFor(async () => expect(await pool.started()).toBe(count), { timeout: 30_000 });

/** Leaves a wrong number where its panel's sums begin, and then does this. */
const brokenPanel = (end: 'traps' | 'never returns') =>
  define('productPanel', productPanel.parameters, null, ({ product, index }, local) => {
    const sum = i32.load(product.value, PRODUCT.indexOf('sum') * BYTES);
    const away = i32.multiply(index.value, i32.constant(PANEL * BYTES));
    return [
      f32.store(i32.add(sum, away), f32.constant(1e6)),
      end === 'traps' ? unreachable : whileNotZero(local('i32'), i32.constant(1), []),
    ];
  });

function brokenWork(end: 'traps' | 'never returns'): readonly WasmFunction[] {
  const panel = brokenPanel(end);
  return [panel, defineWork(panel)];
}

const INTACT = [...PRODUCT_FUNCTIONS, work];

describe('a pool of threads', () => {
  it('counts its threads once they have reported in', async () => {
    const { pool } = poolOf(INTACT, { count: 3 });
    await allReady(pool, 3);
    expect(pool.count).toBe(3);
  });

  it('counts none that could not begin, and does not call them', async () => {
    // This one's memory is not shared: there can be no instance of it.
    const module = new WebAssembly.Module(vectorCode(false));
    const { pool } = poolOf(module, { count: 2 });
    expect(await pool.started()).toBe(0);
    expect(pool.worthwhile(1000, 1000, 10)).toBe(false);
  });

  it('computes without the thread that asked', async () => {
    const { pool, state, multiply, panels } = poolOf(INTACT);
    await allReady(pool, 1);
    for (const onto of [false, true]) {
      const done = () => state[DONE] === panels && state[OPEN] === 0;
      const together = multiply(onto, () => blockUntil(state, done));
      expect(together).toEqual(multiply(onto, null));
    }
    expect(pool.count).toBe(1);
  });

  describe.each([false, true])('(products added to what is there: %s)', (onto) => {
    it('goes on with one thread when another traps in a product, which is the same', async () => {
      const { pool, state, multiply } = poolOf(brokenWork('traps'), { count: 2 });
      await allReady(pool, 2);
      const found = multiply(onto, () => blockUntil(state, () => state[FAILED] === 1));
      expect(found).toEqual(multiply(onto, null));
      expect(pool.count).toBe(0);
      expect(pool.worthwhile(1000, 1000, 10)).toBe(false);
    });

    it('does so when another never comes back, after a wait with an end', async () => {
      const { pool, state, multiply, panels } = poolOf(brokenWork('never returns'), {
        patience: 300,
      });
      await allReady(pool, 1);
      const found = multiply(onto, () => blockUntil(state, () => state[OPEN]! < panels));
      expect(found).toEqual(multiply(onto, null));
      expect(pool.count).toBe(0);
    });
  });

  it('is given up when the asking thread fails itself, and nobody takes a further panel', async () => {
    const { pool, state, multiply, panels } = poolOf(brokenWork('never returns'), {
      patience: 300,
    });
    await allReady(pool, 1);
    const lost = vi.fn();
    pool.onLost = lost;
    const fail = () => {
      // The other thread owns a panel, and this one another.
      blockUntil(state, () => state[OPEN]! < panels);
      Atomics.sub(state, OPEN, 1);
      throw new Error('out of bounds');
    };
    expect(() => multiply(false, fail)).toThrow('out of bounds');
    expect(state[OPEN]).toBe(0);
    expect(pool.count).toBe(0);
    expect(lost).toHaveBeenCalledOnce();
  });
});

// A machine with one processor has none.
describe.skipIf(wasmInstance().threads === null)('the threads of this machine', () => {
  const threads = wasmInstance().threads!;

  it('change no bit of any product', async () => {
    await vi.waitFor(async () => expect(await threads.started()).toBeGreaterThan(0), {
      timeout: 30_000,
    });
    withHeap((heap) => {
      const filled = (rows: number, columns: number) => {
        const matrix = heap.matrix(rows, columns);
        matrix.write(Float32Array.from({ length: rows * columns }, (_, k) => Math.sin(k * k)));
        return matrix;
      };
      for (let k = 0; k < 200; k++) {
        const [rows, inner, columns] = [
          20 + ((37 * k) % 60),
          90 + ((53 * k) % 70),
          40 + ((29 * k) % 90),
        ];
        const transposeLeft = k % 2 === 1;
        const transposeRight = k % 4 >= 2;
        const onto = k % 3 === 0;
        const left = transposeLeft ? filled(inner, rows) : filled(rows, inner);
        const right = transposeRight ? filled(columns, inner) : filled(inner, columns);
        const [alone, together] = [false, true].map((enabled) => {
          const product = filled(rows, columns);
          threads.enabled = enabled;
          heap.multiply(left, right, product, { transposeLeft, transposeRight, onto });
          return product.values.slice();
        });
        expect(together).toEqual(alone);
      }
    });
    threads.enabled = true;
    expect(threads.count).toBeGreaterThan(0);
  });
});
