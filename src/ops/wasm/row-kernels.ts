/**
 * Loops along rows of numbers as WebAssembly vector code: dot products, sums of scaled rows, biases and
 * ReLU masks, steps of an attack, and Adam.
 *
 * Addresses are in bytes, counts are positive. Rows are padded with zeros to whole panels (matrix.ts), so
 * that no loop has a remainder to care for: they go over four numbers `vectors` times, or over two numbers
 * `pairs` times.
 */
import { define } from './assembler';
import {
  advance,
  type Code,
  f32,
  f32x4,
  f64,
  f64x2,
  type Local,
  repeat,
  when,
} from './instructions';

const BYTES = Float32Array.BYTES_PER_ELEMENT;
const VECTOR = 4 * BYTES;
const PAIR = 2 * BYTES;

/** Σ a·b in float64. */
export const dot = define(
  'dot',
  { a: 'i32', b: 'i32', pairs: 'i32' },
  'f64',
  ({ a, b, pairs }, local) => {
    const total = local('f64x2');
    const products = f64x2.multiply(f64x2.loadFloats(a.value), f64x2.loadFloats(b.value));
    return [
      repeat(pairs, [
        total.set(f64x2.add(total.value, products)),
        advance(a, PAIR),
        advance(b, PAIR),
      ]),
      f64.add(f64x2.lane(total.value, 0), f64x2.lane(total.value, 1)),
    ];
  },
);

/** Σ (aFactor·a − bFactor·b)² in float64. */
export const squaredDistance = define(
  'squaredDistance',
  { a: 'i32', aFactor: 'f64', b: 'i32', bFactor: 'f64', pairs: 'i32' },
  'f64',
  ({ a, aFactor, b, bFactor, pairs }, local) => {
    const [aFactors, bFactors] = [local('f64x2'), local('f64x2')] as const;
    const [difference, total] = [local('f64x2'), local('f64x2')] as const;
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
        advance(a, PAIR),
        advance(b, PAIR),
      ]),
      f64.add(f64x2.lane(total.value, 0), f64x2.lane(total.value, 1)),
    ];
  },
);

/** Σ |a| in float64. */
export const absoluteSum = define(
  'absoluteSum',
  { a: 'i32', pairs: 'i32' },
  'f64',
  ({ a, pairs }, local) => {
    const total = local('f64x2');
    const sizes = f64x2.absolute(f64x2.loadFloats(a.value));
    return [
      repeat(pairs, [total.set(f64x2.add(total.value, sizes)), advance(a, PAIR)]),
      f64.add(f64x2.lane(total.value, 0), f64x2.lane(total.value, 1)),
    ];
  },
);

/** to = factor·from, or added to it if `onto` is 1. */
export const scale = define(
  'scale',
  { from: 'i32', factor: 'f32', to: 'i32', vectors: 'i32', onto: 'i32' },
  null,
  ({ from, factor, to, vectors, onto }, local) => {
    const [factors, result] = [local('f32x4'), local('f32x4')] as const;
    return [
      factors.set(f32x4.splat(factor.value)),
      repeat(vectors, [
        result.set(f32x4.multiply(factors.value, f32x4.load(from.value))),
        when(onto.value, [result.set(f32x4.add(result.value, f32x4.load(to.value)))]),
        f32x4.store(to.value, result.value),
        advance(from, VECTOR),
        advance(to, VECTOR),
      ]),
    ];
  },
);

/** row = max(row + bias, floor). */
export const addBias = define(
  'addBias',
  { row: 'i32', bias: 'i32', floor: 'f32', vectors: 'i32' },
  null,
  ({ row, bias, floor, vectors }) => [
    repeat(vectors, [
      f32x4.store(
        row.value,
        f32x4.maximum(
          f32x4.add(f32x4.load(row.value), f32x4.load(bias.value)),
          f32x4.splat(floor.value),
        ),
      ),
      advance(row, VECTOR),
      advance(bias, VECTOR),
    ]),
  ],
);

/** Zeros where `gate` is zero. */
export const mask = define(
  'mask',
  { values: 'i32', gate: 'i32', vectors: 'i32' },
  null,
  ({ values, gate, vectors }) => {
    const zero = f32x4.splat(f32.constant(0));
    const open = f32x4.differs(f32x4.load(gate.value), zero);
    return [
      repeat(vectors, [
        f32x4.store(values.value, f32x4.and(f32x4.load(values.value), open)),
        advance(values, VECTOR),
        advance(gate, VECTOR),
      ]),
    ];
  },
);

/** values = weights·values, number by number. */
export const weigh = define(
  'weigh',
  { values: 'i32', weights: 'i32', vectors: 'i32' },
  null,
  ({ values, weights, vectors }) => [
    repeat(vectors, [
      f32x4.store(
        values.value,
        f32x4.multiply(f32x4.load(values.value), f32x4.load(weights.value)),
      ),
      advance(values, VECTOR),
      advance(weights, VECTOR),
    ]),
  ],
);

/**
 * row = row + step·sign(slope), brought back to where it is at most epsilon from `origin` and then between
 * low and high: a step within a ball of L∞ and the domain.
 */
export const signStepInBall = define(
  'signStepInBall',
  {
    row: 'i32',
    slope: 'i32',
    step: 'f32',
    origin: 'i32',
    epsilon: 'f32',
    vectors: 'i32',
    low: 'f32',
    high: 'f32',
  },
  null,
  ({ row, slope, step, origin, epsilon, vectors, low, high }, local) => {
    const [steps, radius] = [local('f32x4'), local('f32x4')] as const;
    const [up, center] = [local('f32x4'), local('f32x4')] as const;
    const [bottom, top] = [local('f32x4'), local('f32x4')] as const;
    const zero = f32x4.splat(f32.constant(0));
    const stepWhere = (a: Code<'f32x4'>, b: Code<'f32x4'>) =>
      f32x4.and(steps.value, f32x4.less(a, b));
    const moved = f32x4.subtract(
      f32x4.add(f32x4.load(row.value), stepWhere(zero, up.value)),
      stepWhere(up.value, zero),
    );
    const least = f32x4.maximum(f32x4.subtract(center.value, radius.value), bottom.value);
    const most = f32x4.minimum(f32x4.add(center.value, radius.value), top.value);
    return [
      steps.set(f32x4.splat(step.value)),
      radius.set(f32x4.splat(epsilon.value)),
      bottom.set(f32x4.splat(low.value)),
      top.set(f32x4.splat(high.value)),
      repeat(vectors, [
        up.set(f32x4.load(slope.value)),
        center.set(f32x4.load(origin.value)),
        f32x4.store(row.value, f32x4.minimum(f32x4.maximum(moved, least), most)),
        ...[row, slope, origin].map((pointer) => advance(pointer, VECTOR)),
      ]),
    ];
  },
);

/** row = clip(origin + factor·(row − origin), low, high). */
export const drawIn = define(
  'drawIn',
  { row: 'i32', origin: 'i32', factor: 'f32', vectors: 'i32', low: 'f32', high: 'f32' },
  null,
  ({ row, origin, factor, vectors, low, high }, local) => {
    const [factors, center] = [local('f32x4'), local('f32x4')] as const;
    const [bottom, top] = [local('f32x4'), local('f32x4')] as const;
    const away = f32x4.subtract(f32x4.load(row.value), center.value);
    const drawn = f32x4.add(center.value, f32x4.multiply(factors.value, away));
    return [
      factors.set(f32x4.splat(factor.value)),
      bottom.set(f32x4.splat(low.value)),
      top.set(f32x4.splat(high.value)),
      repeat(vectors, [
        center.set(f32x4.load(origin.value)),
        f32x4.store(row.value, f32x4.minimum(f32x4.maximum(drawn, bottom.value), top.value)),
        ...[row, origin].map((pointer) => advance(pointer, VECTOR)),
      ]),
    ];
  },
);

/**
 * Adam's update in place; see ops/composed/adam.ts for what the numbers are. The moments keep the share
 * `decay` and take `fresh` of what is new.
 */
export const adam = define(
  'adam',
  {
    value: 'i32',
    firstMoment: 'i32',
    secondMoment: 'i32',
    gradient: 'i32',
    vectors: 'i32',
    rate: 'f32',
    correction: 'f32',
    beta1: 'f32',
    oneMinusBeta1: 'f32',
    beta2: 'f32',
    oneMinusBeta2: 'f32',
    epsilon: 'f32',
  },
  null,
  (given, local) => {
    const { value, firstMoment, secondMoment, gradient, vectors } = given;
    const [g, m, s] = [local('f32x4'), local('f32x4'), local('f32x4')] as const;
    const everywhere = (number: Local<'f32'>) => {
      const lanes = local('f32x4');
      return { lanes, spread: lanes.set(f32x4.splat(number.value)) };
    };
    const rate = everywhere(given.rate);
    const correction = everywhere(given.correction);
    const beta1 = everywhere(given.beta1);
    const oneMinusBeta1 = everywhere(given.oneMinusBeta1);
    const beta2 = everywhere(given.beta2);
    const oneMinusBeta2 = everywhere(given.oneMinusBeta2);
    const epsilon = everywhere(given.epsilon);
    const constants = [rate, correction, beta1, oneMinusBeta1, beta2, oneMinusBeta2, epsilon];
    const moment = (
      at: Local<'i32'>,
      decay: typeof rate,
      fresh: typeof rate,
      next: Code<'f32x4'>,
    ) =>
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
        m.set(moment(firstMoment, beta1, oneMinusBeta1, g.value)),
        s.set(moment(secondMoment, beta2, oneMinusBeta2, f32x4.multiply(g.value, g.value))),
        f32x4.store(firstMoment.value, m.value),
        f32x4.store(secondMoment.value, s.value),
        f32x4.store(value.value, f32x4.subtract(f32x4.load(value.value), step)),
        ...[value, firstMoment, secondMoment, gradient].map((pointer) => advance(pointer, VECTOR)),
      ]),
    ];
  },
);
