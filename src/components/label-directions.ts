/** Where the names of vectors stand around the circle: at their tips, or pushed apart where they would overlap. */

/** Least angle between names, degrees. */
const APART = 14;

/**
 * The directions for the names, in the order of the vectors: moved as little as keeps neighbours APART.
 * @param angles degrees; at most eight, which leave room
 */
export function nameDirections(angles: readonly number[]): readonly number[] {
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
      if (block.middle - last.middle >= (APART * count) / 2) break;
      blocks.pop();
      const sum = last.middle * last.members.length + block.middle * block.members.length;
      block = { members: [...last.members, ...block.members], middle: sum / count };
    }
    blocks.push(block);
  }
  const places = angles.map(() => 0);
  for (const { members, middle } of blocks) {
    members.forEach((member, k) => {
      places[member] = origin + middle + APART * (k - (members.length - 1) / 2);
    });
  }
  return places;
}
