/** Gordan's certificate as a drawing: the weighted gradients laid head to tail come back to where they began. */
import { toRadians, unit, type Vector } from './arrangement';

export interface Side {
  readonly member: number;
  readonly weight: number;
  readonly from: Vector;
  readonly to: Vector;
}

/** Weights that are only rounding draw nothing. */
const ROUNDING = 1e-9;

/**
 * The sides of the polygon, the sum of whose lengths is 1, in the order of their directions, so that it is
 * convex; its middle at the origin, y upwards. Two opposite gradients give one side there and one back.
 * @param angles degrees
 * @param weights one each, not negative
 */
export function certificatePolygon(
  angles: readonly number[],
  weights: readonly number[],
): readonly Side[] {
  const used = angles
    .flatMap((_, member) => (weights[member]! > ROUNDING ? [member] : []))
    .sort((a, b) => angles[a]! - angles[b]!);
  let at: Vector = [0, 0];
  const sides = used.map((member): Side => {
    const weight = weights[member]!;
    const [x, y] = unit(toRadians(angles[member]!));
    const from = at;
    at = [from[0] + weight * x, from[1] + weight * y];
    return { member, weight, from, to: at };
  });
  const [x, y] = [0, 1].map((axis) => {
    const along = sides.map(({ from }) => from[axis]!);
    return (Math.min(...along) + Math.max(...along)) / 2;
  }) as [number, number];
  const centred = (point: Vector): Vector => [point[0] - x, point[1] - y];
  return sides.map((side) => ({ ...side, from: centred(side.from), to: centred(side.to) }));
}
