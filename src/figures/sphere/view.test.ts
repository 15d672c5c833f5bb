import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { angleBetween } from '../../geometry/angle';
import { type LonLat, toDegrees, toVector } from './directions';
import { outliner } from './outlines';
import { draggedView, nearness, sphereMotion, steppedView } from './view';

const RADIUS = 100;
const place: fc.Arbitrary<LonLat> = fc.tuple(
  fc.double({ min: 0, max: 359.99, noNaN: true }),
  fc.double({ min: -89, max: 89, noNaN: true }),
);

/** Degrees between two directions. */
const between = (a: LonLat, b: LonLat) => toDegrees(angleBetween(toVector(a), toVector(b)));

describe('a handle on the sphere', () => {
  it('that is held where it stands stays there, on the near side and on the far side', () => {
    fc.assert(
      fc.property(place, place, (view, value) => {
        fc.pre(Math.abs(nearness(view, value)) > 0.01);
        const motion = sphereMotion(view, RADIUS);
        expect(between(motion.valueAt(motion.place(value), value), value)).toBeLessThan(1e-4);
      }),
    );
  });

  it('stands where the outlines are drawn', () => {
    fc.assert(
      fc.property(place, place, (view, value) => {
        fc.pre(Math.abs(nearness(view, value)) > 1e-5);
        const [x, y] = sphereMotion(view, RADIUS).place(value);
        const drawn = outliner(view, RADIUS).lines([[toVector(value)]]);
        const path = nearness(view, value) > 0 ? drawn.near : drawn.far;
        const [, left, top] = /^M(-?[\d.e-]+),(-?[\d.e-]+)/.exec(path)!;
        // Written to hundredths.
        expect(Math.abs(Number(left) - x)).toBeLessThan(0.0051);
        expect(Math.abs(Number(top) - y)).toBeLessThan(0.0051);
      }),
    );
  });

  it('dragged beyond the sphere stays at the limb, and comes from there to the near side', () => {
    const view: LonLat = [30, 20];
    const motion = sphereMotion(view, RADIUS);
    const behind: LonLat = [200, -10];
    const limb = motion.valueAt([300, -400], behind);
    expect(nearness(view, limb)).toBeCloseTo(0, 9);
    const [x, y] = motion.place(limb);
    expect([x, y]).toEqual([expect.closeTo(60, 9), expect.closeTo(-80, 9)]);
    expect(nearness(view, motion.valueAt([30, -40], limb))).toBeGreaterThan(0.8);
    // Without leaving the sphere it stays behind it.
    expect(nearness(view, motion.valueAt([30, -40], behind))).toBeLessThan(-0.8);
  });

  it('goes by keys along the horizontal and the vertical of the view, all the way round', () => {
    const view: LonLat = [250, 40];
    const motion = sphereMotion(view, RADIUS);
    const [right] = motion.place(motion.step(view, 'ArrowRight', 'normal')!);
    expect(right).toBeCloseTo(RADIUS * Math.sin(Math.PI / 36), 9);
    const [across, up] = motion.place(motion.step(view, 'ArrowUp', 'coarse')!);
    expect([across, up]).toEqual([
      expect.closeTo(0, 9),
      expect.closeTo(-RADIUS * Math.sin(Math.PI / 12), 9),
    ]);
    let value = view;
    for (let k = 0; k < 24; k++) value = motion.step(value, 'ArrowDown', 'coarse')!;
    expect(between(value, view)).toBeLessThan(1e-6);
    expect(motion.step([0, 0], 'Home', 'normal')).toEqual(view);
    expect(motion.step([0, 0], 'x', 'normal')).toBeUndefined();
  });
});

describe('the view', () => {
  it('follows the hand: what was in the middle is now under it', () => {
    const view: LonLat = [100, 0];
    const [x] = sphereMotion(draggedView(view, [5, 0], RADIUS), RADIUS).place(view);
    expect(x).toBeCloseTo(5, 2);
    const [, y] = sphereMotion(draggedView(view, [0, 5], RADIUS), RADIUS).place(view);
    expect(y).toBeCloseTo(5, 2);
  });

  it('keeps north up: it stops at the poles', () => {
    expect(draggedView([10, 80], [0, 500], RADIUS)).toEqual([10, 90]);
    expect(steppedView([10, -88], 'ArrowUp', 'normal')).toEqual([10, -90]);
    expect(steppedView([2, 0], 'ArrowRight', 'normal')).toEqual([357, 0]);
  });
});
