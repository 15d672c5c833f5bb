/** Cross-entropy −log p_y = log(1 + e^m) of one margin (ops/composed/softmax-head.ts), in nats, exact for large |m|. */
export function crossEntropy(margin: number): number {
  return Math.max(margin, 0) + Math.log1p(Math.exp(-Math.abs(margin)));
}
