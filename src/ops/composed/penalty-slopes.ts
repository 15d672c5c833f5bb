/**
 * The slopes of the scale-free penalties (geometry/penalties.ts), ∂value/∂ρ_ij for each unordered pair: all
 * that a training step needs of them. Pairs are in the order of `geometry/pairs`: P = n(n−1)/2.
 */
import {
  add,
  asin,
  atan2,
  cast,
  clipByValue,
  div,
  equal,
  fill,
  gather,
  greater,
  less,
  max,
  maximum,
  mul,
  reshape,
  softmax,
  sqrt,
  square,
  stack,
  sub,
  sum,
  type Tensor,
  type Tensor2D,
  transpose,
  unstack,
} from '@tensorflow/tfjs-core';
import { pairIndex, pairs } from '../../geometry/pairs';
import type { OfScaleFree } from '../../geometry/penalties';
import { CAPPED_SINE, SMALLEST_SINE } from '../limits';
import { scoped } from '../scope';

/**
 * ∂value/∂ρ_ij for each pair and image, [P, B].
 * @param cosine ρ, [P, B]
 * @param sine √(1 − ρ²), [P, B], given apart because that root loses its digits near ±1
 * @param planar whether all vectors lie in one plane, as those of two inputs do
 */
export type Slope = (
  cosine: Tensor2D,
  sine: Tensor2D,
  members: number,
  planar: boolean,
) => Tensor2D;

export const slopes: OfScaleFree<Slope> = {
  cosine: (cosine) => fill([cosine.shape[0], cosine.shape[1]], 1 / cosine.shape[0]),
  gal: (cosine) => scoped(() => transpose(softmax(transpose(cosine))) as Tensor2D),
  gdr: gdrSlope,
};

/**
 * ∂R/∂ρ_ij = P_{n−2}(the others' correlations given i and j) / (2π√(1 − ρ_ij²)), after Plackett 1954.
 * P_0 = 1; P_1 = 1/2; P_2 and P_3 are arcsines, so the slope is in closed form for n ≤ 5.
 * For n = 2 and 3 it is −∂θ/∂ρ times a constant, that is, the derivative through the angle.
 *
 * In a plane n ≥ 4 leave conditional variances of 0. There R = max(0, π − φ)/2π for the arc φ that holds all vectors:
 * the angle of the outermost pair, whose slope is that of two members, and all others' is 0. It is the widest pair,
 * if the arc is less than half the circle: then every other vector k lies between its i and j, θ_ik + θ_kj < π.
 */
function gdrSlope(cosine: Tensor2D, sine: Tensor2D, members: number, planar: boolean): Tensor2D {
  return scoped(() => {
    const throughAngle = (share: Tensor | number) => {
      const steepness = div(div(share, 2 * Math.PI), maximum(sine, SMALLEST_SINE));
      return mul(steepness, cast(greater(sine, SMALLEST_SINE), 'float32')) as Tensor2D;
    };
    if (members <= 3) return throughAngle(members === 2 ? 1 : 1 / 2);
    if (planar) return throughAngle(outermost(atan2(sine, cosine), members));
    const bounded = maximum(sine, CAPPED_SINE) as Tensor2D;
    const rest = orthantGivenPair(cosine, bounded, members);
    return div(rest, mul(2 * Math.PI, bounded)) as Tensor2D;
  });
}

/** 1 for the outermost pair, shared where several are equally wide; 0 for others and for arcs of π and more: [P, B]. */
function outermost(angle: Tensor2D, members: number): Tensor2D {
  const each = unstack(angle);
  const between = pairs(members).map(([i, j]) => {
    const sums = Array.from({ length: members }, (_, k) => k)
      .filter((k) => k !== i && k !== j)
      .map((k) => add(each[pairIndex(i, k, members)]!, each[pairIndex(k, j, members)]!));
    return less(max(stack(sums), 0), Math.PI);
  });
  const widest = cast(equal(angle, max(angle, 0, true)), 'float32');
  return div(mul(widest, cast(stack(between), 'float32')), sum(widest, 0, true)) as Tensor2D;
}

/**
 * P_{n−2} of the correlations of the other members, given that members i and j are at zero, for
 * every pair (i, j) and image: [P, B], for n = 4 and 5.
 */
function orthantGivenPair(cosine: Tensor2D, sine: Tensor2D, members: number): Tensor2D {
  const given = pairs(members).map(([i, j]) => {
    const others = Array.from({ length: members }, (_, u) => u).filter((u) => u !== i && u !== j);
    return { i, j, others };
  });
  const rho = (rows: number[]) => gather(cosine, Int32Array.from(rows)) as Tensor2D;
  const at = (u: number, v: number) => pairIndex(u, v, members);

  // One row for each (pair, other member u): the regression of u on i and j.
  const regressions = given.flatMap(({ i, j, others }) => others.map((u) => ({ i, j, u })));
  const ui = rho(regressions.map(({ i, u }) => at(u, i)));
  const uj = rho(regressions.map(({ j, u }) => at(u, j)));
  const ij = rho(regressions.map(({ i, j }) => at(i, j)));
  const sineSquared = square(
    gather(sine, Int32Array.from(regressions.map(({ i, j }) => at(i, j)))),
  );
  // Coefficients of i and j in the best linear prediction of u from both.
  const onI = div(sub(ui, mul(ij, uj)), sineSquared);
  const onJ = div(sub(uj, mul(ij, ui)), sineSquared);
  const variance = maximum(sub(1, add(mul(onI, ui), mul(onJ, uj))), SMALLEST_SINE);

  // One row for each (pair, two other members u and v): their correlation given i and j.
  const width = members - 2;
  const covariances = given.flatMap(({ others }, p) =>
    pairs(width).map(([a, b]) => ({
      uv: at(others[a]!, others[b]!),
      u: p * width + a,
      v: p * width + b,
    })),
  );
  const row = (from: Tensor2D, key: 'u' | 'v') =>
    gather(from, Int32Array.from(covariances.map((c) => c[key])));
  const predicted = add(
    mul(row(onI as Tensor2D, 'u'), row(ui, 'v')),
    mul(row(onJ as Tensor2D, 'u'), row(uj, 'v')),
  );
  const covariance = sub(rho(covariances.map(({ uv }) => uv)), predicted);
  const deviations = sqrt(mul(row(variance as Tensor2D, 'u'), row(variance as Tensor2D, 'v')));
  const correlation = clipByValue(div(covariance, deviations), -1, 1);

  // P_2 = 1/4 + asin ρ/2π; P_3 = 1/8 + Σ asin ρ/4π (Sheppard 1899).
  const count = width === 2 ? 1 : 3;
  const arcs = sum(reshape(asin(correlation), [given.length, count, -1]), 1) as Tensor2D;
  return width === 2
    ? (add(1 / 4, div(arcs, 2 * Math.PI)) as Tensor2D)
    : (add(1 / 8, div(arcs, 4 * Math.PI)) as Tensor2D);
}
