/**
 * Pulls three gradients towards a common plane around the centre, so that the directions that lower all
 * three confidences get fewer, down to none.
 *
 * With n the direction of the gradients' sum, only the part of each along n shrinks. What remains of them
 * in the plane across n sums to zero, so that in the end no direction is left (Gordan). On the way the
 * region is squeezed linearly towards −n: where −n lies in it, each region contains the next.
 */
import type { Direction } from '../../geometry/joint-region';
import { combine, cross, dot, unit } from './directions';

export type Triple = readonly [Direction, Direction, Direction];

/** Sums so short are zero: the gradients balance each other already. */
const BALANCED = 1e-9;
/** Gradients whose parts across n are all so short agree. */
const AGREEING = 1e-6;
/** A part across n this many times shorter than the longest has no direction. */
const NEGLIGIBLE = 1e-6;

/**
 * @param gradients of unit length
 * @param amount from 0, as they are, to 1, in one plane
 * @returns unit vectors
 */
export function flattened(gradients: Triple, amount: number): Triple {
  const sum = combine(...gradients.map((gradient) => [gradient, 1] as const));
  if (amount === 0 || Math.hypot(...sum) < BALANCED) return gradients;
  const n = unit(sum);
  const [east, north] = across(n);
  const parts = gradients.map((gradient) => {
    const height = dot(gradient, n);
    const flat = combine([gradient, 1], [n, -height]);
    return { height, flat, length: Math.hypot(...flat) };
  });
  const longest = Math.max(...parts.map(({ length }) => length));
  return parts.map(({ height, flat, length }, i) => {
    if (longest >= AGREEING && length >= NEGLIGIBLE * longest) {
      return unit(combine([flat, 1], [n, (1 - amount) * height]));
    }
    // A gradient along n may fall to any side, since the others are opposite; three part evenly.
    const turn = (2 * Math.PI * i) / 3;
    const aside = combine([east, Math.cos(turn)], [north, Math.sin(turn)]);
    return unit(combine([n, (1 - amount) * height], [aside, amount]));
  }) as unknown as Triple;
}

/** Two directions across one, at right angles. */
function across(n: Direction): readonly [Direction, Direction] {
  const aside: Direction = Math.abs(n[2]) < 0.9 ? [0, 0, 1] : [1, 0, 0];
  const east = unit(cross(aside, n));
  return [east, cross(n, east)];
}
