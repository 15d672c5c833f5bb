/**
 * The derivative of the mean penalty with respect to the directions of the input gradients, and to the margins,
 * which the gradients' scale comes from: for each image a small matrix of coefficients times the unit gradients.
 */
import {
  div,
  matMul,
  maximum,
  mul,
  sum,
  type Tensor1D,
  type Tensor2D,
  type Tensor3D,
  transpose,
} from '@tensorflow/tfjs-core';
import { type ActivePenalty, ofPenalty } from '../../geometry/penalties';
import { scoped } from '../scope';
import { pairwiseAngles } from './chords';
import { coefficients } from './penalty-coefficients';

/** The input gradients as direction and scale (softmax-head.ts). */
export interface ScaledDirections {
  /** d, [n, B, inputSize] */
  readonly direction: Tensor3D;
  /** m, [n, B] */
  readonly margin: Tensor2D;
}

export interface PenaltyDerivative {
  /** ∂(λ·mean penalty)/∂d, [n, B, inputSize]. */
  readonly ofDirection: Tensor3D;
  /** ∂(λ·mean penalty)/∂m, [n, B]; null for penalties that are functions of the cosines alone. */
  readonly ofMargin: Tensor2D | null;
}

/**
 * The mean is over the images on which every member has a gradient, for penalties that need cosines, and over all
 * images for the others.
 * @param weights w of the pixels, [inputSize]; without them, all are 1
 * @throws RangeError for an unknown penalty
 */
export function penaltyDerivative(
  { direction, margin }: ScaledDirections,
  penalty: ActivePenalty,
  lambda: number,
  weights?: Tensor1D,
): PenaltyDerivative {
  const coefficientsOf = ofPenalty(coefficients, penalty);
  return scoped(() => {
    const angles = pairwiseAngles(weights ? (mul(direction, weights) as Tensor3D) : direction);
    const { ofUnits, ofMargin, counted } = coefficientsOf(angles, margin);
    const perImage = div(lambda, maximum(sum(counted), 1));
    const product = matMul(
      transpose(mul(ofUnits, perImage), [2, 0, 1]),
      transpose(angles.unit, [1, 0, 2]),
    );
    const ofWeighted = transpose(product, [1, 0, 2]);
    return {
      ofDirection: (weights ? mul(ofWeighted, weights) : ofWeighted) as Tensor3D,
      ofMargin: ofMargin && (mul(ofMargin, perImage) as Tensor2D),
    };
  });
}
