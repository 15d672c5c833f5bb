/**
 * The loops in which a step's time goes, as WebAssembly vector code: products of matrices
 * (product-code.ts), dot products, sums of scaled rows, biases and ReLU masks, and Adam. Plain JavaScript
 * has no vectors, and TensorFlow.js's products copy one factor slowly before each use and know no fast
 * transpose.
 *
 * Addresses and strides are in bytes, counts are positive. Rows and columns are padded with zeros to whole
 * panels (matrix.ts), so that no loop has a remainder to care for.
 */
import { ADAM } from '../adam';
import {
  assemble,
  type Code,
  define,
  f32,
  f32x4,
  f64,
  f64x2,
  type Local,
  moveOn,
  repeat,
  when,
} from './assembler';
import { multiply, pack, packTransposed } from './product-code';

const BYTES = Float32Array.BYTES_PER_ELEMENT;
const VECTOR = 4 * BYTES;
const PAIR = 2 * BYTES;

export interface VectorKernels {
  /**
   * sum[i][·] = Σ_k left[i][k]·panel[k][·], for ROWS rows `tiles` times and UNROLLED numbers k `steps` times;
   * added to what is there if `onto` is 1.
   */
  multiply: MultiplyRows;
  /** The same with left[k][i] in place of left[i][k]. */
  multiplyTransposed: MultiplyRows;
  /** panel[k][·] = eight numbers of row k. */
  pack(from: number, down: number, inner: number, panel: number): void;
  /** panel[k][j] = the kth number of row j. */
  packTransposed(from: number, down: number, inner: number, panel: number): void;
  /** Σ a·b in float64 over two numbers `pairs` times. */
  dot(a: number, b: number, pairs: number): number;
  /** to = factor·from, or added to it if `onto` is 1, over four numbers `vectors` times. */
  scale(from: number, factor: number, to: number, vectors: number, onto: number): void;
  /** row = max(row + bias, floor) over four numbers `vectors` times. */
  addBias(row: number, bias: number, floor: number, vectors: number): void;
  /** Zeros where `gate` is zero, over four numbers `vectors` times. */
  mask(values: number, gate: number, vectors: number): void;
  /** Adam's update in place; see training/adam.ts for rate and correction. */
  adam(
    value: number,
    mean: number,
    square: number,
    gradient: number,
    vectors: number,
    rate: number,
    correction: number,
  ): void;
}

type MultiplyRows = (
  left: number,
  leftStride: number,
  panel: number,
  steps: number,
  sum: number,
  sumStride: number,
  tiles: number,
  onto: number,
) => void;

let module: WebAssembly.Module | null = null;

/** Compiles the kernels to work on the memory. */
export function vectorKernels(memory: WebAssembly.Memory): VectorKernels {
  module ??= new WebAssembly.Module(code());
  const { exports } = new WebAssembly.Instance(module, { host: { memory } });
  return exports as unknown as VectorKernels;
}

let known: boolean | null = null;

/** Whether this machine has vector code, as all current browsers do. */
export function hasVectors(): boolean {
  known ??= WebAssembly.validate(code());
  return known;
}

function code() {
  return assemble([
    multiply('multiply', false),
    multiply('multiplyTransposed', true),
    ...[pack(), packTransposed(), dot(), scale(), addBias(), mask(), adam()],
  ]);
}

function dot() {
  const parameters = { a: 'i32', b: 'i32', pairs: 'i32' } as const;
  return define('dot', parameters, 'f64', ({ a, b, pairs }, local) => {
    const total = local('v128');
    return [
      repeat(pairs, [
        total.set(
          f64x2.add(
            total.value,
            f64x2.multiply(f64x2.loadFloats(a.value), f64x2.loadFloats(b.value)),
          ),
        ),
        moveOn(a, PAIR),
        moveOn(b, PAIR),
      ]),
      f64.add(f64x2.lane(total.value, 0), f64x2.lane(total.value, 1)) as Code,
    ];
  });
}

function scale() {
  const parameters = {
    from: 'i32',
    factor: 'f32',
    to: 'i32',
    vectors: 'i32',
    onto: 'i32',
  } as const;
  return define('scale', parameters, null, ({ from, factor, to, vectors, onto }, local) => {
    const times = local('v128');
    const result = local('v128');
    return [
      times.set(f32x4.splat(factor.value)),
      repeat(vectors, [
        result.set(f32x4.multiply(times.value, f32x4.load(from.value))),
        when(onto.value, [result.set(f32x4.add(result.value, f32x4.load(to.value)))]),
        f32x4.store(to.value, result.value),
        moveOn(from, VECTOR),
        moveOn(to, VECTOR),
      ]),
    ];
  });
}

function addBias() {
  const parameters = { row: 'i32', bias: 'i32', floor: 'f32', vectors: 'i32' } as const;
  return define('addBias', parameters, null, ({ row, bias, floor, vectors }) => [
    repeat(vectors, [
      f32x4.store(
        row.value,
        f32x4.maximum(
          f32x4.add(f32x4.load(row.value), f32x4.load(bias.value)),
          f32x4.splat(floor.value),
        ),
      ),
      moveOn(row, VECTOR),
      moveOn(bias, VECTOR),
    ]),
  ]);
}

function mask() {
  const parameters = { values: 'i32', gate: 'i32', vectors: 'i32' } as const;
  return define('mask', parameters, null, ({ values, gate, vectors }) => {
    const zero = f32x4.splat(f32.constant(0));
    const open = f32x4.differs(f32x4.load(gate.value), zero);
    return [
      repeat(vectors, [
        f32x4.store(values.value, f32x4.and(f32x4.load(values.value), open)),
        moveOn(values, VECTOR),
        moveOn(gate, VECTOR),
      ]),
    ];
  });
}

function adam() {
  const parameters = {
    value: 'i32',
    mean: 'i32',
    square: 'i32',
    gradient: 'i32',
    vectors: 'i32',
    rate: 'f32',
    correction: 'f32',
  } as const;
  return define('adam', parameters, null, (given, local) => {
    const { value, mean, square, gradient, vectors, rate, correction } = given;
    const [g, m, s] = [local('v128'), local('v128'), local('v128')] as const;
    const [rates, corrections] = [local('v128'), local('v128')] as const;
    const number = (x: number) => f32x4.splat(f32.constant(x));
    const decayed = (at: Local, decay: number, next: Code) =>
      f32x4.add(
        f32x4.multiply(f32x4.load(at.value), number(decay)),
        f32x4.multiply(next, number(1 - decay)),
      );
    const root = f32x4.multiply(f32x4.squareRoot(s.value), corrections.value);
    const step = f32x4.divide(
      f32x4.multiply(m.value, rates.value),
      f32x4.add(root, number(ADAM.epsilon)),
    );
    return [
      rates.set(f32x4.splat(rate.value)),
      corrections.set(f32x4.splat(correction.value)),
      repeat(vectors, [
        g.set(f32x4.load(gradient.value)),
        m.set(decayed(mean, ADAM.decayMean, g.value)),
        s.set(decayed(square, ADAM.decaySquare, f32x4.multiply(g.value, g.value))),
        f32x4.store(mean.value, m.value),
        f32x4.store(square.value, s.value),
        f32x4.store(value.value, f32x4.subtract(f32x4.load(value.value), step)),
        ...[value, mean, square, gradient].map((pointer) => moveOn(pointer, VECTOR)),
      ]),
    ];
  });
}
