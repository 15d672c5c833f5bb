/**
 * A sphere of directions seen from outside, in orthographic projection with north up: where a direction is
 * drawn, how a handle moves it, how the hand turns the sphere.
 */
import {
  ANGLE_STEPS,
  KEY_DIRECTIONS,
  type Motion,
  type Point,
  type Stride,
} from '../../components/handle-motion';
import type { Direction } from '../../geometry/joint-region';
import { combine, cross, dot, type LonLat, rotated, toLonLat, toVector } from './directions';

/** The axes of the view in space: to the right, up, and towards the reader. */
export interface Axes {
  readonly right: Direction;
  readonly up: Direction;
  readonly front: Direction;
}

/** How deep behind the limb a direction must lie to be on the far side for a hand that drags it. */
const BEHIND = 1e-3;

/** @param view the direction that faces the reader */
export function axesOf(view: LonLat): Axes {
  const front = toVector(view);
  const right = toVector([view[0] + 90, 0]);
  return { right, up: cross(front, right), front };
}

/** Where a direction is drawn, in user units. */
export function pointOf({ right, up }: Axes, radius: number, direction: Direction): Point {
  return [radius * dot(direction, right), -radius * dot(direction, up)];
}

/** Towards the reader: 1 in the middle of the near side, 0 on the limb, negative on the far side. */
export function nearness(view: LonLat, direction: LonLat): number {
  return dot(toVector(direction), toVector(view));
}

/**
 * A direction on a sphere of `radius` user units around the drawing's origin. A pointer moves it on the
 * side on which it is; at the limb it stays, and comes to the near side. Keys move it all round: they turn
 * it to the right or upwards as seen on the near side. Home brings it to the middle.
 */
export function sphereMotion(view: LonLat, radius: number): Motion<LonLat> {
  const axes = axesOf(view);
  const { right, up, front } = axes;
  return {
    min: 0,
    max: 360,
    measure: ([longitude]) => longitude,
    place: (value) => pointOf(axes, radius, toVector(value)),
    valueAt([x, y], now) {
      const away = Math.hypot(x, y) / radius;
      const inside = Math.max(1, away) * radius;
      const side = dot(toVector(now), front) < -BEHIND ? -1 : 1;
      const depth = side * Math.sqrt(Math.max(0, 1 - away * away));
      return toLonLat(combine([right, x / inside], [up, -y / inside], [front, depth]));
    },
    step(value, key, stride) {
      const arrow = KEY_DIRECTIONS.get(key);
      if (!arrow) return key === 'Home' ? view : undefined;
      const [x, y] = arrow;
      const axis = combine([up, x], [right, -y]);
      return toLonLat(rotated(toVector(value), axis, ANGLE_STEPS[stride]));
    },
  };
}

/** The view after the hand has moved over the middle of the sphere, y downwards, in user units. */
export function draggedView(view: LonLat, [x, y]: Point, radius: number): LonLat {
  const degrees = 180 / (Math.PI * radius);
  return turnedView(view, -x * degrees, y * degrees);
}

/** The view after a key press: the near side moves where the arrow points. */
export function steppedView(view: LonLat, key: string, stride: Stride): LonLat | undefined {
  const arrow = KEY_DIRECTIONS.get(key);
  if (!arrow) return undefined;
  const step = ANGLE_STEPS[stride];
  return turnedView(view, -arrow[0] * step, -arrow[1] * step);
}

/** The view moved by degrees. North stays up: it stops at the poles. */
export function turnedView([longitude, latitude]: LonLat, east: number, north: number): LonLat {
  return [(((longitude + east) % 360) + 360) % 360, Math.min(90, Math.max(-90, latitude + north))];
}
