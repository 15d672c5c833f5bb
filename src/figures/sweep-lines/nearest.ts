/** Points of a drawing are too close for a finger each: the drawing takes it, and finds whose it is. */

/** How far from a point a finger or the mouse means it, px. */
const REACH = 24;

export interface At {
  readonly x: number;
  readonly y: number;
}

/** The point nearest to a place in the same units, px, if one is within reach. */
export function nearest<P extends At>(points: readonly P[], at: At): P | undefined {
  let found: P | undefined;
  let least = REACH;
  for (const point of points) {
    const distance = Math.hypot(point.x - at.x, point.y - at.y);
    if (distance > least) continue;
    least = distance;
    found = point;
  }
  return found;
}
