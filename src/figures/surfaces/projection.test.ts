import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EXTENT } from './confidence';
import { FLOOR, PEAK, projectionOf, TILT, type Vector } from './projection';

const views = fc.record({
  turn: fc.integer({ min: 0, max: 359 }).map((degrees) => degrees + 0.3),
  tilt: fc.integer(TILT),
});

describe('the projection', () => {
  it('keeps the whole scene inside the picture, at every turn, tilt and width', () => {
    fc.assert(
      fc.property(views, fc.integer({ min: 240, max: 900 }), (view, width) => {
        const projection = projectionOf(view, width);
        for (const x of [-EXTENT, EXTENT]) {
          for (const y of [-EXTENT, EXTENT]) {
            for (const z of [FLOOR, PEAK]) {
              const [right, down] = projection.toScreen(x, y, z);
              expect(right).toBeGreaterThan(0);
              expect(right).toBeLessThan(projection.width);
              expect(down).toBeGreaterThan(0);
              expect(down).toBeLessThan(projection.height);
            }
          }
        }
      }),
    );
  });

  it('looks along a unit vector: what lies behind another point falls on the same place', () => {
    fc.assert(
      fc.property(
        views,
        fc.integer({ min: -20, max: 20 }).map((k) => k / 10),
        (view, distance) => {
          const projection = projectionOf(view, 500);
          const { toward } = projection;
          expect(Math.hypot(...toward)).toBeCloseTo(1, 12);
          const point: Vector = [0.3, -0.7, 0.4];
          const [x, y, z] = point.map((at, k) => at + distance * toward[k]!) as [
            number,
            number,
            number,
          ];
          const [right, down] = projection.toScreen(x, y, z);
          const [wantedRight, wantedDown] = projection.toScreen(...point);
          expect(right).toBeCloseTo(wantedRight, 8);
          expect(down).toBeCloseTo(wantedDown, 8);
        },
      ),
    );
  });

  it('seen from the front draws x₁ to the right and confidence upward', () => {
    const { toScreen } = projectionOf({ turn: 0, tilt: 20 }, 500);
    expect(toScreen(1, 0, 0)[0]).toBeGreaterThan(toScreen(0, 0, 0)[0]);
    expect(toScreen(0, 0, 1)[1]).toBeLessThan(toScreen(0, 0, 0)[1]);
  });
});
