/**
 * A descent on the joint slope of gradients in the plane, their total length kept. The slope's derivative
 * along g_i is a_i r/‖r‖ (envelope theorem, joint-slope.ts), so every gradient goes against the hull's
 * nearest point r by its own weight a_i, angle and length alike. Then all are scaled by one factor, within
 * the lengths allowed: otherwise the slope would fall by shortening all, which says nothing of their angles.
 */
import type { Vector } from './convex-hull';
import { type JointSlope, jointSlope } from './joint-slope';

/** Of a gradient. */
export interface LengthRange {
  readonly least: number;
  readonly most: number;
}

export interface SlopeStep {
  readonly vectors: readonly Vector[];
  /** Whether there was nothing left to descend. */
  readonly atRest: boolean;
}

/** A slope, and a fall of it in one step, that counts as none. */
const FLAT = 2e-5;
/** A step that does not lead down is halved so often before the descent is at rest. */
const HALVINGS = 6;

/**
 * One step down; vectors as they are where it is at rest.
 * @param vectors of allowed lengths
 * @param rate by which a gradient moves that carries the slope alone
 */
export function descendJointSlope(
  vectors: readonly Vector[],
  rate: number,
  lengths: LengthRange,
): SlopeStep {
  const { slope, weights } = planarJointSlope(vectors);
  if (slope < FLAT) return { vectors, atRest: true };
  const [x, y] = nearestPoint(vectors, weights);
  const total = vectors.reduce((sum, [a, b]) => sum + Math.hypot(a, b), 0);
  // Nearly to where the nearest point would be zero: there an arrow that carries all has no direction.
  const farthest = (0.9 * slope) / weights.reduce((sum, a) => sum + a * a, 0);
  let by = Math.min(rate, farthest) / slope;
  for (let halving = 0; halving <= HALVINGS; halving++, by /= 2) {
    const moved = vectors.map(
      ([a, b], i): Vector => [a - by * weights[i]! * x, b - by * weights[i]! * y],
    );
    const next = scaledTo(moved, total, lengths);
    if (planarJointSlope(next).slope < slope - FLAT) return { vectors: next, atRest: false };
  }
  return { vectors, atRest: true };
}

export function planarJointSlope(vectors: readonly Vector[]): JointSlope {
  return jointSlope(vectors.flatMap(([a, b]) => vectors.map(([c, d]) => a * c + b * d)));
}

/** r = Σ a_i g_i. */
export function nearestPoint(vectors: readonly Vector[], weights: ArrayLike<number>): Vector {
  const sum = (part: 0 | 1) =>
    vectors.reduce((total, vector, i) => total + weights[i]! * vector[part], 0);
  return [sum(0), sum(1)];
}

/** All scaled by the factor, found by bisection, that gives them that total within the range. */
function scaledTo(vectors: readonly Vector[], total: number, range: LengthRange): Vector[] {
  const { least, most } = range;
  const now = vectors.map(([x, y]) => Math.max(1e-9, Math.hypot(x, y)));
  const scaled = (factor: number) =>
    now.map((length) => Math.min(most, Math.max(least, length * factor)));
  let [low, high] = [0, most / Math.min(...now)];
  for (let k = 0; k < 60; k++) {
    const middle = (low + high) / 2;
    if (scaled(middle).reduce((sum, length) => sum + length, 0) < total) low = middle;
    else high = middle;
  }
  const lengths = scaled(high);
  return vectors.map(([x, y], i) => [(x * lengths[i]!) / now[i]!, (y * lengths[i]!) / now[i]!]);
}
