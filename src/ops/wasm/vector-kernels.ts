/**
 * The loops in which a step's time goes, as WebAssembly vector code: products of matrices
 * (product-code.ts), dot products, sums of scaled rows, biases and ReLU masks, and Adam. Plain JavaScript
 * has no vectors, and TensorFlow.js's products copy one factor slowly before each use and know no fast
 * transpose.
 *
 * Addresses and strides are in bytes, counts are positive. Rows and columns are padded with zeros to whole
 * panels (matrix.ts), so that no loop has a remainder to care for.
 */
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
import { multiply, pack, packTransposed, productPanel, work } from './product-code';

const BYTES = Float32Array.BYTES_PER_ELEMENT;
const VECTOR = 4 * BYTES;
const PAIR = 2 * BYTES;

export interface VectorKernels {
  /** The panel of a product (product-code.ts) that begins with column index·PANEL; `panel` has room for it. */
  productPanel(product: number, index: number, panel: number): void;
  /** All panels that are still open, beside other threads. Only where the memory is shared. */
  work?(product: number, panel: number): void;
  /** Σ a·b in float64 over two numbers `pairs` times. */
  dot(a: number, b: number, pairs: number): number;
  /** Σ (aFactor·a − bFactor·b)² in float64 over two numbers `pairs` times. */
  squaredDistance(a: number, aFactor: number, b: number, bFactor: number, pairs: number): number;
  /** to = factor·from, or added to it if `onto` is 1, over four numbers `vectors` times. */
  scale(from: number, factor: number, to: number, vectors: number, onto: number): void;
  /** row = max(row + bias, floor) over four numbers `vectors` times. */
  addBias(row: number, bias: number, floor: number, vectors: number): void;
  /** Zeros where `gate` is zero, over four numbers `vectors` times. */
  mask(values: number, gate: number, vectors: number): void;
  /** to = clip(from + step·sign(slope), 0, 1) over four numbers `vectors` times. */
  signStep(from: number, slope: number, step: number, to: number, vectors: number): void;
  /**
   * Adam's update in place; see training/adam.ts for what the numbers are. The moments keep the share
   * `decay` and take `fresh` of what is new.
   */
  adam(
    value: number,
    mean: number,
    square: number,
    gradient: number,
    vectors: number,
    rate: number,
    correction: number,
    decayMean: number,
    freshMean: number,
    decaySquare: number,
    freshSquare: number,
    epsilon: number,
  ): void;
}

/** The bytes of the module. @param shared whether threads share its memory */
export function vectorCode(shared: boolean): Uint8Array<ArrayBuffer> {
  // In this order: a call names a function by its place.
  const products = [
    pack(),
    packTransposed(),
    multiply('multiply', false),
    multiply('multiplyTransposed', true),
    productPanel({ pack: 0, packTransposed: 1, multiply: 2, multiplyTransposed: 3 }),
  ];
  const threads = shared ? [work({ productPanel: products.length - 1 })] : [];
  const rows = [dot(), squaredDistance(), scale(), addBias(), mask(), signStep(), adam()];
  return assemble([...products, ...threads, ...rows], shared);
}

let known: boolean | null = null;

/** Whether this machine has vector code, as all current browsers do. */
export function hasVectors(): boolean {
  known ??= WebAssembly.validate(vectorCode(false));
  return known;
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

function squaredDistance() {
  const parameters = { a: 'i32', aFactor: 'f64', b: 'i32', bFactor: 'f64', pairs: 'i32' } as const;
  return define('squaredDistance', parameters, 'f64', (given, local) => {
    const { a, aFactor, b, bFactor, pairs } = given;
    const [aFactors, bFactors] = [local('v128'), local('v128')] as const;
    const [difference, total] = [local('v128'), local('v128')] as const;
    return [
      aFactors.set(f64x2.splat(aFactor.value)),
      bFactors.set(f64x2.splat(bFactor.value)),
      repeat(pairs, [
        difference.set(
          f64x2.subtract(
            f64x2.multiply(aFactors.value, f64x2.loadFloats(a.value)),
            f64x2.multiply(bFactors.value, f64x2.loadFloats(b.value)),
          ),
        ),
        total.set(f64x2.add(total.value, f64x2.multiply(difference.value, difference.value))),
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

function signStep() {
  const parameters = {
    from: 'i32',
    slope: 'i32',
    step: 'f32',
    to: 'i32',
    vectors: 'i32',
  } as const;
  return define('signStep', parameters, null, ({ from, slope, step, to, vectors }, local) => {
    const [steps, up] = [local('v128'), local('v128')] as const;
    const [zero, one] = [f32x4.splat(f32.constant(0)), f32x4.splat(f32.constant(1))] as const;
    const stepWhere = (a: Code, b: Code) => f32x4.and(steps.value, f32x4.less(a, b));
    const moved = f32x4.subtract(
      f32x4.add(f32x4.load(from.value), stepWhere(zero, up.value)),
      stepWhere(up.value, zero),
    );
    return [
      steps.set(f32x4.splat(step.value)),
      repeat(vectors, [
        up.set(f32x4.load(slope.value)),
        f32x4.store(to.value, f32x4.minimum(f32x4.maximum(moved, zero), one)),
        ...[from, slope, to].map((pointer) => moveOn(pointer, VECTOR)),
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
    decayMean: 'f32',
    freshMean: 'f32',
    decaySquare: 'f32',
    freshSquare: 'f32',
    epsilon: 'f32',
  } as const;
  return define('adam', parameters, null, (given, local) => {
    const { value, mean, square, gradient, vectors } = given;
    const [g, m, s] = [local('v128'), local('v128'), local('v128')] as const;
    const everywhere = (number: Local) => {
      const lanes = local('v128');
      return { lanes, spread: lanes.set(f32x4.splat(number.value)) };
    };
    const rate = everywhere(given.rate);
    const correction = everywhere(given.correction);
    const decayMean = everywhere(given.decayMean);
    const freshMean = everywhere(given.freshMean);
    const decaySquare = everywhere(given.decaySquare);
    const freshSquare = everywhere(given.freshSquare);
    const epsilon = everywhere(given.epsilon);
    const constants = [rate, correction, decayMean, freshMean, decaySquare, freshSquare, epsilon];
    const moment = (at: Local, decay: typeof rate, fresh: typeof rate, next: Code) =>
      f32x4.add(
        f32x4.multiply(f32x4.load(at.value), decay.lanes.value),
        f32x4.multiply(next, fresh.lanes.value),
      );
    const root = f32x4.multiply(f32x4.squareRoot(s.value), correction.lanes.value);
    const step = f32x4.divide(
      f32x4.multiply(m.value, rate.lanes.value),
      f32x4.add(root, epsilon.lanes.value),
    );
    return [
      ...constants.map(({ spread }) => spread),
      repeat(vectors, [
        g.set(f32x4.load(gradient.value)),
        m.set(moment(mean, decayMean, freshMean, g.value)),
        s.set(moment(square, decaySquare, freshSquare, f32x4.multiply(g.value, g.value))),
        f32x4.store(mean.value, m.value),
        f32x4.store(square.value, s.value),
        f32x4.store(value.value, f32x4.subtract(f32x4.load(value.value), step)),
        ...[value, mean, square, gradient].map((pointer) => moveOn(pointer, VECTOR)),
      ]),
    ];
  });
}
