/**
 * A descent that the reader runs from an arrangement, step by step: on the mean pairwise cosine, or on
 * GDR. It goes on with all its digits; what is drawn and shared of it is rounded to what a link carries.
 */
import { leastMeanCosine, meanCosine } from '../../geometry/alignment';
import { jointArc } from '../../geometry/joint-arc';
import { descendCosine, descendGdr } from '../../geometry/planar-descent';
import { type Descending, type DescentRun, ended } from '../descents/descents';
import { cosinesOf, shareOf, toDegrees, toRadians } from './arrangement';

/** What is descended. */
export type Descent = 'cosine' | 'gdr';

export interface RunPoint {
  readonly cosine: number;
  readonly gdr: number;
}

/** It begins, and is shown, at directions in degrees: in tenths, as a link carries them. */
export interface Run extends DescentRun<Descent, readonly number[]> {
  /** Where it is, radians. */
  readonly angles: readonly number[];
  /** At the start and after each step. */
  readonly points: readonly RunPoint[];
}

/** Radians a step for a slope of 1: the slopes of n gradients shrink as 1/(n−1). */
const COSINE_RATE = 0.025;
/** Radians a step by which each of the two outermost gradients moves: half a degree. */
const GDR_RATE = Math.PI / 360;

/** Then it is given up, as where arrows that coincide end on one line. */
const MOST_STEPS = 900;

/** What a mean cosine may be above its least for the eye: arrows off by about a quarter of a degree. */
const UNSEEN = 4e-6;
/** How far an arrow turns before another picture is worth its time: what a link carries, radians. */
const VISIBLE = Math.PI / 1800;
/** Steps at most from picture to picture, so that a slow stretch is still seen to be one. */
const MOST_AT_ONCE = 10;

export function begin(descent: Descent, start: readonly number[]): Run {
  const angles = start.map(toRadians);
  const run = { descent, start, shown: start, angles, points: [pointOf(angles)] };
  return { ...run, atRest: isAtRest(descent, angles), givenUp: false };
}

/** The run after one more step; itself where it has ended. */
export function advance(run: Run): Run {
  if (ended(run)) return run;
  const { angles } = next(run.descent, run.angles);
  const points = [...run.points, pointOf(angles)];
  const atRest = isAtRest(run.descent, angles);
  return {
    ...run,
    angles,
    shown: inTenths(angles),
    points,
    atRest,
    givenUp: !atRest && points.length > MOST_STEPS,
  };
}

/** The run after as many steps as it takes to see a difference. */
export function advanceInSight(run: Run): Run {
  let now = run;
  for (let step = 0; step < MOST_AT_ONCE && !ended(now); step++) {
    now = advance(now);
    if (now.angles.some((angle, i) => Math.abs(angle - run.angles[i]!) >= VISIBLE)) break;
  }
  return now;
}

/** Steps until nothing was left to the adversary; undefined while something is. */
export function stepsToEmpty({ points }: Run): number | undefined {
  const at = points.findIndex(({ gdr }) => gdr === 0);
  return at < 0 ? undefined : at;
}

export function sameAngles(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((angle, i) => angle === b[i]);
}

export const DESCENDING: Descending<Run> = { begin, advanceInSight, same: sameAngles };

function next(descent: Descent, angles: readonly number[]) {
  return descent === 'cosine'
    ? descendCosine(angles, COSINE_RATE * (angles.length - 1))
    : descendGdr(angles, GDR_RATE);
}

/** GDR's end is exact; the cosine's would be approached for ever, long after anything is seen to move. */
function isAtRest(descent: Descent, angles: readonly number[]): boolean {
  if (next(descent, angles).atRest) return true;
  const above = meanCosine(cosinesOf(angles)) - leastMeanCosine(angles.length);
  return descent === 'cosine' && above < UNSEEN;
}

function pointOf(angles: readonly number[]): RunPoint {
  return { cosine: meanCosine(cosinesOf(angles)), gdr: shareOf(jointArc(angles)) };
}

/** Rounded to tenths of a degree, in such a way that a region that is gone stays gone. */
function inTenths(angles: readonly number[]): readonly number[] {
  const tenths = angles.map((angle) => Math.round(toDegrees(angle) * 10) % 3600);
  const region = jointArc(tenths.map((tenth) => toRadians(tenth / 10)));
  if (region.kind === 'arc' && jointArc(angles).kind !== 'arc') {
    // The gradient a quarter turn beyond the arc's end bounds it: it goes outwards by what is left.
    const bound = Math.round(toDegrees(region.start + region.extent + Math.PI / 2) * 10) % 3600;
    const left = Math.round(toDegrees(region.extent) * 10);
    const i = tenths.indexOf(bound);
    tenths[i] = (bound - left + 3600) % 3600;
  }
  return tenths.map((tenth) => tenth / 10);
}
