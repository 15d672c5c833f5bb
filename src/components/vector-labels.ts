/**
 * Where the names of vectors, and of the angle between two, stand in a drawing, so that none lies on another.
 * Directions are in degrees, counter-clockwise from the x axis; places have y down.
 */
import { directionOf, onCircle, type Point, wrapDegrees } from './handle-motion';

/**
 * The directions for the names, in the order of the vectors: their own, or moved as little as keeps neighbours
 * apart. Of equal directions the first goes clockwise.
 * @param angles from 0 to 360; no more than `apart` leaves room for
 * @param apart least angle between two names
 */
export function nameDirections(angles: readonly number[], apart: number): readonly number[] {
  const order = angles.map((_, i) => i).sort((a, b) => angles[a]! - angles[b]!);
  // Unrolled from behind the widest gap, across which no name needs to be pushed.
  const gaps = order.map((i, k) => {
    const before = order[(k + order.length - 1) % order.length]!;
    return angles[i]! - angles[before]! + (k === 0 ? 360 : 0);
  });
  const first = gaps.indexOf(Math.max(...gaps));
  const around = order.map((_, k) => order[(first + k) % order.length]!);
  const origin = angles[around[0]!]!;
  // Names that touch move as one block, which stands around the mean of its vectors.
  const blocks: { members: number[]; middle: number }[] = [];
  for (const member of around) {
    let block = { members: [member], middle: (angles[member]! - origin + 360) % 360 };
    for (let last = blocks.at(-1); last; last = blocks.at(-1)) {
      const count = last.members.length + block.members.length;
      if (block.middle - last.middle >= (apart * count) / 2) break;
      blocks.pop();
      const sum = last.middle * last.members.length + block.middle * block.members.length;
      block = { members: [...last.members, ...block.members], middle: sum / count };
    }
    blocks.push(block);
  }
  const places = angles.map(() => 0);
  for (const { members, middle } of blocks) {
    members.forEach((member, k) => {
      places[member] = origin + middle + apart * (k - (members.length - 1) / 2);
    });
  }
  return places;
}

/** Beside the tip of a perturbation, on the side with more room to the tips of the gradients. */
export function perturbationPlace(tip: Point, others: readonly Point[], distance: number): Point {
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
export function anglePlace(f: number, g: number, radius: number): Point {
  // Of opposite vectors the side counter-clockwise of g, as the arc between them is drawn.
  const lead = 180 - wrapDegrees(g - f + 180);
  const middle = g + lead / 2;
  if (Math.abs(lead) >= 50) return onCircle(middle, radius);
  return onCircle(middle + Math.abs(lead) / 2 + 28, radius + 8);
}
