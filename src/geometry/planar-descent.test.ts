import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jointArc } from './joint-arc';
import { type DescentStep, descendCosine, descendGdr } from './planar-descent';

const anyAngles = fc.array(fc.double({ min: 0, max: 2 * Math.PI, noNaN: true }), {
  minLength: 2,
  maxLength: 8,
});

function toRest(angles: readonly number[], step: (angles: readonly number[]) => DescentStep) {
  let present: DescentStep = { angles, atRest: false };
  let steps = 0;
  while (!present.atRest && steps < 20000) {
    present = step(present.angles);
    steps += 1;
  }
  return { ...present, steps };
}

const sumLength = (angles: readonly number[]) =>
  Math.hypot(
    angles.reduce((s, a) => s + Math.cos(a), 0),
    angles.reduce((s, a) => s + Math.sin(a), 0),
  );
const meanCosine = (angles: readonly number[]) =>
  (sumLength(angles) ** 2 - angles.length) / (angles.length * (angles.length - 1));
const extentOf = (angles: readonly number[]) => {
  const arc = jointArc(angles);
  return arc.kind === 'arc' ? arc.extent : 0;
};

describe('the descent on the pairwise cosine', () => {
  it('comes to rest from equal ones at any rate, without being set apart again on the way', () => {
    for (const rate of [0.05, 0.1, 0.5]) {
      const { atRest, angles } = toRest([0, 0, 0], (a) => descendCosine(a, rate));
      expect(atRest).toBe(true);
      expect(meanCosine(angles)).toBeCloseTo(-0.5, 6);
    }
  });

  it('goes on until the vectors sum to zero, also from equal ones', () => {
    fc.assert(
      fc.property(anyAngles, (angles) => {
        const { atRest, angles: end } = toRest(angles, (a) => descendCosine(a, 0.5));
        expect(atRest).toBe(true);
        expect(sumLength(end)).toBeLessThan(1e-4 * 8 * 8);
      }),
      { numRuns: 100 },
    );
    const { angles: equal } = toRest([1, 1, 1], (a) => descendCosine(a, 0.5));
    expect(sumLength(equal)).toBeLessThan(1e-3);
  });

  it('comes to rest at any rate, and is not set back by a nudge on the last stretch', () => {
    const four = [0.32, 2.05, 5.19, 3.46];
    for (const rate of [0.05, 0.3, 0.5]) {
      for (const start of [[1, 1, 1, 1], four, [0, 0, Math.PI], [0, 0, 0, Math.PI]]) {
        expect(toRest(start, (a) => descendCosine(a, rate)).atRest).toBe(true);
      }
    }
  });

  it('never climbs, a ridge apart', () => {
    fc.assert(
      fc.property(anyAngles, (angles) => {
        const { angles: next } = descendCosine(angles, 0.5);
        expect(meanCosine(next)).toBeLessThanOrEqual(meanCosine(angles) + 1e-9);
      }),
    );
  });

  it('leaves three vectors a third of a turn apart, and more in any balance', () => {
    const { angles } = toRest([0.1, 0.4, 1.5], (a) => descendCosine(a, 0.5));
    const [a, b, c] = [...angles].sort((x, y) => x - y) as [number, number, number];
    expect(b - a).toBeCloseTo((2 * Math.PI) / 3, 2);
    expect(c - b).toBeCloseTo((2 * Math.PI) / 3, 2);
    // A square's diagonals need not be at right angles to be balanced.
    expect(descendCosine([0, Math.PI, 0.3, 0.3 + Math.PI], 0.5).atRest).toBe(true);
  });
});

describe('the descent on the GDR', () => {
  it('stops as soon as nothing is left to the adversary', () => {
    fc.assert(
      fc.property(anyAngles, (angles) => {
        const { atRest, angles: end } = toRest(angles, (a) => descendGdr(a, 0.05));
        expect(atRest).toBe(true);
        expect(extentOf(end)).toBe(0);
      }),
      { numRuns: 300 },
    );
  });

  it('shrinks the arc by as much as the two outermost vectors move, and moves no other', () => {
    const angles = [0, 0.2, 0.9, 1.3];
    const { angles: next } = descendGdr(angles, 0.05);
    expect(next[0]).toBeCloseTo(-0.05, 12);
    expect(next.slice(1, 3)).toEqual([0.2, 0.9]);
    expect(next[3]).toBeCloseTo(1.35, 12);
    expect(extentOf(next)).toBeCloseTo(extentOf(angles) - 0.1, 12);
  });

  it('rests at once in green, where the descent on the cosine still has far to go', () => {
    const green = [49, 222, 230].map((d) => (d * Math.PI) / 180);
    expect(descendGdr(green, 0.05)).toEqual({ angles: green, atRest: true });
    expect(descendCosine(green, 0.5).atRest).toBe(false);
  });
});
