/**
 * Float32 matrices in a WebAssembly memory of their own, and their products. Each is padded with zeros to
 * whole panels of rows and columns; nothing but zeros is ever written there, so that products may run over
 * the padding.
 */
import { PANEL, ROWS, UNROLLED } from './product-code';
import { type VectorKernels, vectorKernels } from './vector-kernels';

const BYTES = Float32Array.BYTES_PER_ELEMENT;
const PAGE = 65536;

const padded = (count: number) => Math.ceil(count / PANEL) * PANEL;

export class Matrix {
  /** Numbers from one row to the next. */
  readonly stride: number;
  /** All numbers, padding included. */
  readonly size: number;
  #view = new Float32Array(0);

  constructor(
    readonly memory: WebAssembly.Memory,
    readonly rows: number,
    readonly columns: number,
    /** In bytes. */
    readonly address: number,
  ) {
    this.stride = padded(columns);
    this.size = padded(rows) * this.stride;
  }

  /** Row-major, rows `stride` apart. A memory that grows takes the old view away. */
  get values(): Float32Array {
    if (this.#view.buffer !== this.memory.buffer) {
      this.#view = new Float32Array(this.memory.buffer, this.address, this.size);
    }
    return this.#view;
  }

  /** Where a row begins, in bytes. */
  rowAddress(row: number): number {
    return this.address + row * this.stride * BYTES;
  }

  /** @param values [rows, columns] without padding */
  write(values: Float32Array): void {
    const { rows, columns, stride } = this;
    for (let r = 0; r < rows; r++) {
      this.values.set(values.subarray(r * columns, (r + 1) * columns), r * stride);
    }
  }

  /** Copies its numbers, without padding, to where `values` has room for them. */
  read(values: Float32Array): void {
    const { rows, columns, stride } = this;
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

/** The memory that matrices lie in. Nothing is given back before all of it is. */
export class Heap {
  readonly kernels: VectorKernels;
  readonly #memory = new WebAssembly.Memory({ initial: 1 });
  /** Room for the longest panel so far. */
  #panel = { address: 0, rows: 0 };
  #end = 0;

  constructor() {
    this.kernels = vectorKernels(this.#memory);
  }

  /** Zeros. */
  matrix(rows: number, columns: number): Matrix {
    const matrix = new Matrix(this.#memory, rows, columns, this.#end);
    this.#end += matrix.size * BYTES;
    const missing = this.#end - this.#memory.buffer.byteLength;
    if (missing > 0) this.#memory.grow(Math.ceil(missing / PAGE));
    return matrix;
  }

  /** product = left · right */
  multiply(
    left: Matrix,
    right: Matrix,
    product: Matrix,
    { transposeLeft = false, transposeRight = false, onto = false }: ProductOptions = {},
  ): void {
    const { pack, packTransposed, multiply, multiplyTransposed } = this.kernels;
    const inner = transposeRight ? right.columns : right.rows;
    const panel = this.#roomFor(padded(inner));
    const run = transposeLeft ? multiplyTransposed : multiply;
    const rightStride = right.stride * BYTES;
    for (let column = 0; column < product.columns; column += PANEL) {
      if (transposeRight)
        packTransposed(right.rowAddress(column), rightStride, padded(inner), panel);
      else pack(right.address + column * BYTES, rightStride, padded(inner), panel);
      run(
        left.address,
        left.stride * BYTES,
        panel,
        padded(inner) / UNROLLED,
        product.address + column * BYTES,
        product.stride * BYTES,
        Math.ceil(product.rows / ROWS),
        onto ? 1 : 0,
      );
    }
  }

  #roomFor(rows: number): number {
    if (rows > this.#panel.rows) {
      this.#panel = { address: this.matrix(rows, PANEL).address, rows };
    }
    return this.#panel.address;
  }
}
