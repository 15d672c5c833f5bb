/** A point anywhere in the square [−1, 1]², as a handle moves it. */
import {
  KEY_DIRECTIONS,
  type Motion,
  POINT_STEPS,
  type Point,
} from '../../components/handle-motion';

/** User units to one of the plane. */
export const SCALE = 100;

export const SQUARE: Motion<Point> = {
  min: 0,
  max: Math.SQRT2,
  measure: ([x, y]) => Math.hypot(x, y),
  place: ([x, y]) => [x * SCALE, -y * SCALE],
  valueAt: ([x, y]) => within([x / SCALE, -y / SCALE]),
  step([x, y], key, stride) {
    const direction = KEY_DIRECTIONS.get(key);
    const by = POINT_STEPS[stride];
    if (direction) return within([x + direction[0] * by, y + direction[1] * by]);
    return key === 'Home' ? [0, 0] : undefined;
  },
};

function within([x, y]: Point): Point {
  return [Math.min(1, Math.max(-1, x)), Math.min(1, Math.max(-1, y))];
}
