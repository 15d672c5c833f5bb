/**
 * What an attack climbs, as cotangents on the logits (ops/composed/ascent-cotangent.ts), in float64, one image at
 * a time.
 */
import { ENOUGH_MARGIN } from '../composed/ascent-cotangent';
import type { Matrix } from './matrix';
import { residualOf } from './softmax-head';

export type WeightedObjective = 'mean' | 'sum';

/**
 * The directions of the residuals in the objective's proportion, the greatest weight of each image 1.
 * @param logits of each member, [B, classes]
 * @param labels [B], the class that is left, or the one that is gone to
 * @param cotangents likewise; written over
 */
export function weightedResiduals(
  logits: readonly Matrix[],
  labels: Uint8Array,
  cotangents: readonly Matrix[],
  objective: WeightedObjective,
  towards: boolean,
): void {
  const logarithm = LOG_WEIGHTS[objective];
  const { columns: classes, stride } = logits[0]!;
  const [z, into] = [logits.map(({ values }) => values), cotangents.map(({ values }) => values)];
  const directions = logits.map(() => new Float64Array(classes));
  const logs = new Float64Array(logits.length);
  for (let b = 0; b < labels.length; b++) {
    const row = b * stride;
    let top = Number.NEGATIVE_INFINITY;
    for (let i = 0; i < z.length; i++) {
      logs[i] = logarithm(residualOf(z[i]!, row, labels[b]!, directions[i]!));
      if (logs[i]! > top) top = logs[i]!;
    }
    for (let i = 0; i < z.length; i++) {
      const weight = (towards ? -1 : 1) * Math.exp(logs[i]! - top);
      for (let k = 0; k < classes; k++) into[i]![row + k] = weight * directions[i]![k]!;
    }
  }
}

/** Of a margin: log p(1 − p) = −softplus(m) − softplus(−m), and log(1 − p) = −softplus(−m). */
const LOG_WEIGHTS: Readonly<Record<WeightedObjective, (margin: number) => number>> = {
  mean(margin) {
    const size = Math.abs(margin);
    return -size - 2 * Math.log1p(Math.exp(-size));
  },
  sum: (margin) => Math.min(0, margin) - Math.log1p(Math.exp(-Math.abs(margin))),
};

/**
 * The directions of the residuals as they are, and their margins.
 * @param logits of each member, [B, classes]
 * @param directions likewise; written over
 * @param margins [B, n]; written over
 */
export function residuals(
  logits: readonly Matrix[],
  labels: Uint8Array,
  directions: readonly Matrix[],
  margins: Float64Array,
): void {
  const { columns: classes, stride } = logits[0]!;
  const entries = new Float64Array(classes);
  logits.forEach(({ values: z }, i) => {
    const { values: into } = directions[i]!;
    for (let b = 0; b < labels.length; b++) {
      margins[b * logits.length + i] = residualOf(z, b * stride, labels[b]!, entries);
      into.set(entries, b * stride);
    }
  });
}

/**
 * Of the soft minimum of the margins of the greatest logits.
 * @param logits of each member, [B, classes]
 * @param labels [B], the class that is left, or the one that is gone to
 * @param cotangents likewise; written over
 */
export function softMinimumCotangents(
  logits: readonly Matrix[],
  labels: Uint8Array,
  cotangents: readonly Matrix[],
  towards: boolean,
): void {
  const { columns: classes, stride } = logits[0]!;
  const [z, into] = [logits.map(({ values }) => values), cotangents.map(({ values }) => values)];
  const rivals = new Int32Array(logits.length);
  const margins = new Float64Array(logits.length);
  for (let b = 0; b < labels.length; b++) {
    const row = b * stride;
    const label = labels[b]!;
    let least = Number.POSITIVE_INFINITY;
    for (let i = 0; i < z.length; i++) {
      const rival = greatestBut(z[i]!, row, classes, label);
      const lead = z[i]![row + rival]! - z[i]![row + label]!;
      rivals[i] = rival;
      margins[i] = towards ? -lead : lead;
      // A member that is there already keeps its share among the others.
      const counted = towards ? Math.min(margins[i]!, ENOUGH_MARGIN) : margins[i]!;
      if (counted < least) least = counted;
    }
    for (let i = 0; i < z.length; i++) {
      const there = towards && margins[i]! >= ENOUGH_MARGIN;
      const weight = there ? 0 : (towards ? -1 : 1) * Math.exp(least - margins[i]!);
      into[i]!.fill(0, row, row + classes);
      into[i]![row + rivals[i]!] = weight;
      into[i]![row + label] = -weight;
    }
  }
}

function greatestBut(z: Float32Array, row: number, classes: number, label: number): number {
  let best = label === 0 ? 1 : 0;
  for (let k = best + 1; k < classes; k++) {
    if (k !== label && z[row + k]! > z[row + best]!) best = k;
  }
  return best;
}
