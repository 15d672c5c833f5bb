/**
 * The derivative of the softmax head, one invocation for each member and image. The derivation is that
 * of ops/composed/residual.ts and training/loss.ts.
 */
import type { Tensor } from '@tensorflow/tfjs-core';
import { launch } from './launch';
import { softmaxOfWrong } from './softmax-head';

/**
 * The cotangent on the logits: the cross-entropy's S·(q − onehot)·perImage, plus what comes through q
 * from the penalty, q_k (v_k − Σ q v): [n, B, classes].
 * @param logits [n, B, classes]
 * @param target [B, classes]
 * @param v ∂(λ·penalty)/∂q, [n, B, classes], if there is a penalty
 */
export function cotangentHead(
  logits: Tensor,
  target: Tensor,
  perImage: number,
  v?: Tensor,
): Tensor {
  const [members, images, classes] = logits.shape as [number, number, number];
  const wrong = (k: string) =>
    `select(exp(z[start + ${k}] - highest) / total, 0.0, y[truth + ${k}] > 0.5)`;
  return launch({
    key: `cotangent ${classes} ${v !== undefined}`,
    uniforms: { images, perImage },
    inputs: [['z', logits], ['y', target], ...(v ? [['v', v] as const] : [])],
    outputShape: [members, images, classes],
    invocations: members * images,
    body: `
      ${softmaxOfWrong(classes)}
      let scale = uniforms.perImage / (1.0 + exp(-margin));
      var mean = 0.0;
      ${v ? `for (var k = 0; k < ${classes}; k++) { mean += ${wrong('k')} * v[start + k]; }` : ''}
      for (var k = 0; k < ${classes}; k++) {
        let q = ${wrong('k')};
        result[start + k] = scale * (q - y[truth + k])${v ? ' + q * (v[start + k] - mean)' : ''};
      }`,
  });
}
