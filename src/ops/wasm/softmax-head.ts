/** The softmax head of ops/composed/softmax-head.ts in float64, one image at a time. */
import type { Matrix } from './matrix';

/**
 * Of the image whose logits begin at `row`: writes q − onehot(y) to `direction`, [classes].
 * @param z logits
 * @returns the margin m
 */
export function residualOf(
  z: Float32Array,
  row: number,
  label: number,
  direction: Float64Array,
): number {
  const classes = direction.length;
  let largest = Number.NEGATIVE_INFINITY;
  for (let k = 0; k < classes; k++) {
    // Not Math.max alone: a logit that is no number must show in the result.
    if (k !== label && !(z[row + k]! <= largest)) largest = z[row + k]!;
  }
  let total = 0;
  for (let k = 0; k < classes; k++) {
    if (k === label) continue;
    const odds = Math.exp(z[row + k]! - largest);
    direction[k] = odds;
    total += odds;
  }
  for (let k = 0; k < classes; k++) direction[k] = k === label ? -1 : direction[k]! / total;
  return largest + Math.log(total) - z[row + label]!;
}

/**
 * @param logits [B, classes]
 * @param labels [B]
 * @param direction becomes q − onehot(y)
 * @param fit becomes factor·S·(q − onehot(y)), the derivative of factor times the sum of cross-entropies
 * @param margins become the margins m, [B]
 */
export function softmaxResidual(
  logits: Matrix,
  labels: Uint8Array,
  direction: Matrix,
  fit: Matrix,
  factor: number,
  margins: Float64Array,
): void {
  const { columns: classes, stride } = logits;
  const [z, d, f] = [logits.values, direction.values, fit.values];
  const entries = new Float64Array(classes);
  for (let b = 0; b < labels.length; b++) {
    const row = b * stride;
    const margin = residualOf(z, row, labels[b]!, entries);
    margins[b] = margin;
    const scale = factor / (1 + Math.exp(-margin));
    for (let k = 0; k < classes; k++) {
      d[row + k] = entries[k]!;
      f[row + k] = scale * entries[k]!;
    }
  }
}

/**
 * Adds q_k (v_k − Σ_j q_j v_j) to `sum`, [B, classes], for the wrong classes k, and the margin's derivative
 * q − onehot(y) times `ofMargin`, [B].
 */
export function addSoftmaxDerivative(
  direction: Matrix,
  labels: Uint8Array,
  v: Matrix,
  ofMargin: Float64Array,
  sum: Matrix,
): void {
  const { columns: classes, stride } = direction;
  const [q, tangent, into] = [direction.values, v.values, sum.values];
  for (let b = 0; b < labels.length; b++) {
    const row = b * stride;
    const label = row + labels[b]!;
    let mean = 0;
    for (let k = row; k < row + classes; k++) {
      if (k !== label) mean += q[k]! * tangent[k]!;
    }
    for (let k = row; k < row + classes; k++) {
      const through = k === label ? 0 : tangent[k]! - mean;
      into[k] = into[k]! + q[k]! * (through + ofMargin[b]!);
    }
  }
}
