import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { convexHull, type Vector } from './convex-hull';

const whole = fc.integer({ min: -5, max: 5 });
const points = fc.array(fc.tuple(whole, whole), { minLength: 1, maxLength: 8 });
const cross = ([ax, ay]: Vector, [bx, by]: Vector, [cx, cy]: Vector) =>
  (bx - ax) * (cy - ay) - (by - ay) * (cx - ax);

describe('a convex hull', () => {
  it('has all points on the left of each of its sides, and only points as corners', () => {
    fc.assert(
      fc.property(points, (all) => {
        const hull = convexHull(all);
        for (const corner of hull) expect(all).toContainEqual(corner);
        expect(new Set(hull.map(String)).size).toBe(hull.length);
        if (hull.length < 3) return;
        hull.forEach((from, i) => {
          const to = hull[(i + 1) % hull.length]!;
          for (const point of all) expect(cross(from, to, point)).toBeGreaterThanOrEqual(0);
          // No corner lies on a side.
          expect(cross(from, to, hull[(i + 2) % hull.length]!)).toBeGreaterThan(0);
        });
      }),
    );
  });

  it('of points on one line is their ends, and of one point that point', () => {
    expect(
      convexHull([
        [1, 1],
        [0, 0],
        [2, 2],
      ]),
    ).toEqual([
      [0, 0],
      [2, 2],
    ]);
    expect(
      convexHull([
        [1, 2],
        [1, 2],
      ]),
    ).toEqual([[1, 2]]);
  });
});
