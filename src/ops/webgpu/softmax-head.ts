/**
 * The softmax head of ops/composed/softmax-head.ts and its derivative, whose composites of ordinary
 * operations these launches agree with: one invocation for each member and image.
 */
import type { Tensor, Tensor2D, Tensor3D } from '@tensorflow/tfjs-core';
import type { MarginDerivative } from './gradient-penalty';
import { kernel } from './launch';

/**
 * WGSL for an invocation whose `index` counts members and images: from logits `z` [n, B, classes] and
 * labels `y` [B, classes], what the softmax q of the wrong classes alone is made of (`highest`, `total`), and
 * `margin`, m = logsumexp(wrong logits) − logit_y. It needs the uniform `images`.
 */
const softmaxOfWrong = (classes: number) => `
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

const directionKernel = kernel(({ classes }: { readonly classes: number }) => ({
  body: `
      ${softmaxOfWrong(classes)}
      for (var k = 0; k < ${classes}; k++) {
        let q = exp(z[start + k] - highest) / total;
        result[start + k] = select(q, -1.0, y[truth + k] > 0.5);
      }`,
}));

const marginKernel = kernel(({ classes }: { readonly classes: number }) => ({
  body: `
      ${softmaxOfWrong(classes)}
      result[index] = margin;`,
}));

const cotangentKernel = kernel(
  ({
    classes,
    penalised,
    ofMargin,
  }: {
    readonly classes: number;
    readonly penalised: boolean;
    /** The columns of the margins' derivatives, and the first of them. */
    readonly ofMargin: { readonly columns: number; readonly first: number } | null;
  }) => {
    const wrong = `select(exp(z[start + k] - highest) / total, 0.0, y[truth + k] > 0.5)`;
    return {
      body: `
      ${softmaxOfWrong(classes)}
      ${
        ofMargin
          ? `let member = index / i32(uniforms.images);
      let image = index % i32(uniforms.images);
      let through = weight[0] * c[image * ${ofMargin.columns} + ${ofMargin.first} + member];`
          : 'let through = 0.0;'
      }
      let scale = uniforms.perImage / (1.0 + exp(-margin)) + through;
      var mean = 0.0;
      ${penalised ? `for (var k = 0; k < ${classes}; k++) { mean += ${wrong} * v[start + k]; }` : ''}
      for (var k = 0; k < ${classes}; k++) {
        let q = ${wrong};
        result[start + k] = scale * (q - y[truth + k])${penalised ? ' + q * (v[start + k] - mean)' : ''};
      }`,
    };
  },
);

/** Margin [n, B] and direction [n, B, classes], a launch each. */
export function residual(logits: Tensor3D, target: Tensor2D) {
  return {
    margin: residualMargin(logits, target),
    direction: residualDirection(logits, target),
  };
}

/** q − onehot(y), [n, B, classes]. @param target [B, classes] */
export function residualDirection(logits: Tensor, target: Tensor): Tensor3D {
  const [members, images, classes] = logits.shape as [number, number, number];
  return directionKernel<Tensor3D>(
    { classes },
    {
      uniforms: { images },
      inputs: [
        ['z', logits],
        ['y', target],
      ],
      outputShape: [members, images, classes],
      invocations: members * images,
    },
  );
}

/** The margin m, [n, B]. @param target [B, classes] */
export function residualMargin(logits: Tensor, target: Tensor): Tensor2D {
  const [members, images, classes] = logits.shape as [number, number, number];
  return marginKernel<Tensor2D>(
    { classes },
    {
      uniforms: { images },
      inputs: [
        ['z', logits],
        ['y', target],
      ],
      outputShape: [members, images],
      invocations: members * images,
    },
  );
}

/**
 * The cotangent on the logits: the cross-entropy's S·(q − onehot)·perImage, plus what comes through q
 * from the penalty, q_k (v_k − Σ q v), and through the margin, whose derivative is q − onehot: [n, B, classes].
 * @param logits [n, B, classes]
 * @param target [B, classes]
 * @param v ∂(λ·penalty)/∂q, [n, B, classes], if there is a penalty
 * @param ofMargin where the penalty sees the gradients' scale
 */
export function logitsCotangent(
  logits: Tensor,
  target: Tensor,
  perImage: number,
  v?: Tensor,
  ofMargin?: MarginDerivative | null,
): Tensor3D {
  const [members, images, classes] = logits.shape as [number, number, number];
  return cotangentKernel<Tensor3D>(
    {
      classes,
      penalised: v !== undefined,
      ofMargin: ofMargin
        ? { columns: ofMargin.coefficients.shape[1], first: ofMargin.column }
        : null,
    },
    {
      uniforms: { images, perImage },
      inputs: [
        ['z', logits],
        ['y', target],
        ...(v ? [['v', v] as const] : []),
        ...(ofMargin
          ? [['c', ofMargin.coefficients] as const, ['weight', ofMargin.weight] as const]
          : []),
      ],
      outputShape: [members, images, classes],
      invocations: members * images,
    },
  );
}
