import fc from 'fast-check';
import { expect, it } from 'vitest';
import { angleBetween } from '../../geometry/angle';
import { pairs } from '../../geometry/pairs';
import { spanOf } from '../../geometry/span';
import { combine, dot, unit } from '../sphere/directions';
import { placeGradients } from './place-gradients';

const entry = fc.double({ min: -1, max: 1, noNaN: true });
const vector = fc
  .tuple(entry, entry, entry)
  .filter((own) => Math.hypot(...own) > 0.1)
  .map((own) => unit(own));

it('three gradients stand on the sphere as they do in the space of pixels, their sum to the north', () => {
  fc.assert(
    fc.property(vector, vector, vector, vector, (a, b, c, delta) => {
      const losses = spanOf([a, b, c]);
      const { gradients, place } = placeGradients(losses.coordinates);
      for (const [i, j] of pairs(3)) {
        const [u, v] = [[a, b, c][i]!, [a, b, c][j]!];
        expect(angleBetween(gradients[i]!, gradients[j]!)).toBeCloseTo(angleBetween(u, v), 5);
      }
      const sum = combine(...gradients.map((own) => [own, 1] as const));
      fc.pre(Math.hypot(...sum) > 1e-3);
      expect(sum[2]).toBeGreaterThan(0);
      expect(Math.hypot(sum[0], sum[1])).toBeLessThan(1e-9);
      // A step that raises a member's loss lowers its confidence, by as much.
      const inBasis = losses.basis.map((axis) => dot(axis as never, delta));
      gradients.forEach((own, i) => {
        expect(dot(place(inBasis), own)).toBeCloseTo(-dot(delta, [a, b, c][i]!), 5);
      });
    }),
  );
});

it('equal gradients point north, and balanced ones have a place too', () => {
  const one = [1, 0, 0] as const;
  for (const own of placeGradients([one, one, one]).gradients) {
    expect(own[2]).toBeCloseTo(1, 9);
  }
  const [sin, cos] = [Math.sqrt(3) / 2, -0.5];
  const balanced = placeGradients([
    [1, 0],
    [cos, sin],
    [cos, -sin],
  ]);
  for (const own of balanced.gradients) expect(Math.hypot(...own)).toBeCloseTo(1, 9);
});
