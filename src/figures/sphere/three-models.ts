/** Three models' confidence gradients in space: everything the figure draws and writes, as numbers. */
import { angleBetween } from '../../geometry/angle';
import { gdrOfImage } from '../../geometry/gdr';
import { type Direction, jointCorners, jointRegion } from '../../geometry/joint-region';
import { pairs } from '../../geometry/pairs';
import { type LonLat, toDegrees, toLonLat, toVector } from './directions';
import { flattened, type Triple } from './flatten';

export interface ThreeModels {
  /** Longitudes and latitudes of the gradients, flattened as asked. */
  readonly places: readonly [LonLat, LonLat, LonLat];
  /** The same as vectors of unit length. */
  readonly gradients: Triple;
  /** θ₁₂, θ₁₃, θ₂₃ in degrees, 0 to 180. */
  readonly angles: readonly [number, number, number];
  /** Of the directions that lower every confidence, in steradians: 4π·GDR. */
  readonly solidAngle: number;
  readonly gdr: number;
  /** Boundary of those directions, counter-clockwise as seen from outside; empty where there are none. */
  readonly region: readonly Direction[];
  readonly corners: readonly Direction[];
}

/** @param flatness from 0, the gradients as given, to 1, pulled into one plane */
export function threeModels(
  given: readonly [LonLat, LonLat, LonLat],
  flatness: number,
): ThreeModels {
  const vectors = flattened(given.map(toVector) as unknown as Triple, flatness);
  const radians = pairs(3).map(([i, j]) => angleBetween(vectors[i]!, vectors[j]!));
  const gdr = gdrOfImage(radians);
  const region = jointRegion(vectors);
  return {
    // As given where nothing is flattened: the pole keeps its longitude.
    places: flatness === 0 ? given : (vectors.map(toLonLat) as unknown as typeof given),
    gradients: vectors,
    angles: radians.map(toDegrees) as unknown as ThreeModels['angles'],
    solidAngle: 4 * Math.PI * gdr,
    gdr,
    region,
    corners: region.length === 0 ? [] : jointCorners(vectors as [Direction, Direction, Direction]),
  };
}

/** What is left to the attacker, in plain words. */
export function verdict({ gdr, region }: ThreeModels): string {
  if (region.length === 0 || gdr < 1e-9) {
    return 'No direction lowers all three confidences: the gradients lie all around the centre.';
  }
  return 'This share of all directions lowers the confidence of all three models.';
}
