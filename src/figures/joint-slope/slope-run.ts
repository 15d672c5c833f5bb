/**
 * A descent that the reader runs from the arrows as they stand, step by step: on GDR, which turns the two
 * outermost, or on the joint slope, which turns and shortens those that carry it, the total length kept.
 */
import { onCircle } from '../../components/handle-motion';
import type { Vector } from '../../geometry/convex-hull';
import { descendJointSlope } from '../../geometry/joint-slope-descent';
import { descendGdr } from '../../geometry/planar-descent';
import { SETTINGS } from '../../share/shareable-settings';
import { type Descending, type DescentRun, ended } from '../descents/descents';
import { LENGTHS, lengthOf, slopePicture } from './slope-picture';

/** What is descended. */
export type SlopeDescent = 'gdr' | 'slope';

export interface SlopePoint {
  readonly gdr: number;
  readonly slope: number;
}

export interface SlopeRun extends DescentRun<SlopeDescent, readonly Vector[]> {
  /** Where it is, with all digits. */
  readonly gradients: readonly Vector[];
  /** At the start and after each step. */
  readonly points: readonly SlopePoint[];
}

/** Radians a step by which each of the two outermost gradients turns: half a degree. */
const GDR_RATE = Math.PI / 360;
/** By which a gradient moves in a step that carries the slope alone. */
const SLOPE_RATE = 0.015;
/** Steps after which a descent is given up. */
const MOST_STEPS = 900;
/** How far a tip goes before another picture is worth its time. */
const VISIBLE = 0.003;
/** Steps at most from picture to picture, so that a slow stretch is still seen to be one. */
const MOST_AT_ONCE = 10;

export function beginSlopeRun(descent: SlopeDescent, start: readonly Vector[]): SlopeRun {
  return {
    descent,
    start,
    shown: start,
    gradients: start,
    points: [pointOf(start)],
    atRest: next(descent, start).atRest,
    givenUp: false,
  };
}

/** The run after one more step; itself where it has ended. */
export function advanceSlopeRun(run: SlopeRun): SlopeRun {
  if (ended(run)) return run;
  const { gradients } = next(run.descent, run.gradients);
  const points = [...run.points, pointOf(gradients)];
  const { atRest } = next(run.descent, gradients);
  return {
    ...run,
    gradients,
    shown: SETTINGS['slope.gradients'].kind.settle(gradients),
    points,
    atRest,
    givenUp: !atRest && points.length > MOST_STEPS,
  };
}

export function sameGradients(a: readonly Vector[], b: readonly Vector[]): boolean {
  return a.length === b.length && a.every(([x, y], i) => x === b[i]![0] && y === b[i]![1]);
}

export const SLOPE_DESCENDING: Descending<SlopeRun> = {
  begin: beginSlopeRun,
  advanceInSight(run) {
    let now = run;
    for (let step = 0; step < MOST_AT_ONCE && !ended(now); step++) {
      now = advanceSlopeRun(now);
      const moved = now.gradients.map(([x, y], i) =>
        Math.hypot(x - run.gradients[i]![0], y - run.gradients[i]![1]),
      );
      if (Math.max(...moved) >= VISIBLE) break;
    }
    return now;
  },
  same: sameGradients,
};

function next(descent: SlopeDescent, gradients: readonly Vector[]) {
  const { slope, directions } = slopePicture(gradients);
  // Where one is zero, so is the other.
  if (slope === 0) return { gradients, atRest: true };
  if (descent === 'slope') {
    const { vectors, atRest } = descendJointSlope(gradients, SLOPE_RATE, LENGTHS);
    return { gradients: vectors, atRest };
  }
  const radians = directions.map((degrees) => (degrees * Math.PI) / 180);
  const { angles, atRest } = descendGdr(radians, GDR_RATE);
  const turned = gradients.map((gradient, i): Vector => {
    const [x, y] = onCircle((angles[i]! * 180) / Math.PI, lengthOf(gradient));
    return [x, -y];
  });
  return { gradients: turned, atRest };
}

function pointOf(gradients: readonly Vector[]): SlopePoint {
  const { gdr, slope } = slopePicture(gradients);
  return { gdr, slope };
}
