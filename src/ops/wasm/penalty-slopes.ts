/**
 * The slopes of ops/composed/penalty-slopes.ts for one image at a time, in float64: ∂value/∂ρ_ij for all members
 * i ≠ j, as a symmetric matrix [n, n] whose diagonal means nothing. Cosines and sines come likewise.
 */
import { pairCount, pairs } from '../../geometry/pairs';
import type { OfScaleFree } from '../../geometry/penalties';
import { CAPPED_SINE, SMALLEST_SINE } from '../limits';

export type SquareMatrix = Float64Array;

export type Slopes = (
  cosine: SquareMatrix,
  sine: SquareMatrix,
  members: number,
  slope: SquareMatrix,
  planar: boolean,
) => void;

export const slopes: OfScaleFree<Slopes> = {
  cosine: (_cosine, _sine, members, slope) => {
    slope.fill(1 / pairCount(members));
  },
  gal: (cosine, _sine, members, slope) => {
    let total = 0;
    for (let i = 0; i < members; i++) {
      for (let j = 0; j < i; j++) total += Math.exp(cosine[i * members + j]!);
    }
    for (let k = 0; k < slope.length; k++) slope[k] = Math.exp(cosine[k]!) / total;
  },
  gdr: (cosine, sine, members, slope, planar) => {
    if (planar && members > 3) {
      planarSlopes(cosine, sine, members, slope);
      return;
    }
    for (let i = 0; i < members; i++) {
      for (let j = 0; j < i; j++) {
        const value = gdrSlope(cosine, sine[i * members + j]!, members, i, j);
        slope[i * members + j] = value;
        slope[j * members + i] = value;
      }
    }
  },
};

function gdrSlope(cosine: SquareMatrix, sine: number, members: number, i: number, j: number) {
  if (members <= 3) {
    if (sine <= SMALLEST_SINE) return 0;
    return (members === 2 ? 1 : 1 / 2) / (2 * Math.PI * sine);
  }
  const bounded = Math.max(sine, CAPPED_SINE);
  return orthantGivenPair(cosine, bounded, members, i, j) / (2 * Math.PI * bounded);
}

/** Of vectors in a plane only the outermost pair's, shared where several are equally wide. */
function planarSlopes(
  cosine: SquareMatrix,
  sine: SquareMatrix,
  members: number,
  slope: SquareMatrix,
): void {
  const angle = (i: number, j: number) =>
    Math.atan2(sine[i * members + j]!, cosine[i * members + j]!);
  const all = pairs(members);
  const widest = Math.max(...all.map(([i, j]) => angle(i, j)));
  const outermost = all.filter(([i, j]) => angle(i, j) === widest);
  slope.fill(0);
  for (const [i, j] of outermost) {
    const own = sine[i * members + j]!;
    let between = own > SMALLEST_SINE;
    for (let k = 0; k < members; k++) {
      if (k !== i && k !== j) between &&= angle(i, k) + angle(k, j) < Math.PI;
    }
    const value = between ? 1 / (2 * Math.PI * own * outermost.length) : 0;
    slope[i * members + j] = value;
    slope[j * members + i] = value;
  }
}

/** P_{n−2} of the other members' correlations, given that members i and j are at zero: n = 4 and 5. */
function orthantGivenPair(
  cosine: SquareMatrix,
  sine: number,
  members: number,
  i: number,
  j: number,
): number {
  const rho = (u: number, v: number) => cosine[u * members + v]!;
  const covariance = (u: number, v: number) => {
    // Coefficients of i and j in the best linear prediction of u from both.
    const onI = (rho(u, i) - rho(i, j) * rho(u, j)) / (sine * sine);
    const onJ = (rho(u, j) - rho(i, j) * rho(u, i)) / (sine * sine);
    return rho(u, v) - (onI * rho(v, i) + onJ * rho(v, j));
  };
  const variance = (u: number) => Math.max(covariance(u, u), SMALLEST_SINE);
  let arcs = 0;
  for (let u = 0; u < members; u++) {
    if (u === i || u === j) continue;
    for (let v = 0; v < u; v++) {
      if (v === i || v === j) continue;
      const correlation = covariance(u, v) / Math.sqrt(variance(u) * variance(v));
      arcs += Math.asin(Math.min(1, Math.max(-1, correlation)));
    }
  }
  return members === 4 ? 1 / 4 + arcs / (2 * Math.PI) : 1 / 8 + arcs / (4 * Math.PI);
}
