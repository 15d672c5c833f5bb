/**
 * The coefficients of ops/composed/penalty-coefficients.ts for one image at a time, in float64.
 */
import { jointSlope as jointSlopeOf } from '../../geometry/joint-slope';
import type { OfPenalties } from '../../geometry/penalties';
import { SMALLEST_NORM } from '../limits';
import { type Slopes, type SquareMatrix, slopes } from './penalty-slopes';

/** The members' weighted directions v_i at one image, and what is to be found. */
export interface PenalisedImage {
  readonly members: number;
  /** Whether all v_i lie in one plane, as those of two inputs do. */
  readonly planar: boolean;
  /** v_i·v_j */
  readonly gram: SquareMatrix;
  /** ‖v_i‖, [n] */
  readonly norm: Float64Array;
  /** S_i, [n] */
  readonly scale: Float64Array;
  /** K_ij, which ∂Φ/∂v_i has of u_j: written over. */
  readonly ofUnits: SquareMatrix;
  /** ∂Φ/∂m_i, [n]: written over, where the penalty sees the scale. */
  readonly ofMargin: Float64Array;
}

export interface Coefficients {
  /** Whether the penalty sees the gradients' scale S. */
  readonly ofMargin: boolean;
  /** @returns whether the image counts in the mean; where it does not, nothing has been written */
  readonly write: (image: PenalisedImage) => boolean;
}

export const coefficients: OfPenalties<Coefficients> = {
  cosine: scaleFree(slopes.cosine),
  gal: scaleFree(slopes.gal),
  gdr: scaleFree(slopes.gdr),
  norm: { ofMargin: true, write: norm },
  'joint-slope': { ofMargin: true, write: jointSlope },
};

/**
 * The Gram matrix of float32 numbers is exact to some 1e-16 of the lengths, so that even √(1 − ρ²) keeps eight
 * digits behind the point near ρ = ±1, where float32 sums would need the chords.
 */
function scaleFree(slopesOf: Slopes): Coefficients {
  const room = new Map<number, readonly [SquareMatrix, SquareMatrix, SquareMatrix]>();
  const roomFor = (size: number) => {
    const own = room.get(size) ?? [
      new Float64Array(size),
      new Float64Array(size),
      new Float64Array(size),
    ];
    room.set(size, own);
    return own;
  };
  const write = ({ members, planar, gram, norm, ofUnits }: PenalisedImage) => {
    // Also where a norm is no number, so that it shows in the result.
    if (norm.some((length) => length < SMALLEST_NORM)) return false;
    const [cosine, sine, slope] = roomFor(gram.length);
    for (let i = 0; i < members; i++) {
      for (let j = 0; j < i; j++) {
        const [ij, ji] = [i * members + j, j * members + i];
        const rho = Math.min(1, Math.max(-1, gram[ij]! / (norm[i]! * norm[j]!)));
        cosine[ij] = rho;
        cosine[ji] = rho;
        sine[ij] = Math.sqrt((1 - rho) * (1 + rho));
        sine[ji] = sine[ij];
      }
      cosine[i * members + i] = 1;
    }
    slopesOf(cosine, sine, members, slope, planar);
    for (let i = 0; i < members; i++) {
      let own = 0;
      for (let j = 0; j < members; j++) {
        if (j === i) continue;
        const ij = i * members + j;
        ofUnits[ij] = slope[ij]! / norm[i]!;
        own -= slope[ij]! * cosine[ij]!;
      }
      ofUnits[i * members + i] = own / norm[i]!;
    }
    return true;
  };
  return { ofMargin: false, write };
}

function norm({ members, norm, scale, ofUnits, ofMargin }: PenalisedImage): boolean {
  ofUnits.fill(0);
  for (let i = 0; i < members; i++) {
    ofUnits[i * members + i] = scale[i]! / members;
    ofMargin[i] = ((1 - scale[i]!) * scale[i]! * norm[i]!) / members;
  }
  return true;
}

function jointSlope({ members, gram, norm, scale, ofUnits, ofMargin }: PenalisedImage): boolean {
  const scaled = gram.map(
    (product, k) => product * scale[Math.floor(k / members)]! * scale[k % members]!,
  );
  // What has left the range of numbers shows in the result.
  const { slope, weights } = scaled.every(Number.isFinite)
    ? jointSlopeOf(scaled)
    : { slope: Number.NaN, weights: norm };
  for (let i = 0; i < members; i++) {
    for (let j = 0; j < members; j++) {
      ofUnits[i * members + j] =
        slope === 0 ? 0 : weights[i]! * scale[i]! * ((weights[j]! * scale[j]! * norm[j]!) / slope);
    }
    ofMargin[i] = (1 - scale[i]!) * weights[i]! * slope;
  }
  return true;
}
