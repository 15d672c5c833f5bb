import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nameDirections } from './label-directions';

const apart = (a: number, b: number) => Math.abs(((((a - b) % 360) + 540) % 360) - 180);

describe('the names of arrows', () => {
  it('never stand on one another, at any angles', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 359.9, noNaN: true }), { minLength: 2, maxLength: 8 }),
        (angles) => {
          const names = nameDirections(angles);
          for (let i = 0; i < names.length; i++) {
            for (let j = 0; j < i; j++) {
              expect(apart(names[i]!, names[j]!)).toBeGreaterThan(14 - 1e-6);
            }
            expect(apart(names[i]!, angles[i]!)).toBeLessThan(7 * names.length);
          }
        },
      ),
      { numRuns: 3000 },
    );
  });

  it('stay at their tips where there is room', () => {
    expect(nameDirections([350, 10, 180]).map((x) => ((x % 360) + 360) % 360)).toEqual([
      350, 10, 180,
    ]);
  });
});
