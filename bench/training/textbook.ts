/**
 * The step as one writes it with TensorFlow.js: a loop over members, a variable for each weight, the
 * loss as ordinary operations, differentiated once by the tape, and `tf.train.adam`.
 *
 * The input gradient is written out as forward operations, because nested `tf.grad` is silently wrong
 * in TensorFlow.js 4.22. Whoever runs this must have registered TensorFlow.js's gradients: they come to a
 * page and to Node by different files.
 */
import {
  acos,
  add,
  clipByValue,
  customGrad,
  div,
  grad,
  log,
  logSumExp,
  losses,
  matMul,
  mean,
  mul,
  neg,
  relu,
  type Scalar,
  sign,
  softmax,
  sqrt,
  square,
  stack,
  step,
  sub,
  sum,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  tensor2d,
  train,
  unstack,
  type Variable,
  variable,
  variableGrads,
  zerosLike,
} from '@tensorflow/tfjs-core';
import { toFloat } from '../../src/data/dataset';
import { pairs } from '../../src/geometry/pairs';
import { type OfScaleFree, ofPenalty } from '../../src/geometry/penalties';
import { slopes as penaltySlopes } from '../../src/ops/composed/penalty-slopes';
import { readValues, release, scoped } from '../../src/ops/scope';
import type { PenaltyName } from '../../src/training/settings';
import type { Contender } from './contender';
import { EPSILON, LEARNING_RATE, layersOf, oneHot, type Problem } from './problem';
import { settleTensor } from './tensorflow';

/** Keeps square roots and arc cosines differentiable. */
const TINY = 1e-20;
const SAFE_COSINE = 1 - 1e-6;

interface Layer {
  readonly weight: Variable;
  readonly bias: Variable;
}
export type Member = readonly Layer[];

export function textbook(problem: Problem): Contender {
  const { settings, widths } = problem;
  const classes = widths.at(-1)!;
  const members = newMembers(problem);
  const start = newMembers(problem);
  const optimizer = train.adam(LEARNING_RATE, 0.9, 0.999, 1e-8);
  const variablesOf = (all: readonly Member[]) =>
    all.flatMap((member) => member.flatMap(({ weight, bias }) => [weight, bias]));
  const images = tensor2d(problem.attacked.pixels, [problem.attacked.labels.length, widths[0]!]);
  const target = tensor2d(oneHot(problem.attacked.labels, classes), [
    problem.attacked.labels.length,
    classes,
  ]);
  let logits: Tensor[] = [];

  const withBatch = <T>(use: (images: Tensor2D, target: Tensor2D) => T): T => {
    const { pixels, labels } = problem.batch;
    const batchImages = tensor2d(toFloat(pixels), [labels.length, widths[0]!]);
    const batchTarget = tensor2d(oneHot(labels, classes), [labels.length, classes]);
    try {
      return use(batchImages, batchTarget);
    } finally {
      release([batchImages, batchTarget]);
    }
  };
  /** From one tensor for each member and variable to one for each variable. */
  const together = async (tensors: readonly Tensor[]): Promise<Float32Array[]> => {
    const each = 2 * (widths.length - 1);
    const values = await Promise.all(tensors.map(readValues));
    return Array.from({ length: each }, (_, k) => {
      const parts = members.map((_, i) => values[i * each + k]!);
      const all = new Float32Array(parts.length * parts[0]!.length);
      parts.forEach((part, i) => {
        all.set(part, i * part.length);
      });
      return all;
    });
  };

  return {
    name: 'textbook',

    async gradient() {
      const variables = variablesOf(start);
      const { grads, value } = withBatch((x, t) =>
        variableGrads(() => lossOf(start, x, t, settings), variables),
      );
      const result = await together(variables.map(({ name }) => grads[name]!));
      release([value, ...Object.values(grads)]);
      return result;
    },

    step() {
      withBatch((x, t) =>
        optimizer.minimize(() => lossOf(members, x, t, settings), false, variablesOf(members)),
      );
    },

    parameters: () => together(variablesOf(members)),

    attack() {
      const next = scoped(() => {
        const loss = (x: Tensor) => {
          const confidences = start.map((member) => {
            const p = softmax(forward(member, x as Tensor2D).logits);
            return sum(mul(p, target), 1);
          });
          return neg(sum(log(mean(stack(confidences), 0)))) as Scalar;
        };
        const direction = sign(grad(loss)(images));
        const adversarial = clipByValue(add(images, mul(direction, EPSILON)), 0, 1) as Tensor2D;
        return start.map((member) => forward(member, adversarial).logits);
      });
      release(logits);
      logits = next;
    },

    async attackLogits() {
      const all = scoped(() => stack(logits));
      const values = await readValues(all);
      all.dispose();
      return values;
    },

    settleStep: () => settleTensor(members.at(-1)!.at(-1)!.bias),
    settleAttack: () => settleTensor(logits.at(-1)!),

    dispose() {
      optimizer.dispose();
      release([...variablesOf(members), ...variablesOf(start), ...logits, images, target]);
    },
  };
}

export function newMembers(problem: Problem): Member[] {
  return Array.from({ length: problem.settings.members }, (_, i) =>
    layersOf(problem).map((layer, l) => {
      const slice = (k: number, shape: [number, number]) => {
        const size = shape[0] * shape[1];
        const values = problem.initial[k]!.subarray(i * size, (i + 1) * size);
        return scoped(() => variable(tensor2d(values.slice(), shape)));
      };
      return {
        weight: slice(2 * l, [layer.in, layer.out]),
        bias: slice(2 * l + 1, [1, layer.out]),
      };
    }),
  );
}

export function forward(member: Member, images: Tensor2D): { logits: Tensor2D; masks: Tensor[] } {
  const masks: Tensor[] = [];
  let a: Tensor = images;
  member.forEach(({ weight, bias }, l) => {
    const z = add(matMul(a, weight), bias);
    if (l + 1 < member.length) masks.push(step(z));
    a = l + 1 < member.length ? relu(z) : z;
  });
  return { logits: a as Tensor2D, masks };
}

function lossOf(
  members: readonly Member[],
  images: Tensor2D,
  target: Tensor2D,
  { penalty, lambda }: { readonly penalty: PenaltyName; readonly lambda: number },
): Scalar {
  const traces = members.map((member) => forward(member, images));
  const fit = traces
    .map(({ logits }) => losses.softmaxCrossEntropy(target, logits))
    .reduce((a, b) => add(a, b)) as Scalar;
  if (penalty === 'none') return fit;

  const gradients = members.map((member, i) => {
    const { logits, masks } = traces[i]!;
    const wrong = mul(softmax(logits), sub(1, target));
    let back: Tensor = sub(wrong, mul(target, sum(wrong, 1, true)));
    for (let l = member.length - 1; l >= 0; l--) {
      back = matMul(back, member[l]!.weight, false, true);
      if (l > 0) back = mul(back, masks[l - 1]!);
    }
    return back;
  });
  const norms = gradients.map((g) => sqrt(add(sum(square(g), 1), TINY)));
  const cosines = pairs(members.length).map(
    ([i, j]) =>
      div(sum(mul(gradients[i]!, gradients[j]!), 1), mul(norms[i]!, norms[j]!)) as Tensor1D,
  );
  const perImage = ofPenalty(PENALTIES, penalty)(cosines, members.length);
  return add(fit, mul(mean(perImage), lambda)) as Scalar;
}

const total = (terms: readonly Tensor[]) => terms.reduce((a, b) => add(a, b));

/** Each penalty at every image, [B], from the cosines of the pairs, [B] each. */
const PENALTIES: OfScaleFree<(cosines: readonly Tensor1D[], members: number) => Tensor> = {
  cosine: (cosines) => div(total(cosines), cosines.length),
  gal: (cosines) => logSumExp(stack([...cosines]), 0),
  /** Of four or five: something with its derivative. */
  gdr(cosines, members) {
    if (members <= 3) {
      const angles = total(cosines.map((c) => acos(clipByValue(c, -SAFE_COSINE, SAFE_COSINE))));
      return members === 2
        ? sub(1 / 2, div(angles, 2 * Math.PI))
        : div(sub(2 * Math.PI, angles), 4 * Math.PI);
    }
    const slopes = unstack(constantSlope(stack([...cosines]) as Tensor2D, members));
    return total(cosines.map((c, p) => mul(slopes[p]!, c)));
  },
};

/** ∂R/∂ρ in closed form, [P, B], as a constant to the tape. */
function constantSlope(cosines: Tensor2D, members: number): Tensor {
  return customGrad((rho) => ({
    value: scoped(() => {
      const sine = sqrt(sub(1, square(clipByValue(rho as Tensor, -SAFE_COSINE, SAFE_COSINE))));
      return penaltySlopes.gdr(rho as Tensor2D, sine as Tensor2D, members, false);
    }),
    gradFunc: () => zerosLike(rho as Tensor),
  }))(cosines);
}
