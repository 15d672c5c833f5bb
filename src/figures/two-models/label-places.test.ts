import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { onCircle } from '../../components/handle-motion';
import { angleName, nameDirections, perturbationName } from './label-places';

const degrees = fc.double({ min: 0, max: 360, maxExcluded: true, noNaN: true });
const distance = (a: readonly number[], b: readonly number[]) =>
  Math.hypot(a[0]! - b[0]!, a[1]! - b[1]!);

describe('the names of vectors', () => {
  it('stand clear of each other at any angle', () => {
    fc.assert(
      fc.property(degrees, degrees, (f, g) => {
        const [nameF, nameG] = nameDirections(f, g).map((name) => onCircle(name, 120));
        expect(distance(nameF!, nameG!)).toBeGreaterThan(30);
      }),
    );
  });

  it('stay beside their tips', () => {
    fc.assert(
      fc.property(degrees, degrees, (f, g) => {
        const [nameF] = nameDirections(f, g);
        expect(distance(onCircle(nameF, 120), onCircle(f, 100))).toBeLessThan(30);
      }),
    );
  });

  it('of a perturbation stands on the side away from the others', () => {
    expect(perturbationName([50, 0], [[50, 30]], 10)[1]).toBeCloseTo(-10);
    expect(perturbationName([50, 0], [[50, -30]], 10)[1]).toBeCloseTo(10);
  });

  it('of the angle is never on a vector', () => {
    fc.assert(
      fc.property(degrees, degrees, (f, g) => {
        const place = angleName(f, g, 44);
        for (const vector of [f, g]) {
          const along = (vector * Math.PI) / 180;
          const beside = Math.abs(place[0] * Math.sin(along) + place[1] * Math.cos(along));
          const ahead = place[0] * Math.cos(along) - place[1] * Math.sin(along);
          expect(ahead < 0 ? 44 : beside).toBeGreaterThan(15);
        }
      }),
    );
  });
});
