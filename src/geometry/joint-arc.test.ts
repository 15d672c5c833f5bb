import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jointArc } from './joint-arc';
import { orthantProbability } from './orthant-probability';

const radians = (degrees: number) => (degrees * Math.PI) / 180;
const ofDegrees = (...degrees: number[]) => jointArc(degrees.map(radians));

/** What each confidence does along a direction, to first order. */
const changes = (gradients: readonly number[], direction: number) =>
  gradients.map((angle) => Math.cos(angle - direction));

const anyGradients = fc.array(fc.double({ min: -20, max: 20, noNaN: true }), {
  minLength: 1,
  maxLength: 8,
});

describe('the arc on which every confidence falls', () => {
  it('is half the circle, opposite to the gradient, for one model and for equal ones', () => {
    for (const arc of [ofDegrees(90), ofDegrees(90, 90, 90)]) {
      expect(arc.kind).toBe('arc');
      if (arc.kind !== 'arc') continue;
      expect(arc.start).toBeCloseTo(Math.PI, 12);
      expect(arc.extent).toBeCloseTo(Math.PI, 12);
    }
  });

  it('is a quarter for orthogonal gradients', () => {
    const arc = ofDegrees(0, 90);
    expect(arc.kind === 'arc' && arc.start).toBeCloseTo(Math.PI, 12);
    expect(arc.kind === 'arc' && arc.extent).toBeCloseTo(Math.PI / 2, 12);
  });

  it('shrinks to the two normals for opposite gradients, along which nothing changes', () => {
    const arc = ofDegrees(30, 210);
    expect(arc.kind).toBe('degenerate');
    if (arc.kind !== 'degenerate') return;
    const [first, second] = [...arc.directions].sort((a, b) => a - b);
    expect(first).toBeCloseTo(radians(120), 12);
    expect(second).toBeCloseTo(radians(300), 12);
  });

  it('shrinks to one direction where the gradients fill half the circle', () => {
    const arc = ofDegrees(0, 60, 180);
    expect(arc.kind === 'degenerate' && arc.directions.length).toBe(1);
    expect(arc.kind === 'degenerate' && arc.directions[0]).toBeCloseTo(radians(270), 12);
  });

  it.each([
    ['blue', [90, 214, 292]],
    ['green, by one degree', [49, 222, 230]],
    ['yellow', [144, 172, 338]],
    ['symmetric', [0, 120, 240]],
  ])('is empty in the arrangement %s', (_, degrees) => {
    expect(ofDegrees(...degrees)).toEqual({ kind: 'empty' });
  });

  it('holds exactly the directions along which all fall', () => {
    fc.assert(
      fc.property(anyGradients, fc.double({ min: 0, max: 1, noNaN: true }), (gradients, at) => {
        const arc = jointArc(gradients);
        const direction = at * 2 * Math.PI;
        const all = changes(gradients, direction);
        const inside =
          arc.kind === 'arc' && (direction - arc.start + 2 * Math.PI) % (2 * Math.PI) < arc.extent;
        // On the boundary itself rounding decides.
        fc.pre(all.every((change) => Math.abs(change) > 1e-9));
        expect(inside).toBe(all.every((change) => change < 0));
      }),
      { numRuns: 2000 },
    );
  });

  it('is the share of the circle that the GDR says', () => {
    fc.assert(
      fc.property(anyGradients, (gradients) => {
        const arc = jointArc(gradients);
        const share = arc.kind === 'arc' ? arc.extent / (2 * Math.PI) : 0;
        const cosines = gradients.map((a, i) =>
          gradients.map((b, j) => (i === j ? 1 : Math.cos(a - b))),
        );
        expect(orthantProbability(cosines)).toBeCloseTo(share, 7);
      }),
      { numRuns: 500 },
    );
  });

  it('asks for directions', () => {
    expect(() => jointArc([])).toThrow(RangeError);
    expect(() => jointArc([0, Number.NaN])).toThrow(RangeError);
    expect(() => jointArc([Number.POSITIVE_INFINITY])).toThrow(RangeError);
  });
});
