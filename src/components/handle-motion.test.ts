import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { circleMotion, planeMotion, snapDegrees, wrapDegrees } from './handle-motion';

const degrees = fc.double({ min: 0, max: 360, maxExcluded: true, noNaN: true });

/** Smallest turn between two directions. */
const apart = (a: number, b: number) => Math.abs(wrapDegrees(a - b + 180) - 180);

describe('a handle on a circle', () => {
  const motion = circleMotion(100);

  it('stands where its angle says, y upwards to the reader', () => {
    const [x, y] = motion.place(90);
    expect(x).toBeCloseTo(0);
    expect(y).toBeCloseTo(-100);
  });

  it('has the angle of its place, at any distance from the centre', () => {
    fc.assert(
      fc.property(degrees, fc.double({ min: 0.01, max: 10, noNaN: true }), (angle, far) => {
        const [x, y] = motion.place(angle);
        expect(apart(motion.valueAt([x * far, y * far], 0), angle)).toBeLessThan(1e-9);
      }),
    );
  });

  it('keeps its angle at the very centre, where there is none', () => {
    expect(motion.valueAt([0, 0], 37)).toBe(37);
  });

  it('goes 5, 15 or 1 degrees at a key press, round and round', () => {
    expect(motion.step(358, 'ArrowRight', 'normal')).toBe(3);
    expect(motion.step(10, 'ArrowDown', 'coarse')).toBe(355);
    expect(motion.step(10, 'ArrowUp', 'fine')).toBe(11);
    expect(motion.step(10, 'Home', 'normal')).toBe(0);
    expect(motion.step(10, 'a', 'normal')).toBeUndefined();
    expect(motion.step(10, 'toString', 'normal')).toBeUndefined();
  });
});

describe('a handle in the plane', () => {
  const motion = planeMotion(100, 1);
  const coordinate = fc.double({ min: -0.7, max: 0.7, noNaN: true });

  it('has the point of its place', () => {
    fc.assert(
      fc.property(coordinate, coordinate, (x, y) => {
        const [backX, backY] = motion.valueAt(motion.place([x, y]), [0, 0]);
        expect(backX).toBeCloseTo(x, 12);
        expect(backY).toBeCloseTo(y, 12);
      }),
    );
  });

  it('never leaves its disc, by hand or by key', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, min: -1e6, max: 1e6 }), coordinate, (far, y) => {
        expect(Math.hypot(...motion.valueAt([far, y], [0, 0]))).toBeLessThanOrEqual(1 + 1e-12);
      }),
    );
    expect(motion.step([1, 0], 'ArrowRight', 'coarse')).toEqual([1, 0]);
    expect(motion.step([0, 0], 'ArrowUp', 'normal')).toEqual([0, 0.05]);
    expect(motion.step([0.3, 0.3], 'Home', 'normal')).toEqual([0, 0]);
  });
});

describe('snapping', () => {
  it('goes to the nearest notable angle, and only when it is near', () => {
    expect(snapDegrees(44, {})).toBe(45);
    expect(snapDegrees(359, {})).toBe(0);
    expect(snapDegrees(37, {})).toBe(37);
  });

  it('finds parallel, orthogonal and antiparallel to the others first', () => {
    const others = [37];
    expect(snapDegrees(36, { others })).toBe(37);
    expect(snapDegrees(128, { others })).toBe(127);
    expect(snapDegrees(216, { others })).toBe(217);
    expect(snapDegrees(308, { others })).toBe(307);
    expect(snapDegrees(30.5, { others: [32] })).toBe(32);
  });

  it('moves by no more than it says, and what is snapped stays', () => {
    fc.assert(
      fc.property(degrees, fc.array(degrees, { maxLength: 7 }), (angle, others) => {
        const snapped = snapDegrees(angle, { others, within: 2 });
        expect(apart(snapped, angle)).toBeLessThanOrEqual(2 + 1e-9);
        expect(snapped).toBeGreaterThanOrEqual(0);
        expect(snapped).toBeLessThan(360);
      }),
    );
    for (let angle = 0; angle < 360; angle += 15) expect(snapDegrees(angle)).toBe(angle);
  });
});
