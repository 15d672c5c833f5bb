/**
 * Gradients of any length in the plane, and all that the figure says of them: the share of directions that
 * lower every confidence, the hull of the gradients' tips, and the best joint step with its slope.
 */
import { directionOf } from '../../components/handle-motion';
import { convexHull, type Vector } from '../../geometry/convex-hull';
import { type JointArc, jointArc } from '../../geometry/joint-arc';
import { nearestPoint, planarJointSlope } from '../../geometry/joint-slope-descent';
import { SETTINGS } from '../../share/shareable-settings';

const { item, count } = SETTINGS['slope.gradients'].kind;
/** Of an arrow. */
export const LENGTHS = { least: item.least, most: item.radius };
export const { min: FEWEST, max: MOST } = count;

/**
 * Below these both are zero, as one is where the other is: the digits of a link cannot hold two arrows
 * exactly opposite.
 */
const LEAST_SLOPE = 2e-4;
const LEAST_ARC = 1e-3;

export interface SlopePicture {
  readonly gradients: readonly Vector[];
  readonly lengths: readonly number[];
  /** Degrees. */
  readonly directions: readonly number[];
  readonly region: JointArc;
  /** Share of the circle, which is GDR, since that depends on the cosines alone. */
  readonly gdr: number;
  readonly slope: number;
  /** Of each gradient in the hull's nearest point, of sum 1. Not unique where the slope is zero. */
  readonly weights: readonly number[];
  /** The point of the hull nearest to zero. The best joint step points the other way. */
  readonly nearest: Vector;
  /** Corners of the hull. */
  readonly hull: readonly Vector[];
  /** The gradients that bound the region: indices. None where there is no region. */
  readonly outermost: readonly number[];
}

export function slopePicture(gradients: readonly Vector[]): SlopePicture {
  const directions = gradients.map(directionOf);
  const radians = directions.map((degrees) => (degrees * Math.PI) / 180);
  const { slope, weights } = planarJointSlope(gradients);
  const arc = jointArc(radians);
  const gone = arc.kind !== 'arc' || arc.extent < LEAST_ARC || slope < LEAST_SLOPE;
  return {
    gradients,
    lengths: gradients.map(lengthOf),
    directions,
    region: gone ? { kind: 'empty' } : arc,
    gdr: gone ? 0 : arc.extent / (2 * Math.PI),
    slope: gone ? 0 : slope,
    weights: [...weights],
    nearest: gone ? [0, 0] : nearestPoint(gradients, weights),
    hull: convexHull(gradients),
    outermost: gone ? [] : outermostOf(arc, radians),
  };
}

export function lengthOf([x, y]: Vector): number {
  return Math.hypot(x, y);
}

/** The same direction at another length, within those allowed. */
export function atLength(vector: Vector, length: number): Vector {
  const scale = Math.min(LENGTHS.most, Math.max(LENGTHS.least, length)) / lengthOf(vector);
  return [vector[0] * scale, vector[1] * scale];
}

/** All that stand a quarter turn beyond either end of the arc. */
function outermostOf(arc: Extract<JointArc, { kind: 'arc' }>, radians: readonly number[]) {
  const bounds = [arc.start - Math.PI / 2, arc.start + arc.extent + Math.PI / 2];
  return radians.flatMap((angle, i) =>
    bounds.some((bound) => Math.cos(angle - bound) > 1 - 1e-9) ? [i] : [],
  );
}
