import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bestStep, dualOrder, NORMS, norm } from './norm-ball';

const vector = fc
  .tuple(fc.integer({ min: -1000, max: 1000 }), fc.integer({ min: -1000, max: 1000 }))
  .map((values) => values.map((value) => value / 100));
const epsilon = fc.double({ min: 0.01, max: 2, noNaN: true });
const dot = (a: readonly number[], b: readonly number[]) => a.reduce((s, v, k) => s + v * b[k]!, 0);

describe('norms', () => {
  it('of (3, −4) are 7, 5 and 4', () => {
    expect(NORMS.map((p) => norm([3, -4], p))).toEqual([7, 5, 4]);
  });

  it('only fall as p grows: the 1-ball lies in the 2-ball, and that in the ∞-ball', () => {
    fc.assert(
      fc.property(vector, (delta) => {
        const [one, two, most] = NORMS.map((p) => norm(delta, p)) as [number, number, number];
        expect(two).toBeLessThanOrEqual(one * (1 + 1e-12));
        expect(most).toBeLessThanOrEqual(two * (1 + 1e-12));
      }),
    );
  });
});

describe.each(NORMS)('the best step for p = %s', (p) => {
  it('lies in the ball, and nothing in the ball gains more', () => {
    fc.assert(
      fc.property(vector, vector, epsilon, (g, other, radius) => {
        const best = bestStep(g, p, radius);
        expect(norm(best, p)).toBeLessThanOrEqual(radius * (1 + 1e-12));
        const size = norm(other, p);
        const held = other.map((v) => (size > 0 ? (v / size) * radius : 0));
        expect(dot(g, best)).toBeGreaterThanOrEqual(dot(g, held) - 1e-9);
      }),
    );
  });

  it('gains ε times the dual norm of the gradient', () => {
    fc.assert(
      fc.property(vector, epsilon, (g, radius) => {
        const gain = dot(g, bestStep(g, p, radius));
        expect(gain).toBeCloseTo(radius * norm(g, dualOrder(p)), 9);
      }),
    );
  });

  it('is no step where there is no gradient', () => {
    expect(norm(bestStep([0, 0], p, 1), p)).toBe(0);
  });
});
