/** What the members and their vote make of some inputs of one true class, from their logits. Float64 within. */
import { argMax } from '../ensemble/prediction';

/** Of P points; what is of each of n members is member by member, [n·P]. */
export interface PointValues {
  /** Of the true class: z_y − log Σ_{k≠y} exp z_k, the log-odds of the confidence p_y; [n·P]. */
  readonly logOdds: Float32Array;
  /** z_y − max_{k≠y} z_k, above 0 where the member is right; [n·P]. */
  readonly margins: Float32Array;
  /** What each member predicts, [n·P]. */
  readonly classes: Uint8Array;
  /** log p̄_y − max_{k≠y} log p̄_k of the mean probability p̄, above 0 where the vote is right; [P]. */
  readonly voteMargin: Float32Array;
  /** What the vote predicts, [P]. */
  readonly voteClass: Uint8Array;
  /** max_{k≠y} min_i (z_ik − max_{j≠k} z_ij), above 0 where all members predict one same wrong class; [P]. */
  readonly sameMargin: Float32Array;
}

/** @param logits [n, P, classes], row-major */
export function pointValues(
  logits: Float32Array,
  [n, points, classes]: readonly [number, number, number],
  label: number,
): PointValues {
  const values = {
    logOdds: new Float32Array(n * points),
    margins: new Float32Array(n * points),
    classes: new Uint8Array(n * points),
    voteMargin: new Float32Array(points),
    voteClass: new Uint8Array(points),
    sameMargin: new Float32Array(points),
  };
  /** log p_ik of all members, and for each class the member that is furthest from predicting it. */
  const logs = new Float64Array(n * classes);
  const least = new Float64Array(classes);
  const mean = new Float64Array(classes);
  for (let p = 0; p < points; p++) {
    least.fill(Number.POSITIVE_INFINITY);
    for (let i = 0; i < n; i++) {
      const z = logits.subarray((i * points + p) * classes, (i * points + p + 1) * classes);
      const best = argMax(z);
      const second = highestBut(z, best);
      let others = 0;
      for (let k = 0; k < classes; k++) {
        if (k !== best) others += Math.exp(z[k]! - z[best]!);
        least[k] = Math.min(least[k]!, k === best ? z[k]! - second : z[k]! - z[best]!);
      }
      const total = z[best]! + Math.log1p(others);
      for (let k = 0; k < classes; k++) logs[i * classes + k] = z[k]! - total;
      const at = i * points + p;
      values.classes[at] = best;
      values.margins[at] = best === label ? z[label]! - second : z[label]! - z[best]!;
      values.logOdds[at] = z[label]! - logSumBut(z, label);
    }
    for (let k = 0; k < classes; k++) mean[k] = logSumColumn(logs, k, n, classes);
    const winner = argMax(mean);
    values.voteClass[p] = winner;
    values.voteMargin[p] = mean[label]! - highestBut(mean, label);
    least[label] = Number.NEGATIVE_INFINITY;
    values.sameMargin[p] = least[argMax(least)]!;
  }
  return values;
}

function highestBut(values: ArrayLike<number>, left: number): number {
  let highest = Number.NEGATIVE_INFINITY;
  for (let k = 0; k < values.length; k++) {
    if (k !== left) highest = Math.max(highest, values[k]!);
  }
  return highest;
}

function logSumBut(values: ArrayLike<number>, left: number): number {
  const highest = highestBut(values, left);
  let sum = 0;
  for (let k = 0; k < values.length; k++) if (k !== left) sum += Math.exp(values[k]! - highest);
  return highest + Math.log(sum);
}

/** log Σ_i exp of one column. */
function logSumColumn(rows: Float64Array, k: number, n: number, width: number): number {
  let highest = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < n; i++) highest = Math.max(highest, rows[i * width + k]!);
  let sum = 0;
  for (let i = 0; i < n; i++) sum += Math.exp(rows[i * width + k]! - highest);
  return highest + Math.log(sum);
}
