/**
 * The derivative of the mean penalty with respect to the directions of the input gradients.
 *
 * With slopes s_ij = ∂value/∂ρ_ij and unit gradients u, ∂ρ_ij/∂d_i = (u_j − ρ_ij u_i)/‖d_i‖, so row i is
 * Σ_j s_ij (u_j − ρ_ij u_i)/‖d_i‖: for each image a small matrix of coefficients times the unit gradients.
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
  sum,
  type Tensor3D,
  transpose,
  unstack,
} from '@tensorflow/tfjs-core';
import { pairIndex } from '../../geometry/pairs';
import { type ActivePenalty, ofPenalty } from '../../geometry/penalties';
import { SMALLEST_NORM } from '../limits';
import { scoped } from '../scope';
import { cosineAndSine, type PairwiseAngles, pairwiseAngles } from './chords';
import { type Slope, slopes } from './penalty-slopes';

/**
 * ∂(λ·mean penalty)/∂d, [n, B, inputSize]; the mean is over the images on which every member has a gradient.
 * @param direction d, [n, B, inputSize]
 * @throws RangeError for an unknown penalty
 */
export function penaltyDerivative(
  direction: Tensor3D,
  penalty: ActivePenalty,
  lambda: number,
): Tensor3D {
  const slope = ofPenalty(slopes, penalty);
  return scoped(() => {
    const angles = pairwiseAngles(direction);
    const coefficients = mul(penaltyCoefficients(angles, slope), lambda);
    const product = matMul(transpose(coefficients, [2, 0, 1]), transpose(angles.unit, [1, 0, 2]));
    return transpose(product, [1, 0, 2]) as Tensor3D;
  });
}

/** The coefficients of the unit gradients, [n, n, B]: row i is member i's. */
function penaltyCoefficients(angles: PairwiseAngles, slopeOf: Slope): Tensor3D {
  const { norm, defined } = angles;
  const members = norm.shape[0];
  const { cosine, sine } = cosineAndSine(angles);
  // The mean is over images with a cosine; the others have none to change.
  const weight = div(defined, maximum(sum(defined), 1));
  const slope = mul(slopeOf(cosine, sine, members), weight);
  const ofPairs = unstack(slope);
  const turned = unstack(neg(mul(slope, cosine)));
  const rows = Array.from({ length: members }, (_, i) => {
    const others = Array.from({ length: members }, (_, j) => j).filter((j) => j !== i);
    const own = others
      .map((j) => turned[pairIndex(i, j, members)]!)
      .reduce((total, term) => add(total, term));
    return stack(
      Array.from({ length: members }, (_, j) =>
        j === i ? own : ofPairs[pairIndex(i, j, members)]!,
      ),
    );
  });
  return div(stack(rows), expandDims(maximum(norm, SMALLEST_NORM), 1)) as Tensor3D;
}
