/**
 * The softmax head and its derivative, one invocation for each member and image. The derivation is that
 * of ensemble/residual.ts and training/loss.ts.
 */
import type { Tensor } from '@tensorflow/tfjs-core';
import { launch } from '../../kernels/launch';

/**
 * q − onehot(y) and, in the last column, the margin: [n, B, classes + 1].
 * @param logits [n, B, classes]
 * @param target [B, classes]
 */
export function residualHead(logits: Tensor, target: Tensor): Tensor {
  const [members, images, classes] = logits.shape as [number, number, number];
  return launch({
    key: `residual ${members} ${images} ${classes}`,
    inputs: [
      ['z', logits],
      ['y', target],
    ],
    outputShape: [members, images, classes + 1],
    invocations: members * images,
    body: `
      let start = index * ${classes};
      let truth = (index % ${images}) * ${classes};
      let to = index * ${classes + 1};
      var highest = -1e30;
      var own = 0.0;
      for (var k = 0; k < ${classes}; k++) {
        if (y[truth + k] > 0.5) { own = z[start + k]; } else { highest = max(highest, z[start + k]); }
      }
      var total = 0.0;
      for (var k = 0; k < ${classes}; k++) {
        if (y[truth + k] < 0.5) { total += exp(z[start + k] - highest); }
      }
      for (var k = 0; k < ${classes}; k++) {
        if (y[truth + k] > 0.5) { result[to + k] = -1.0; }
        else { result[to + k] = exp(z[start + k] - highest) / total; }
      }
      result[to + ${classes}] = highest + log(total) - own;`,
  });
}

/**
 * The cotangent on the logits: the cross-entropy's S·(q − onehot)·perImage, plus what comes through q
 * from the penalty, q_k (v_k − Σ q v): [n, B, classes].
 * @param residual of `residualHead`
 * @param v ∂(λ·penalty)/∂q, [n, B, classes], if there is a penalty
 */
export function cotangentHead(
  residual: Tensor,
  target: Tensor,
  perImage: number,
  v?: Tensor,
): Tensor {
  const [members, images, columns] = residual.shape as [number, number, number];
  const classes = columns - 1;
  return launch({
    key: `cotangent ${members} ${images} ${classes} ${v !== undefined}`,
    inputs: [
      ['c', residual],
      ...(v
        ? ([
            ['y', target],
            ['v', v],
          ] as const)
        : []),
    ],
    outputShape: [members, images, classes],
    invocations: members * images,
    uniforms: { perImage },
    body: `
      let start = index * ${columns};
      ${v ? `let truth = (index % ${images}) * ${classes};` : ''}
      let to = index * ${classes};
      let scale = uniforms.perImage / (1.0 + exp(-c[start + ${classes}]));
      ${
        v
          ? `var mean = 0.0;
             for (var k = 0; k < ${classes}; k++) { mean += (c[start + k] + y[truth + k]) * v[to + k]; }`
          : ''
      }
      for (var k = 0; k < ${classes}; k++) {
        result[to + k] = scale * c[start + k]
          ${v ? '+ (c[start + k] + y[truth + k]) * (v[to + k] - mean)' : ''};
      }`,
  });
}
