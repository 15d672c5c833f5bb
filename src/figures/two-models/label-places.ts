/** Where the names of vectors stand, so that none lies on another, at any angle. Places have y down. */
import { directionOf, onCircle, type Point, wrapDegrees } from '../../components/handle-motion';

/** Least angle between the names of two gradients at their tips. */
const APART = 17;

/** Directions of the names of f and g: their own, or pushed apart where they would overlap. */
export function nameDirections(f: number, g: number): readonly [number, number] {
  const lead = wrapDegrees(f - g + 180) - 180;
  const missing = APART - Math.abs(lead);
  if (missing <= 0) return [f, g];
  const aside = (missing / 2) * (lead < 0 ? -1 : 1);
  return [f + aside, g - aside];
}

/** Beside the tip of a perturbation, on the side with more room to the tips of the gradients. */
export function perturbationName(tip: Point, others: readonly Point[], distance: number): Point {
  const along = directionOf([tip[0], -tip[1]]);
  const sides = [along + 90, along - 90].map((direction): Point => {
    const [x, y] = onCircle(direction, distance);
    return [tip[0] + x, tip[1] + y];
  });
  const room = (place: Point) =>
    Math.min(...others.map(([x, y]) => Math.hypot(place[0] - x, place[1] - y)));
  return room(sides[0]!) >= room(sides[1]!) ? sides[0]! : sides[1]!;
}

/** The number of the angle: between the vectors, or beside them where there is no room between. */
export function angleName(f: number, g: number, radius: number): Point {
  const lead = wrapDegrees(f - g + 180) - 180;
  const middle = g + lead / 2;
  if (Math.abs(lead) >= 50) return onCircle(middle, radius);
  return onCircle(middle + Math.abs(lead) / 2 + 28, radius + 8);
}
