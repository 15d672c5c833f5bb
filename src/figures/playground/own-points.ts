/** Adding, moving and removing the reader's own points: arithmetic without React. */
import type { LabelledPoints } from '../../data/planar-data';
import { type LabelledPoint, MOST_POINTS } from '../../share/labelled-points';

type Point = readonly [number, number];

/** The point nearest to a place, if it is within reach; -1 if none is. */
export function nearestPoint(points: readonly LabelledPoint[], at: Point, reach: number): number {
  let [nearest, least] = [-1, reach];
  points.forEach(([x, y], i) => {
    const distance = Math.hypot(x - at[0], y - at[1]);
    if (distance > least) return;
    nearest = i;
    least = distance;
  });
  return nearest;
}

/** With one more point; as they are where there is no room for it. */
export function withPoint(
  points: readonly LabelledPoint[],
  [x, y]: Point,
  label: number,
): readonly LabelledPoint[] {
  return points.length < MOST_POINTS ? [...points, [x, y, label]] : points;
}

export function withPointMoved(
  points: readonly LabelledPoint[],
  index: number,
  [x, y]: Point,
): readonly LabelledPoint[] {
  return points.map((point, i) => (i === index ? [x, y, point[2]] : point));
}

export function withoutPoint(
  points: readonly LabelledPoint[],
  index: number,
): readonly LabelledPoint[] {
  return points.filter((_, i) => i !== index);
}

/** Points that were drawn, to be changed by hand: as many as there may be, the classes taking turns. */
export function asOwnPoints({ points, labels }: LabelledPoints): LabelledPoint[] {
  return Array.from(labels.subarray(0, MOST_POINTS), (label, b) => [
    points[2 * b]!,
    points[2 * b + 1]!,
    label,
  ]);
}
