import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jointArc } from './joint-arc';
import { leastNormPoint } from './least-norm-point';

const dot = (a: readonly number[], b: readonly number[]) =>
  a.reduce((total, value, k) => total + value * b[k]!, 0);
const planar = (degrees: number, length = 1) => [
  length * Math.cos((degrees * Math.PI) / 180),
  length * Math.sin((degrees * Math.PI) / 180),
];

const anyVectors = fc
  .tuple(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 1, max: 6 }))
  .chain(([n, dimension]) => {
    const entry = fc.double({ min: -5, max: 5, noNaN: true });
    const vector = fc.array(entry, { minLength: dimension, maxLength: dimension });
    return fc.array(vector, { minLength: n, maxLength: n });
  });

describe('the point of least norm in the hull of the gradients', () => {
  it('is the gradient itself for one model', () => {
    expect(leastNormPoint([[3, 4]])).toEqual({ point: [3, 4], norm: 5, coefficients: [1] });
  });

  it('halves two orthogonal gradients of one length, and leans to the shorter of unequal ones', () => {
    const { point, norm } = leastNormPoint([
      [1, 0],
      [0, 1],
    ]);
    expect(point[0]).toBeCloseTo(0.5, 14);
    expect(point[1]).toBeCloseTo(0.5, 14);
    expect(norm).toBeCloseTo(Math.SQRT1_2, 14);
    const { coefficients } = leastNormPoint([
      [1, 0],
      [0, 3],
    ]);
    expect(coefficients[0]).toBeCloseTo(0.9, 14);
  });

  it('is zero for opposite gradients, and says in which proportion they cancel', () => {
    const { norm, coefficients, point } = leastNormPoint([
      [2, 0],
      [-1, 0],
    ]);
    expect(norm).toBe(0);
    expect(point).toEqual([0, 0]);
    expect(coefficients[0]).toBeCloseTo(1 / 3, 14);
    expect(coefficients[1]).toBeCloseTo(2 / 3, 14);
  });

  it.each([
    ['blue', [90, 214, 292]],
    ['green', [49, 222, 230]],
    ['yellow', [144, 172, 338]],
  ])('certifies that the arrangement %s has no common direction', (_, degrees) => {
    const gradients = degrees.map((d) => planar(d));
    const { norm, coefficients } = leastNormPoint(gradients);
    expect(norm).toBe(0);
    for (const k of [0, 1]) {
      expect(coefficients.reduce((sum, a, i) => sum + a * gradients[i]![k]!, 0)).toBeCloseTo(0, 12);
    }
  });

  it('promises every model a fall, and no direction promises more', () => {
    fc.assert(
      fc.property(anyVectors, (gradients) => {
        const { point, norm, coefficients } = leastNormPoint(gradients);
        const size = Math.max(...gradients.map((g) => Math.hypot(...g)));
        expect(coefficients.every((a) => a >= 0)).toBe(true);
        expect(coefficients.reduce((sum, a) => sum + a, 0)).toBeCloseTo(1, 12);
        point.forEach((value, k) => {
          const combined = coefficients.reduce((sum, a, i) => sum + a * gradients[i]![k]!, 0);
          expect(Math.abs(value - combined)).toBeLessThanOrEqual(1e-10 * size);
        });
        // g_i·v ≥ ‖v‖² for all i is what makes v least (Wolfe 1976, theorem 2.1).
        for (const gradient of gradients) {
          expect(dot(gradient, point)).toBeGreaterThanOrEqual(norm ** 2 - 1e-9 * size ** 2);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('is zero in the plane exactly when no open arc is left', () => {
    const directions = fc.array(fc.integer({ min: 0, max: 359 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(directions, (degrees) => {
        const arc = jointArc(degrees.map((d) => (d * Math.PI) / 180));
        const { norm, point } = leastNormPoint(degrees.map((d) => planar(d)));
        expect(norm > 0).toBe(arc.kind === 'arc');
        if (arc.kind !== 'arc') return;
        // The best joint direction of equally long gradients bisects the arc.
        const best = Math.atan2(-point[1]!, -point[0]!);
        expect(Math.cos(best - arc.start - arc.extent / 2)).toBeCloseTo(1, 9);
      }),
      { numRuns: 2000 },
    );
  });

  it('turns no bad input into an answer', () => {
    expect(() => leastNormPoint([])).toThrow(RangeError);
    expect(() => leastNormPoint([[1, 2], [1]])).toThrow(RangeError);
    expect(() => leastNormPoint([[1, Number.NaN]])).toThrow('Vector 1');
    expect(() => leastNormPoint(Array.from({ length: 9 }, () => [1]))).toThrow(RangeError);
  });
});
