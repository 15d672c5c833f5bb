import { describe, expect, it } from 'vitest';
import { endRule, gaussLegendre } from './gauss-legendre';

describe('Gauss–Legendre quadrature', () => {
  it('of m points integrates polynomials of degree 2m − 1 exactly', () => {
    for (const size of [1, 2, 5, 12, 48, 96]) {
      const { nodes, weights } = gaussLegendre(size);
      for (const degree of [0, 1, 2 * size - 1]) {
        const sum = nodes.reduce((total, x, k) => total + weights[k]! * x ** degree, 0);
        expect(sum).toBeCloseTo(1 / (degree + 1), 13);
      }
    }
  });

  it('crowded towards the end integrates 1/√(1 − t²) to π/2', () => {
    for (const power of [4, 8]) {
      const { oneMinusTSquared, weights } = endRule(24, power);
      const sum = weights.reduce((s, w, k) => s + w / Math.sqrt(oneMinusTSquared[k]!), 0);
      expect(sum).toBeCloseTo(Math.PI / 2, 10);
    }
  });
});
