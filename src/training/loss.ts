/**
 * The training loss L = Σ_i CE_i + λ·penalty and its derivative with respect to the parameters.
 *
 * CE_i is member i's cross-entropy averaged over the batch. The penalty is a function of the cosines
 * between the members' input gradients, averaged over the images on which every member has one, so
 * its derivative is second order: the gradient of a gradient. It is taken in four passes (see
 * ensemble/architecture.ts for why they suffice):
 *
 *   1. forward, and pull c = q − onehot(y) back to the input: d, whose cosines are the gradients';
 *   2. h = ∂(λ·penalty)/∂d, from the slopes of the penalty;
 *   3. push h forward: Jh is the derivative with respect to c, hence, through the softmax q, one with
 *      respect to the logits;
 *   4. pull that, joined to the residual of the cross-entropy, back once more.
 */
import {
  add,
  div,
  expandDims,
  matMul,
  maximum,
  mul,
  neg,
  stack,
  sub,
  sum,
  type Tensor,
  type Tensor2D,
  type Tensor3D,
  transpose,
  unstack,
} from '@tensorflow/tfjs-core';
import {
  cosineAndSine,
  inputGradients,
  type Model,
  type PairwiseAngles,
  pairwiseAngles,
  SMALLEST_NORM,
} from '../ensemble/input-gradient';
import { pairIndex } from '../geometry/pairs';
import { type Penalty, penalties } from '../ops/composed/penalty-slopes';
import { residualScale } from '../ops/composed/softmax-head';
import { scoped } from '../ops/scope';
import type { PenaltyName } from './settings';

export interface Objective {
  readonly penalty: PenaltyName;
  /** λ, the weight of the penalty. */
  readonly lambda: number;
  /** The weight of the cross-entropy: 1 in training, 0 to look at the penalty alone. */
  readonly crossEntropy?: number;
}

/**
 * ∂L/∂parameters for a batch.
 * @param images [B, inputSize]
 * @param target [B, classes], zeros and ones
 * @returns one tensor for each variable, shaped like the model's parameters
 */
export function lossGradients(
  model: Model,
  images: Tensor2D,
  target: Tensor2D,
  { penalty, lambda, crossEntropy = 1 }: Objective,
): Tensor[] {
  return scoped(() => {
    const { architecture, parameters } = model;
    const gradients = inputGradients(model, images, target);
    const { trace, margin } = gradients;
    const perImage = crossEntropy / images.shape[0];
    const fit = mul(directionOf(gradients.cotangents), scale(margin, perImage)) as Tensor3D;

    if (penalty === 'none' || lambda === 0) {
      return architecture.parameterGradients(trace, architecture.pull(parameters, trace, fit));
    }
    const angles = pairwiseAngles(gradients.direction);
    const h = mul(penaltyDerivative(angles, penalties[penalty]), lambda) as Tensor3D;
    const tangents = architecture.push(parameters, trace, h);
    const throughSoftmax = softmaxDerivative(
      directionOf(gradients.cotangents),
      target,
      tangents[tangents.length - 1] as Tensor3D,
    );
    const cotangents = architecture.pull(parameters, trace, add(fit, throughSoftmax) as Tensor3D);
    return architecture.parameterGradients(trace, cotangents, {
      tangents,
      cotangents: gradients.cotangents,
    });
  });
}

/** q − onehot(y): the cotangent that was pulled, [n, B, classes]. */
function directionOf(cotangents: readonly Tensor[]): Tensor3D {
  return cotangents[cotangents.length - 1] as Tensor3D;
}

/** S·factor, to multiply directions with: [n, B, 1]. */
function scale(margin: Tensor2D, factor: number): Tensor3D {
  return expandDims(mul(residualScale(margin), factor), 2) as Tensor3D;
}

/**
 * ∂(mean penalty)/∂d, [n, B, inputSize]. With slopes s_ij = ∂value/∂ρ_ij and unit gradients u,
 * ∂ρ_ij/∂d_i = (u_j − ρ_ij u_i)/‖d_i‖, so row i is Σ_j s_ij (u_j − ρ_ij u_i)/‖d_i‖: for each image a
 * small matrix of coefficients times the unit gradients.
 */
function penaltyDerivative(angles: PairwiseAngles, penalty: Penalty): Tensor3D {
  const coefficients = penaltyCoefficients(angles, penalty);
  const product = matMul(transpose(coefficients, [2, 0, 1]), transpose(angles.unit, [1, 0, 2]));
  return transpose(product, [1, 0, 2]) as Tensor3D;
}

/** The coefficients of the unit gradients in ∂(mean penalty)/∂d, [n, n, B]: row i is member i's. */
function penaltyCoefficients(angles: PairwiseAngles, penalty: Penalty): Tensor3D {
  const { norm, defined } = angles;
  const members = norm.shape[0];
  const { cosine, sine } = cosineAndSine(angles);
  // The mean is over images with a cosine; the others have none to change.
  const weight = div(defined, maximum(sum(defined), 1));
  const slope = mul(penalty.slope(cosine, sine, members), weight);
  const slopes = unstack(slope);
  const turned = unstack(neg(mul(slope, cosine)));
  const rows = Array.from({ length: members }, (_, i) => {
    const others = Array.from({ length: members }, (_, j) => j).filter((j) => j !== i);
    const own = others
      .map((j) => turned[pairIndex(i, j, members)]!)
      .reduce((total, term) => add(total, term));
    return stack(
      Array.from({ length: members }, (_, j) =>
        j === i ? own : slopes[pairIndex(i, j, members)]!,
      ),
    );
  });
  return div(stack(rows), expandDims(maximum(norm, SMALLEST_NORM), 1)) as Tensor3D;
}

/**
 * From a derivative with respect to q to one with respect to the logits:
 * ∂/∂z_k = q_k (v_k − Σ_j q_j v_j), and zero at the true class, which q does not see.
 */
function softmaxDerivative(direction: Tensor3D, target: Tensor2D, v: Tensor3D): Tensor3D {
  const q = add(direction, target);
  return mul(q, sub(v, sum(mul(q, v), 2, true))) as Tensor3D;
}
