/**
 * The training loss L = Σ_i CE_i + λ·penalty and its derivative with respect to the parameters.
 *
 * CE_i is member i's cross-entropy averaged over the batch. The penalty is a function of the Gram matrix of the
 * members' input gradients, G_ij = Σ_k w_k² g_ik g_jk with weights w of the pixels, averaged over the images at
 * which it has a value, so its derivative is second order: the gradient of a gradient. It is taken in four
 * passes (see ensemble/architecture.ts for why they suffice):
 *
 *   1. forward, and the vector–Jacobian product d = Jᵀc with c = q − onehot(y): the gradients are
 *      sigmoid(m)·d with the margins m, so the cosines between the members' d are theirs;
 *   2. h = ∂(λ·penalty)/∂d, from the coefficients of the penalty;
 *   3. the Jacobian–vector product Jh: the derivative with respect to c, hence, through the softmax q,
 *      one with respect to the logits; to it comes, for penalties that see the gradients' lengths, the one
 *      through their scale sigmoid(m), since ∂m/∂logits = q − onehot(y);
 *   4. the vector–Jacobian product with that, joined to the residual of the cross-entropy.
 */
import {
  add,
  expandDims,
  mul,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  type Tensor3D,
} from '@tensorflow/tfjs-core';
import { inputGradients, type Model } from '../ensemble/input-gradient';
import { penaltyDerivative } from '../ops/composed/gradient-penalty';
import { residualScale, softmaxDerivative } from '../ops/composed/softmax-head';
import { scoped } from '../ops/scope';
import type { PenaltyName } from './settings';

export interface Objective {
  readonly penalty: PenaltyName;
  /** λ, the weight of the penalty. */
  readonly lambda: number;
  /** w, [inputSize], how much each pixel counts in the penalty's metric; without them, all alike. */
  readonly pixelWeights?: Tensor1D | undefined;
  /** The weight of the cross-entropy: 1 in training, 0 to look at the penalty alone. */
  readonly crossEntropy?: number;
}

/** Images that the cross-entropy is taken at instead: [B, inputSize], or each member's own, [n, B, inputSize]. */
export type Adversarials = Tensor2D | Tensor3D;

/**
 * The gradients of a loss whose cross-entropy is taken at adversarial images, and its penalty at the images
 * themselves, from those of a loss that is taken at one kind.
 */
export function withAdversarials(
  gradientsAt: (images: Adversarials, objective: Objective) => Tensor[],
  images: Tensor2D,
  objective: Objective,
  adversarial: Adversarials | null | undefined,
): Tensor[] {
  if (!adversarial) return gradientsAt(images, objective);
  const { penalty, lambda } = objective;
  return scoped(() => {
    const fit = gradientsAt(adversarial, { ...objective, penalty: 'none' });
    if (penalty === 'none' || lambda === 0) return fit;
    const rest = gradientsAt(images, { ...objective, crossEntropy: 0 });
    return fit.map((gradient, k) => add(gradient, rest[k]!));
  });
}

/**
 * ∂L/∂parameters for a batch.
 * @param images [B, inputSize]
 * @param target [B, classes], zeros and ones
 * @param adversarial what the cross-entropy is taken at instead of the images
 * @returns one tensor for each variable, shaped like the model's parameters
 * @throws RangeError for an unknown penalty
 */
export function lossGradients(
  model: Model,
  images: Tensor2D,
  target: Tensor2D,
  objective: Objective,
  adversarial?: Adversarials | null,
): Tensor[] {
  return withAdversarials(
    (at, of) => gradientsAt(model, at, target, of),
    images,
    objective,
    adversarial,
  );
}

function gradientsAt(
  model: Model,
  images: Adversarials,
  target: Tensor2D,
  { penalty, lambda, pixelWeights, crossEntropy = 1 }: Objective,
): Tensor[] {
  return scoped(() => {
    const { architecture, parameters } = model;
    const gradients = inputGradients(model, images, target);
    const { trace, margin } = gradients;
    const perImage = crossEntropy / target.shape[0];
    const direction = directionOf(gradients.cotangents);
    const fit = scaled(direction, mul(residualScale(margin), perImage));

    if (penalty === 'none' || lambda === 0) {
      return architecture.parameterGradients(
        trace,
        architecture.vectorJacobianProduct(parameters, trace, fit),
      );
    }
    const { ofDirection, ofMargin } = penaltyDerivative(gradients, penalty, lambda, pixelWeights);
    const tangents = architecture.jacobianVectorProduct(parameters, trace, ofDirection);
    const throughSoftmax = softmaxDerivative(
      direction,
      target,
      tangents[tangents.length - 1] as Tensor3D,
    );
    const cotangents = architecture.vectorJacobianProduct(
      parameters,
      trace,
      add(ofMargin ? add(fit, scaled(direction, ofMargin)) : fit, throughSoftmax) as Tensor3D,
    );
    return architecture.parameterGradients(trace, cotangents, {
      tangents,
      cotangents: gradients.cotangents,
    });
  });
}

/** q − onehot(y): the cotangent on the logits, [n, B, classes]. */
function directionOf(cotangents: readonly Tensor[]): Tensor3D {
  return cotangents[cotangents.length - 1] as Tensor3D;
}

/** @param direction [n, B, classes]; @param factors [n, B] */
function scaled(direction: Tensor3D, factors: Tensor): Tensor3D {
  return mul(direction, expandDims(factors, 2)) as Tensor3D;
}
