/**
 * One step of an attack along an ascent direction, back into the ball about the origin, and into the domain:
 *
 *     L∞   x + α·sign(g)
 *     L2   x + α·g/‖g‖₂
 *     L1   x + α/k·sign(g) at the pixels of greatest |g| that the domain leaves room for, k = 1 % of all (Tramèr and
 *          Boneh 2019); those that tie with the last of them move as well
 *
 * Then the nearest point of the ball: clamped for L∞, scaled for L2, soft-thresholded for L1 (Duchi et al.
 * 2008). The cut into the domain comes last and does not lead out again, since the origin lies in it as well. A
 * zero direction moves nothing.
 */
import {
  abs,
  add,
  cast,
  clipByValue,
  cumsum,
  div,
  greater,
  greaterEqual,
  less,
  logicalAnd,
  logicalOr,
  max,
  maximum,
  min,
  minimum,
  mul,
  neg,
  range,
  relu,
  sqrt,
  square,
  step,
  sub,
  sum,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  topk,
} from '@tensorflow/tfjs-core';
import { SMALLEST_NORM } from '../limits';
import { scoped } from '../scope';

export interface StepRule {
  /** Of the ball, and of the length of a step: L∞, L2, L1. */
  readonly norm: 'inf' | 'two' | 'one';
  readonly epsilon: number;
  readonly stepSize: number;
  /** Between which bounds every value stays. */
  readonly domain: { readonly low: number; readonly high: number };
}

/** How many pixels an L1 step moves, of `size`: 1 %, at least one. */
export function movedPixels(size: number): number {
  return Math.max(1, Math.round(size / 100));
}

/**
 * @param images where the attack stands, [B, size], in the ball and in the domain
 * @param origin the middle of the ball, [B, size] in the domain
 * @param ascent [B, size], any positive scale
 */
export function attackStep(
  images: Tensor2D,
  origin: Tensor2D,
  ascent: Tensor2D,
  rule: StepRule,
): Tensor2D {
  return scoped(() => {
    const moved = add(images, mul(unitStep(images, ascent, rule), rule.stepSize));
    // From the origin itself no step shorter than ε leads out of the ball.
    const inside = images === origin && rule.stepSize <= rule.epsilon;
    const projected = inside ? moved : project(moved as Tensor2D, origin, rule);
    return clipByValue(projected, rule.domain.low, rule.domain.high) as Tensor2D;
  });
}

function unitStep(images: Tensor2D, ascent: Tensor2D, { norm, domain }: StepRule): Tensor {
  if (norm === 'inf') return signOf(ascent);
  if (norm === 'two') {
    const scaled = toGreatest(ascent);
    return div(scaled, maximum(sqrt(sum(square(scaled), 1, true)), SMALLEST_NORM));
  }
  const [, size] = ascent.shape;
  const upwards = logicalAnd(greater(ascent, 0), less(images, domain.high));
  const downwards = logicalAnd(less(ascent, 0), greater(images, domain.low));
  const open = mul(abs(ascent), cast(logicalOr(upwards, downwards), 'float32'));
  const count = movedPixels(size);
  const least = min(topk(open, count).values, 1, true);
  const chosen = logicalAnd(greaterEqual(open, least), greater(open, 0));
  return div(mul(signOf(ascent), cast(chosen, 'float32')), count);
}

/** The nearest point of the ball. */
function project(images: Tensor2D, origin: Tensor2D, { norm, epsilon }: StepRule): Tensor {
  if (norm === 'inf') {
    return minimum(maximum(images, sub(origin, epsilon)), add(origin, epsilon));
  }
  const offset = sub(images, origin);
  if (norm === 'two') {
    const length = maximum(sqrt(sum(square(offset), 1, true)), SMALLEST_NORM);
    return add(origin, mul(offset, minimum(1, div(epsilon, length))));
  }
  const [, size] = images.shape;
  // With the sizes in falling order and their sums S_j the threshold is max_j (S_j − ε)/j, where that is positive.
  const sums = cumsum(topk(abs(offset), size, true).values, 1);
  const threshold = relu(max(div(sub(sums, epsilon), range(1, size + 1)), 1, true));
  return add(origin, mul(signOf(offset), relu(sub(abs(offset), threshold))));
}

/** μ·m + g/‖g‖₁ (Dong et al. 2018): a zero gradient adds nothing. @param gathered m, [B, size] */
export function gatherMomentum(gathered: Tensor2D, ascent: Tensor2D, decay: number): Tensor2D {
  return scoped(() => {
    const scaled = toGreatest(ascent);
    const length = maximum(sum(abs(scaled), 1, true), SMALLEST_NORM);
    return add(mul(gathered, decay), div(scaled, length)) as Tensor2D;
  });
}

/** 1 where all values are zero, else 0: [B]. @param ascent [B, size] */
export function isZero(ascent: Tensor2D): Tensor1D {
  return scoped(() => sub(1, step(max(abs(ascent), 1))) as Tensor1D);
}

/** Each image's values over the greatest of them, so that no square underflows. */
function toGreatest(ascent: Tensor2D): Tensor2D {
  const greatest = max(abs(ascent), 1, true);
  // What is smaller than this may be left to underflow, and is not made infinite.
  return div(ascent, maximum(greatest, SMALLEST_NORM)) as Tensor2D;
}

/** Not tf.sign: on WASM it takes everything within 1e-7 for zero (TensorFlow.js 4.22). */
export function signOf(values: Tensor): Tensor {
  return sub(step(values), step(neg(values)));
}
