/**
 * How much two gradients look at the same coordinates, whichever way they want them moved. Disjoint
 * supports make gradients orthogonal; orthogonal gradients may still have the same support.
 */
import { angleBetween } from './angle';

/** cos of the angle between |u| and |v|, 0 (disjoint) to 1. @throws RangeError as `angleBetween` does */
export function absoluteCosine(u: ArrayLike<number>, v: ArrayLike<number>): number {
  return Math.cos(angleBetween(Array.from(u, Math.abs), Array.from(v, Math.abs)));
}

/**
 * The `count` coordinates of greatest magnitude, as a mask; of equal ones the first. A coordinate that
 * is exactly zero is never among them, so there may be fewer.
 */
export function strongest(u: ArrayLike<number>, count: number): boolean[] {
  const order = Array.from(u, (value, k) => ({ k, size: Math.abs(value) }))
    .filter(({ size }) => size > 0)
    .sort((a, b) => b.size - a.size || a.k - b.k);
  const mask = new Array<boolean>(u.length).fill(false);
  for (const { k } of order.slice(0, count)) mask[k] = true;
  return mask;
}

/**
 * Jaccard index |A ∩ B| / |A ∪ B| of two masks; NaN where both are empty.
 * Two random masks of a tenth each share 1/19 on average, about 0.05.
 */
export function jaccard(a: readonly boolean[], b: readonly boolean[]): number {
  let [common, either] = [0, 0];
  a.forEach((inA, k) => {
    if (inA && b[k]) common += 1;
    if (inA || b[k]) either += 1;
  });
  return common / either;
}
