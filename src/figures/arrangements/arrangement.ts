/**
 * Gradients of unit length in the plane and all that the figure says of them: how aligned they are, what
 * is left to the adversary, the best joint direction where something is left, and where nothing is, the
 * weights with which the gradients cancel.
 */
import type { Measure } from '../../components/MeasureScale';
import { gal, leastMeanCosine, leastPlanarGal, meanCosine } from '../../geometry/alignment';
import { type JointArc, jointArc } from '../../geometry/joint-arc';
import { leastNormPoint } from '../../geometry/least-norm-point';
import { pairCount, pairs } from '../../geometry/pairs';

/** (x, y), y upwards. */
export type Vector = readonly [number, number];

export interface Arrangement {
  /** Degrees, as given. */
  readonly angles: readonly number[];
  /** Each with its least and most over all arrangements of so many gradients in the plane. */
  readonly cosine: Measure;
  readonly gal: Measure;
  readonly gdr: Measure;
  readonly region: JointArc;
  /** The gradients that bound the region, clockwise end first: indices. None where there is no region. */
  readonly outermost: readonly number[];
  /** −v of the point v of least norm in the hull: along it every confidence falls, by ‖v‖ or more. */
  readonly best: {
    readonly vector: Vector;
    readonly degrees: number;
    readonly fall: number;
  } | null;
  /** Weights a_i ≥ 0 of sum 1 with Σ a_i g_i = 0, where no direction lowers all. */
  readonly certificate: readonly number[] | null;
}

/** @param angles two to eight directions, degrees */
export function arrangement(angles: readonly number[]): Arrangement {
  const n = angles.length;
  const radians = angles.map(toRadians);
  const region = jointArc(radians);
  const cosines = cosinesOf(radians);
  const hull = leastNormPoint(radians.map(unit));
  const share = shareOf(region);
  const [x = 0, y = 0] = hull.point;
  return {
    angles,
    cosine: { value: meanCosine(cosines), least: leastMeanCosine(n), most: 1 },
    gal: { value: gal(cosines), least: leastPlanarGal(n), most: Math.log(pairCount(n)) + 1 },
    gdr: { value: share, least: 0, most: 0.5 },
    region,
    outermost: outermostOf(region, radians),
    best:
      share > 0
        ? { vector: [-x, -y], degrees: toDegrees(Math.atan2(-y, -x)), fall: hull.norm }
        : null,
    certificate: share > 0 ? null : hull.coefficients,
  };
}

/** The gradients at either end of the arc's complement: each is a quarter turn beyond the arc. */
function outermostOf(region: JointArc, radians: readonly number[]): readonly number[] {
  if (region.kind !== 'arc') return [];
  return [region.start - Math.PI / 2, region.start + region.extent + Math.PI / 2].map((bound) => {
    const off = radians.map((angle) => 1 - Math.cos(angle - bound));
    return off.indexOf(Math.min(...off));
  });
}

export function cosinesOf(radians: readonly number[]): readonly number[] {
  return pairs(radians.length).map(([i, j]) => Math.cos(radians[i]! - radians[j]!));
}

/** Share of the circle, which is GDR, since that depends on the cosines alone. */
export function shareOf(region: JointArc): number {
  return region.kind === 'arc' ? region.extent / (2 * Math.PI) : 0;
}

/** On the unit circle, radians. */
export function unit(angle: number): Vector {
  return [Math.cos(angle), Math.sin(angle)];
}

export function toRadians(degrees: number): number {
  return (degrees * Math.PI) / 180;
}

export function toDegrees(radians: number): number {
  return ((((radians * 180) / Math.PI) % 360) + 360) % 360;
}
