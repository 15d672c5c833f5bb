/**
 * The softmax head of ops/composed/residual.ts, whose composite of ordinary operations these launches agree
 * with: one invocation for each member and image.
 */
import type { Tensor } from '@tensorflow/tfjs-core';
import { launch } from './launch';

/**
 * WGSL for an invocation whose `index` counts members and images: from logits `z` [n, B, classes] and
 * labels `y` [B, classes], what the softmax q of the wrong classes alone is made of (`highest`, `total`), and
 * `margin`, m = logsumexp(wrong logits) − logit_y. It needs the uniform `images`.
 */
export function softmaxOfWrong(classes: number): string {
  return `
      let start = index * ${classes};
      let truth = (index % i32(uniforms.images)) * ${classes};
      var highest = -1e30;
      var own = 0.0;
      for (var k = 0; k < ${classes}; k++) {
        if (y[truth + k] > 0.5) { own = z[start + k]; } else { highest = max(highest, z[start + k]); }
      }
      var total = 0.0;
      for (var k = 0; k < ${classes}; k++) {
        if (y[truth + k] < 0.5) { total += exp(z[start + k] - highest); }
      }
      let margin = highest + log(total) - own;`;
}

/** q − onehot(y), [n, B, classes]. @param target [B, classes] */
export function residualDirection(logits: Tensor, target: Tensor): Tensor {
  const [members, images, classes] = logits.shape as [number, number, number];
  return launch({
    key: `residual direction ${classes}`,
    uniforms: { images },
    inputs: [
      ['z', logits],
      ['y', target],
    ],
    outputShape: [members, images, classes],
    invocations: members * images,
    body: `
      ${softmaxOfWrong(classes)}
      for (var k = 0; k < ${classes}; k++) {
        let q = exp(z[start + k] - highest) / total;
        result[start + k] = select(q, -1.0, y[truth + k] > 0.5);
      }`,
  });
}

/** The margin m, [n, B]. @param target [B, classes] */
export function residualMargin(logits: Tensor, target: Tensor): Tensor {
  const [members, images, classes] = logits.shape as [number, number, number];
  return launch({
    key: `residual margin ${classes}`,
    uniforms: { images },
    inputs: [
      ['z', logits],
      ['y', target],
    ],
    outputShape: [members, images],
    invocations: members * images,
    body: `
      ${softmaxOfWrong(classes)}
      result[index] = margin;`,
  });
}
