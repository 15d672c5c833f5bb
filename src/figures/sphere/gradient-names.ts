/** Where the names of the gradients stand, beside their tips: outwards, and clear of one another. */
import type { Point } from '../../components/handle-motion';

/** User units, from a tip to the middle of its name. */
const AWAY = 21;
/** Names so near cover each other: across, and down. */
const CLEAR: Point = [26, 15];

export function gradientNames(tips: readonly Point[]): readonly Point[] {
  const names: Point[] = [];
  for (const [x, y] of tips) {
    const length = Math.hypot(x, y);
    // A gradient that points at the reader has no outside.
    const [ux, uy] = length > 8 ? [x / length, y / length] : [0.7, -0.7];
    let name: Point = [x + AWAY * ux, y + AWAY * uy];
    const covers = (other: Point) =>
      Math.abs(other[0] - name[0]) < CLEAR[0] && Math.abs(other[1] - name[1]) < CLEAR[1];
    while (names.some(covers)) name = [name[0], name[1] + CLEAR[1]];
    names.push(name);
  }
  return names;
}
