import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { onCircle } from './handle-motion';
import { anglePlace, nameDirections, perturbationPlace } from './vector-labels';

const degrees = fc.double({ min: 0, max: 360, maxExcluded: true, noNaN: true });
const between = (a: number, b: number) => Math.abs(((((a - b) % 360) + 540) % 360) - 180);
const distance = (a: readonly number[], b: readonly number[]) =>
  Math.hypot(a[0]! - b[0]!, a[1]! - b[1]!);

describe('the names of vectors', () => {
  it('never stand on one another, at any angles', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 359.9, noNaN: true }), { minLength: 2, maxLength: 8 }),
        fc.constantFrom(14, 17),
        (angles, apart) => {
          const names = nameDirections(angles, apart);
          for (let i = 0; i < names.length; i++) {
            for (let j = 0; j < i; j++) {
              expect(between(names[i]!, names[j]!)).toBeGreaterThan(apart - 1e-6);
            }
            expect(between(names[i]!, angles[i]!)).toBeLessThan((apart / 2) * names.length);
          }
        },
      ),
      { numRuns: 3000 },
    );
  });

  it('stay at their tips where there is room', () => {
    expect(nameDirections([350, 10, 180], 14).map((x) => ((x % 360) + 360) % 360)).toEqual([
      350, 10, 180,
    ]);
  });

  it('of two stand clear of each other and beside their tips', () => {
    fc.assert(
      fc.property(degrees, degrees, (f, g) => {
        const [nameF, nameG] = nameDirections([f, g], 17).map((name) => onCircle(name, 120));
        expect(distance(nameF!, nameG!)).toBeGreaterThan(30);
        expect(distance(nameF!, onCircle(f, 100))).toBeLessThan(30);
      }),
    );
  });

  it('of equal directions stand in order, the first clockwise', () => {
    expect(nameDirections([60, 60], 10)).toEqual([55, 65]);
  });

  it('of a perturbation stands on the side away from the others', () => {
    expect(perturbationPlace([50, 0], [[50, 30]], 10)[1]).toBeCloseTo(-10);
    expect(perturbationPlace([50, 0], [[50, -30]], 10)[1]).toBeCloseTo(10);
  });

  it('of the angle is never on a vector', () => {
    fc.assert(
      fc.property(degrees, degrees, (f, g) => {
        const place = anglePlace(f, g, 44);
        for (const vector of [f, g]) {
          const along = (vector * Math.PI) / 180;
          const beside = Math.abs(place[0] * Math.sin(along) + place[1] * Math.cos(along));
          const ahead = place[0] * Math.cos(along) - place[1] * Math.sin(along);
          expect(ahead < 0 ? 44 : beside).toBeGreaterThan(15);
        }
      }),
    );
  });

  it('of the angle of opposite vectors stands counter-clockwise of the second', () => {
    const [x, y] = anglePlace(180, 0, 44);
    expect(x).toBeCloseTo(0);
    expect(y).toBeCloseTo(-44);
  });
});
