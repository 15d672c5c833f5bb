/**
 * How much each member counts in the best common direction: the weights a of the point of the gradients'
 * convex hull that is nearest to zero (geometry/joint-slope.ts), without anything being read back.
 *
 * The gradients are S_i d_i with S = sigmoid(margin), which underflows on confident images. So the point is
 * sought between the unit vectors u_i of the d_i: Σ y_i u_i is to be shortest over y ≥ 0 with Σ s_i y_i = 1
 * and s_i = min_j(S_j ‖d_j‖)/(S_i ‖d_i‖), from logarithms. Then a_i S_i is y_i/‖d_i‖, up to one factor.
 *
 * On a face of the hull (ρ + ridge)z = s and y = z/(sᵀz), where it is y ≥ 0; of such faces the one of
 * greatest sᵀz has the point. All faces of all images are solved at once, without the members that a face
 * leaves out: their rows are those of the identity, and their right-hand side is zero.
 */
import {
  add,
  cast,
  div,
  equal,
  exp,
  greater,
  log,
  max,
  maximum,
  min,
  mul,
  neg,
  softplus,
  square,
  stack,
  step,
  sub,
  sum,
  type Tensor,
  type Tensor2D,
  type Tensor3D,
  tensor2d,
  unstack,
} from '@tensorflow/tfjs-core';
import { pairIndex } from '../../geometry/pairs';
import { RIDGE, SMALLEST_NORM } from '../limits';
import { scoped } from '../scope';
import { cosineAndSine, type PairwiseAngles, pairwiseAngles } from './chords';

/**
 * a_i S_i at each image, scaled so that the greatest is 1: Σ_i of it times d_i is the best common direction.
 * @param direction d, [n, B, inputSize]
 * @param margin [n, B]
 * @returns [n, B]
 */
export function jointWeights(direction: Tensor3D, margin: Tensor2D): Tensor2D {
  return scoped(() => {
    const angles = pairwiseAngles(direction);
    const { norm } = angles;
    const ofDirections = div(nearestPoint(angles, margin).y, maximum(norm, SMALLEST_NORM));
    // A member that has no gradient is the nearest point itself.
    const dead = sub(1, cast(greater(norm, 0), 'float32'));
    const anyDead = max(dead, 0, true);
    const chosen = add(mul(sub(1, anyDead), ofDirections), dead);
    return div(chosen, max(chosen, 0, true)) as Tensor2D;
  });
}

/** The point of the gradients' hull that is nearest to zero, Σ y_i u_i up to a factor. */
export interface NearestPoint {
  /** y, [n, B], up to a factor for each image. */
  readonly y: Tensor2D;
  /** s_i, the shortest gradient's length over member i's: [n, B]. */
  readonly share: Tensor2D;
  /** The shortest gradient's length, [1, B]. */
  readonly shortest: Tensor2D;
}

/** @param margin [n, B] */
export function nearestPoint(angles: PairwiseAngles, margin: Tensor2D): NearestPoint {
  const n = margin.shape[0];
  const logLength = sub(log(maximum(angles.norm, SMALLEST_NORM)), softplus(neg(margin)));
  const logShortest = min(logLength, 0, true);
  const share = exp(sub(logShortest, logLength)) as Tensor2D;
  const pairCosines = unstack(cosineAndSine(angles).cosine);
  const cosine = (i: number, j: number) => pairCosines[pairIndex(j, i, n)]!;
  const y = stack(nearestOfUnitVectors(n, cosine, unstack(share))) as Tensor2D;
  return { y, share, shortest: exp(logShortest) as Tensor2D };
}

/** @param cosine of members i > j, [B] @param share s, [B] each @returns y, [B] each, up to a factor */
function nearestOfUnitVectors(
  n: number,
  cosine: (i: number, j: number) => Tensor,
  share: readonly Tensor[],
): Tensor[] {
  const faces = Array.from({ length: 2 ** n - 1 }, (_, k) => k + 1);
  /** 1 for the faces that have the member, else 0, [faces, 1]. */
  const has = share.map((_, i) =>
    tensor2d(
      faces.map((face) => [(face >> i) & 1]),
      undefined,
      'float32',
    ),
  );
  const members = share.map((_, i) => i);
  // L D Lᵀ, and L forwards on the right-hand side: everything is [faces, B].
  const lower: Tensor[][] = [];
  const pivot: Tensor[] = [];
  const forward: Tensor[] = [];
  for (const i of members) {
    lower[i] = [];
    let own: Tensor = add(1, mul(has[i]!, RIDGE));
    let right: Tensor = mul(has[i]!, share[i]!);
    for (let j = 0; j < i; j++) {
      let value: Tensor = mul(mul(has[i]!, has[j]!), cosine(i, j));
      for (let k = 0; k < j; k++) {
        value = sub(value, mul(mul(lower[i]![k]!, lower[j]![k]!), pivot[k]!));
      }
      const factor = div(value, pivot[j]!);
      lower[i]![j] = factor;
      own = sub(own, mul(square(factor), pivot[j]!));
      right = sub(right, mul(factor, forward[j]!));
    }
    pivot[i] = maximum(own, RIDGE);
    forward[i] = right;
  }
  const solution: Tensor[] = [];
  for (const i of [...members].reverse()) {
    let value = div(forward[i]!, pivot[i]!);
    for (let k = i + 1; k < n; k++) value = sub(value, mul(lower[k]![i]!, solution[k]!));
    solution[i] = value;
  }
  const inside = solution.map((z) => sub(1, step(neg(z)))).reduce((a, b) => mul(a, b));
  const total = solution.map((z, i) => mul(z, share[i]!)).reduce((a, b) => add(a, b));
  const score = mul(inside, total);
  // Faces that tie have the same point.
  const best = cast(equal(score, max(score, 0, true)), 'float32');
  return solution.map((z) => sum(mul(best, z), 0));
}
