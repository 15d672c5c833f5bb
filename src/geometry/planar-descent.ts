/**
 * Two descents for gradients that are directions in the plane: one on their mean pairwise cosine, one on
 * their GDR. The first goes on until the unit vectors sum to zero, the second stops as soon as nothing is
 * left to the adversary.
 */
import { jointArc } from './joint-arc';

export interface DescentStep {
  /** Directions after the step, in radians, in the order given. */
  readonly angles: readonly number[];
  /** Whether there was nothing left to descend. */
  readonly atRest: boolean;
}

/** The slope below which a descent has arrived, in 1/radian. */
const FLAT = 1e-4;
/** How far vectors are set apart that stand on a ridge, radians. */
const NUDGE = 1e-3;

/**
 * One step down the mean pairwise cosine. Its slope along θ_i is −2/(n(n−1))·Σ_j sin(θ_i − θ_j), which is
 * the part of S = Σ_j u_j across u_i: it vanishes where S does, and on ridges, where all vectors lie along
 * one line; there they are first set apart a little, in their order.
 * @param rate radians a step for a slope of 1
 */
export function descendCosine(angles: readonly number[], rate: number): DescentStep {
  const n = angles.length;
  const mean = 2 / (n * (n - 1));
  const slopes = angles.map((a) => -mean * angles.reduce((sum, b) => sum + Math.sin(a - b), 0));
  const [x, y] = [Math.cos, Math.sin].map((part) => angles.reduce((sum, a) => sum + part(a), 0));
  const steepest = mean * Math.hypot(x!, y!);
  if (steepest < FLAT) return { angles, atRest: true };
  // All within a fraction of the nudge of the line along S: not so where S is merely short.
  if (Math.max(...slopes.map(Math.abs)) < (NUDGE / 4) * steepest) {
    return { angles: angles.map((a, i) => a + NUDGE * (i - (n - 1) / 2)), atRest: false };
  }
  return { angles: angles.map((a, i) => a - rate * slopes[i]!), atRest: false };
}

/**
 * One step down the GDR, that is, down the joint arc. Only the two outermost gradients bound it, so its
 * extent changes by one radian for each radian that one of them moves, and not at all with the others
 * (the general derivative of the orthant probability is undefined here: these vectors are dependent).
 * @param rate radians by which each of the two moves
 */
export function descendGdr(angles: readonly number[], rate: number): DescentStep {
  const arc = jointArc(angles);
  if (arc.kind !== 'arc') return { angles, atRest: true };
  // Seen from the middle of the gradients, opposite to the middle of the arc, they lie within a quarter
  // turn to either side.
  const middle = arc.start + arc.extent / 2 + Math.PI;
  const offsets = angles.map((a) => Math.atan2(Math.sin(a - middle), Math.cos(a - middle)));
  const last = offsets.indexOf(Math.max(...offsets));
  // Among equal ones two different vectors part.
  const first = offsets.lastIndexOf(Math.min(...offsets));
  const by = Math.min(rate, arc.extent / 2);
  return {
    angles: angles.map((a, i) => (i === last ? a + by : i === first ? a - by : a)),
    atRest: false,
  };
}
