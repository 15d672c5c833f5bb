import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Vector } from './convex-hull';
import { descendJointSlope, nearestPoint, planarJointSlope } from './joint-slope-descent';

const RANGE = { least: 0.05, most: 1.2 };
const vector = fc
  .tuple(
    fc.double({ min: 0, max: 2 * Math.PI, noNaN: true }),
    fc.double({ min: RANGE.least, max: RANGE.most, noNaN: true }),
  )
  .map(([angle, length]): Vector => [length * Math.cos(angle), length * Math.sin(angle)]);
const vectors = fc.array(vector, { minLength: 2, maxLength: 5 });
const lengthsOf = (all: readonly Vector[]) => all.map(([x, y]) => Math.hypot(x, y));
const total = (all: readonly Vector[]) => lengthsOf(all).reduce((sum, length) => sum + length, 0);

describe('a descent on the joint slope', () => {
  it('goes down at every step, keeps the total length, and no length leaves its range', () => {
    fc.assert(
      fc.property(vectors, (start) => {
        let now: readonly Vector[] = start;
        for (let step = 0; step < 400; step++) {
          const next = descendJointSlope(now, 0.05, RANGE);
          if (next.atRest) {
            expect(next.vectors).toBe(now);
            return;
          }
          expect(planarJointSlope(next.vectors).slope).toBeLessThan(planarJointSlope(now).slope);
          expect(total(next.vectors)).toBeCloseTo(total(start), 9);
          for (const length of lengthsOf(next.vectors)) {
            expect(length).toBeGreaterThan(RANGE.least - 1e-12);
            expect(length).toBeLessThan(RANGE.most + 1e-12);
          }
          now = next.vectors;
        }
        throw new Error('It does not come to rest');
      }),
      { numRuns: 100 },
    );
  });

  it('shortens a calm gradient that carries the slope alone, and leaves directions as they are', () => {
    const start: Vector[] = [
      [0, 1],
      [1, 0],
      [0.2, 0.2],
    ];
    const [first, second, calm] = descendJointSlope(start, 0.05, RANGE).vectors;
    expect(Math.hypot(...calm!)).toBeLessThan(Math.hypot(0.2, 0.2));
    expect(calm![0]).toBeCloseTo(calm![1], 12);
    expect(first![0]).toBe(0);
    expect(second![1]).toBe(0);
  });

  it('turns equal gradients apart, and shortens neither', () => {
    const start: Vector[] = [
      [0, 1],
      [1, 0],
    ];
    const { vectors: turned } = descendJointSlope(start, 0.05, RANGE);
    for (const length of lengthsOf(turned)) expect(length).toBeCloseTo(1, 12);
    expect(turned[0]![0]).toBeLessThan(0);
    expect(turned[1]![1]).toBeLessThan(0);
  });
});

describe('the point of the hull nearest to zero', () => {
  it('is as far from zero as the joint slope, and every gradient climbs as much along it', () => {
    fc.assert(
      fc.property(vectors, (all) => {
        const { slope, weights } = planarJointSlope(all);
        const [x, y] = nearestPoint(all, weights);
        expect(Math.hypot(x, y)).toBeCloseTo(slope, 6);
        for (const [a, b] of all) expect(a * x + b * y).toBeGreaterThan(slope * slope - 1e-7);
      }),
    );
  });
});
