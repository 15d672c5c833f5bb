/**
 * Float32 matrices in the memory of the vector code, and their products. Each is padded with zeros to
 * whole panels of rows and columns; nothing but zeros is ever written there, so that products may run over
 * the padding.
 */

import { PANEL, PRODUCT, ROWS, UNROLLED } from './product-code';
import { allocate, release, wasmInstance } from './wasm-instance';

const BYTES = Float32Array.BYTES_PER_ELEMENT;

/** To whole panels. */
export const padded = (count: number) => Math.ceil(count / PANEL) * PANEL;

export class Matrix {
  /** All numbers, padding included. */
  readonly size: number;
  #view = new Float32Array(0);

  constructor(
    readonly memory: WebAssembly.Memory,
    readonly rows: number,
    readonly columns: number,
    /** In bytes. */
    readonly address: number,
    /** Numbers from one row to the next. */
    readonly stride = padded(columns),
  ) {
    this.size = (padded(rows) - 1) * stride + padded(columns);
  }

  /** Row-major, rows `stride` apart. A memory that grows takes the old view away. */
  get values(): Float32Array {
    if (this.#view.buffer !== this.memory.buffer) {
      this.#view = new Float32Array(this.memory.buffer, this.address, this.size);
    }
    return this.#view;
  }

  /** Whether nothing but its own numbers and their padding lies between its first and its last. */
  get contiguous(): boolean {
    return this.stride === padded(this.columns);
  }

  /**
   * Its columns from the given one on, in the same place: one of several matrices side by side, each padded to
   * whole panels with zeros.
   * @param from a multiple of PANEL
   */
  window(from: number, columns: number): Matrix {
    const { memory, rows, address, stride } = this;
    return new Matrix(memory, rows, columns, address + from * BYTES, stride);
  }

  /** Where a row begins, in bytes. */
  rowAddress(row: number): number {
    return this.address + row * this.stride * BYTES;
  }

  /** @param values [rows, columns] without padding; what there are fewer of are the first rows */
  write(values: Float32Array): void {
    const { columns, stride } = this;
    const rows = values.length / columns;
    if (columns === stride) {
      this.values.set(values);
      return;
    }
    for (let r = 0; r < rows; r++) {
      this.values.set(values.subarray(r * columns, (r + 1) * columns), r * stride);
    }
  }

  /** Copies its first rows, without padding, to `values`: as many as have room there. */
  read(values: Float32Array): void {
    const { columns, stride } = this;
    const rows = values.length / columns;
    if (columns === stride) {
      values.set(this.values.subarray(0, rows * columns));
      return;
    }
    for (let r = 0; r < rows; r++) {
      values.set(this.values.subarray(r * stride, r * stride + columns), r * columns);
    }
  }
}

export interface ProductOptions {
  readonly transposeLeft?: boolean;
  readonly transposeRight?: boolean;
  /** Adds the product to what is there. */
  readonly onto?: boolean;
}

/**
 * product = left · right for the vector code.
 * @returns the length of its sums, its panels, and the numbers that PRODUCT lists
 */
export function describeProduct(
  left: Matrix,
  right: Matrix,
  product: Matrix,
  { transposeLeft = false, transposeRight = false, onto = false }: ProductOptions,
) {
  const inner = padded(transposeRight ? right.columns : right.rows);
  const description: Record<(typeof PRODUCT)[number], number> = {
    left: left.address,
    leftStride: left.stride * BYTES,
    transposeLeft: Number(transposeLeft),
    right: right.address,
    rightStride: right.stride * BYTES,
    transposeRight: Number(transposeRight),
    inner,
    steps: inner / UNROLLED,
    sum: product.address,
    sumStride: product.stride * BYTES,
    tiles: Math.ceil(product.rows / ROWS),
    onto: Number(onto),
  };
  const panels = Math.ceil(product.columns / PANEL);
  return { inner, panels, numbers: PRODUCT.map((name) => description[name]) };
}

/**
 * Runs `compute` with a heap that is given back when it ends, also by an exception.
 *
 * Not a `using` declaration: Safari has no Symbol.dispose.
 */
export function withHeap<T>(compute: (heap: Heap) => T): T {
  const heap = new Heap();
  try {
    return compute(heap);
  } finally {
    heap.dispose();
  }
}

/** Matrices that are given back together: for those that outlive a call; else see withHeap. */
export class Heap {
  readonly #instance = wasmInstance();
  readonly kernels = this.#instance.kernels;
  readonly #parts: number[] = [];
  /** Room for the longest panel so far. */
  #panel = { address: 0, rows: 0 };

  /** Zeros. */
  matrix(rows: number, columns: number): Matrix {
    return this.matrices([[rows, columns]])[0]!;
  }

  /** Zeros, one matrix right behind the other. */
  matrices(shapes: readonly (readonly [rows: number, columns: number])[]): Matrix[] {
    const { memory } = this.#instance;
    const sizes = shapes.map(([rows, columns]) => padded(rows) * padded(columns) * BYTES);
    let address = allocate(sizes.reduce((total, size) => total + size, 0));
    this.#parts.push(address);
    return shapes.map(([rows, columns], k) => {
      const matrix = new Matrix(memory, rows, columns, address);
      address += sizes[k]!;
      return matrix;
    });
  }

  /** product = left · right */
  multiply(left: Matrix, right: Matrix, product: Matrix, options: ProductOptions = {}): void {
    const { memory, kernels, threads, product: description } = this.#instance;
    const { inner, panels, numbers } = describeProduct(left, right, product, options);
    const panel = this.#roomFor(inner);
    new Int32Array(memory.buffer, description).set(numbers);
    if (threads?.worthwhile(inner, product.rows, panels)) {
      const { onto = false } = options;
      threads.multiply(kernels, { panels, panel, sums: product.values, onto });
    } else {
      for (let index = 0; index < panels; index++) {
        kernels.productPanel({ product: description, index, panel });
      }
    }
  }

  /** Gives the matrices back; nobody may use them any more. */
  dispose(): void {
    for (const address of this.#parts.splice(0)) release(address);
    this.#panel = { address: 0, rows: 0 };
  }

  #roomFor(rows: number): number {
    if (rows > this.#panel.rows) this.#panel = { address: this.matrix(rows, PANEL).address, rows };
    return this.#panel.address;
  }
}
