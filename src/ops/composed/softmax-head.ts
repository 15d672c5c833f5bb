/**
 * The softmax head, written so that nothing cancels or underflows on confident images.
 *
 * The derivative of the cross-entropy with respect to the logits is the residual p − onehot(y). Its
 * entry at y is p_y − 1, which loses every digit in float32 once p_y is near one. With
 *
 *     q = softmax of the logits of the wrong classes alone      (q_y = 0, Σ q = 1)
 *     m = logsumexp(wrong logits) − logit_y                     (the margin; positive when fooled)
 *
 * the residual is S·(q − onehot(y)) with S = 1 − p_y = sigmoid(m), each factor exact to rounding.
 * The direction q − onehot(y) alone decides every cosine and every sign, however confident the
 * member is, so the scale S is kept apart and joined only where a length is asked for.
 */
import {
  add,
  logSumExp,
  mul,
  sigmoid,
  softmax,
  sub,
  sum,
  type Tensor2D,
  type Tensor3D,
} from '@tensorflow/tfjs-core';
import { scoped } from '../scope';

export interface Residual {
  /** The margin m, [n, B]: cross-entropy = softplus(m), confidence p_y = sigmoid(−m). */
  readonly margin: Tensor2D;
  /** q − onehot(y), [n, B, classes]. */
  readonly direction: Tensor3D;
}

/** Far below any logit, so that its exponential is zero; finite, so that 0·x stays 0. */
const EXCLUDED = 1e30;

/**
 * @param logits [n, B, classes]
 * @param target [B, classes], the true labels as zeros and ones
 */
export function residual(logits: Tensor3D, target: Tensor2D): Residual {
  return scoped(() => {
    const wrong = sub(logits, mul(target, EXCLUDED)) as Tensor3D;
    const margin = sub(logSumExp(wrong, 2), sum(mul(logits, target), 2)) as Tensor2D;
    const direction = sub(softmax(wrong), target) as Tensor3D;
    return { margin, direction };
  });
}

/** S = 1 − p_y for each member and image, [n, B]: the factor from direction to gradient. */
export function residualScale(margin: Tensor2D): Tensor2D {
  return sigmoid(margin);
}

/**
 * From a derivative v with respect to q to one with respect to the logits:
 * ∂/∂z_k = q_k (v_k − Σ_j q_j v_j), and zero at the true class, which q does not see.
 */
export function softmaxDerivative(direction: Tensor3D, target: Tensor2D, v: Tensor3D): Tensor3D {
  return scoped(() => {
    const q = add(direction, target);
    return mul(q, sub(v, sum(mul(q, v), 2, true))) as Tensor3D;
  });
}
