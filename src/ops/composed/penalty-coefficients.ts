/**
 * The derivative of each penalty at each image as coefficients of the unit gradients: with gradients
 * g_i = S_i d_i and v_i = w⊙d_i, of lengths ‖v_i‖ and directions u_i, ∂Φ/∂v_i = Σ_j K_ij u_j.
 *
 * A function of the cosines has ∂ρ_ij/∂v_i = (u_j − ρ_ij u_i)/‖v_i‖, so K_ij = s_ij/‖v_i‖ with the slopes
 * s_ij = ∂Φ/∂ρ_ij, and K_ii = −Σ_j s_ij ρ_ij/‖v_i‖: the scale S_i does not count.
 *
 * The others change with S too: ∂Φ/∂m_i = (1 − S_i) g_i·∂Φ/∂g_i for the margin m_i, S_i = sigmoid(m_i).
 * Of the mean length K_ii = S_i/n. Of the joint slope ‖r‖, r = Σ a_j g_j, the derivative is ∂/∂g_i = a_i r/‖r‖
 * (envelope theorem); with r = Σ y_j u_j up to a factor, K_ij = a_i S_i y_j/‖Σ_k y_k u_k‖, and g_i·∂/∂g_i is
 * a_i ‖r‖, since r has the same product ‖r‖² with every member that takes part.
 */
import {
  add,
  cast,
  div,
  expandDims,
  fill,
  greater,
  maximum,
  mul,
  neg,
  ones,
  sqrt,
  square,
  stack,
  sub,
  sum,
  type Tensor1D,
  type Tensor2D,
  type Tensor3D,
  unstack,
  zeros,
} from '@tensorflow/tfjs-core';
import { pairIndex, pairs } from '../../geometry/pairs';
import type { OfPenalties } from '../../geometry/penalties';
import { SMALLEST_JOINT_SHARE, SMALLEST_NORM } from '../limits';
import { cosineAndSine, type PairwiseAngles } from './chords';
import { nearestPoint } from './joint-weights';
import { type Slope, slopes } from './penalty-slopes';
import { residualScale } from './softmax-head';

export interface PenaltyCoefficients {
  /** K, [n, n, B]: row i is member i's. */
  readonly ofUnits: Tensor3D;
  /** ∂Φ/∂m, [n, B]; null where the penalty does not see the scale. */
  readonly ofMargin: Tensor2D | null;
  /** 1 where an image counts in the mean, else 0: [B]. */
  readonly counted: Tensor1D;
}

type Coefficients = (angles: PairwiseAngles, margin: Tensor2D) => PenaltyCoefficients;

export const coefficients: OfPenalties<Coefficients> = {
  cosine: scaleFree(slopes.cosine),
  gal: scaleFree(slopes.gal),
  gdr: scaleFree(slopes.gdr),
  norm,
  'joint-slope': jointSlope,
};

function scaleFree(slopeOf: Slope): Coefficients {
  return (angles) => {
    const { unit, norm, defined } = angles;
    const members = norm.shape[0];
    const { cosine, sine } = cosineAndSine(angles);
    const slope = mul(slopeOf(cosine, sine, members, unit.shape[2] <= 2), defined);
    const ofPairs = unstack(slope);
    const turned = unstack(neg(mul(slope, cosine)));
    const rows = range(members).map((i) => {
      const own = range(members)
        .filter((j) => j !== i)
        .map((j) => turned[pairIndex(i, j, members)]!)
        .reduce((total, term) => add(total, term));
      return stack(range(members).map((j) => (j === i ? own : ofPairs[pairIndex(i, j, members)]!)));
    });
    return {
      ofUnits: div(stack(rows), expandDims(maximum(norm, SMALLEST_NORM), 1)) as Tensor3D,
      ofMargin: null,
      // Elsewhere there is no cosine to change.
      counted: defined,
    };
  };
}

function norm({ norm }: PairwiseAngles, margin: Tensor2D): PenaltyCoefficients {
  const [members, images] = margin.shape;
  const scale = residualScale(margin);
  const none = zeros([images]);
  const own = unstack(div(scale, members));
  const rows = own.map((value, i) => stack(own.map((_, j) => (j === i ? value : none))));
  const lengths = mul(scale, norm);
  return {
    ofUnits: stack(rows) as Tensor3D,
    ofMargin: div(mul(sub(1, scale), lengths), members) as Tensor2D,
    counted: ones([images]),
  };
}

function jointSlope(angles: PairwiseAngles, margin: Tensor2D): PenaltyCoefficients {
  const [members, images] = margin.shape;
  const { y, share, shortest } = nearestPoint(angles, margin);
  // So that Σ s_i y_i = 1 and ‖Σ y_i u_i‖ is the slope over the shortest length.
  const ofUnit = div(y, maximum(sum(mul(y, share), 0, true), SMALLEST_NORM)) as Tensor2D;
  const each = unstack(ofUnit);
  const cosines = unstack(cosineAndSine(angles).cosine);
  const crossed = pairs(members).map(([i, j], p) => mul(mul(each[i]!, each[j]!), cosines[p]!));
  const all = crossed.reduce((a, b) => add(a, b), zeros([images]));
  const squared = add(sum(square(ofUnit), 0), mul(2, all));
  const least = mul(SMALLEST_JOINT_SHARE ** 2, square(sum(ofUnit, 0)));
  const some = mul(angles.defined, cast(greater(squared, least), 'float32'));
  const length = sqrt(maximum(squared, maximum(least, SMALLEST_NORM)));
  const scale = residualScale(margin);
  const weights = mul(mul(ofUnit, share), some);
  const rows = unstack(div(mul(weights, scale), length)).map((factor) => mul(factor, ofUnit));
  return {
    ofUnits: stack(rows) as Tensor3D,
    ofMargin: mul(mul(sub(1, scale), weights), mul(shortest, length)) as Tensor2D,
    counted: fill([images], 1),
  };
}

function range(count: number): number[] {
  return Array.from({ length: count }, (_, i) => i);
}
