/** The softmax head of ops/composed/softmax-head.ts in float64, one image at a time. */
import type { Matrix } from './matrix';

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
  for (let b = 0; b < labels.length; b++) {
    const row = b * stride;
    const label = row + labels[b]!;
    let largest = Number.NEGATIVE_INFINITY;
    for (let k = row; k < row + classes; k++) {
      // Not Math.max alone: a logit that is no number must show in the result.
      if (k !== label && !(z[k]! <= largest)) largest = z[k]!;
    }
    let total = 0;
    for (let k = row; k < row + classes; k++) {
      if (k !== label) total += Math.exp(z[k]! - largest);
    }
    const margin = largest + Math.log(total) - z[label]!;
    margins[b] = margin;
    const scale = factor / (1 + Math.exp(-margin));
    for (let k = row; k < row + classes; k++) {
      const entry = k === label ? -1 : Math.exp(z[k]! - largest) / total;
      d[k] = entry;
      f[k] = scale * entry;
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
