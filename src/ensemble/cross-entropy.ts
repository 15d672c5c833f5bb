/** The cross-entropy of one image by its margin (ops/composed/softmax-head.ts): no digit is lost at either end. */

/** m = log Σ_{k≠y} exp z_k − z_y, of one image's logits. */
export function marginOf(logits: ArrayLike<number>, label: number): number {
  let top = -Infinity;
  for (let k = 0; k < logits.length; k++) if (k !== label) top = Math.max(top, logits[k]!);
  let others = 0;
  for (let k = 0; k < logits.length; k++) if (k !== label) others += Math.exp(logits[k]! - top);
  return top + Math.log(others) - logits[label]!;
}

/** −log p_y = log(1 + e^m) in nats, exact for large |m|. */
export function crossEntropy(margin: number): number {
  return Math.max(margin, 0) + Math.log1p(Math.exp(-Math.abs(margin)));
}
