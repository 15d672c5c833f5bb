import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gal, leastMeanCosine, leastPlanarGal, meanCosine } from './alignment';
import { pairs } from './pairs';

const cosinesOf = (angles: readonly number[]) =>
  pairs(angles.length).map(([i, j]) => Math.cos(angles[i]! - angles[j]!));
const arrangement = fc.array(fc.double({ min: 0, max: 2 * Math.PI, noNaN: true }), {
  minLength: 2,
  maxLength: 8,
});
const regular = (n: number) => Array.from({ length: n }, (_, i) => (2 * Math.PI * i) / n);

describe('the least possible alignment', () => {
  it('is below what any arrangement in the plane has', () => {
    fc.assert(
      fc.property(arrangement, (angles) => {
        const cosines = cosinesOf(angles);
        expect(meanCosine(cosines)).toBeGreaterThanOrEqual(leastMeanCosine(angles.length) - 1e-12);
        expect(gal(cosines)).toBeGreaterThanOrEqual(leastPlanarGal(angles.length) - 1e-12);
      }),
      { numRuns: 2000 },
    );
  });

  it('is reached by the regular polygon', () => {
    for (let n = 2; n <= 8; n++) {
      const cosines = cosinesOf(regular(n));
      expect(meanCosine(cosines)).toBeCloseTo(leastMeanCosine(n), 12);
      expect(gal(cosines)).toBeCloseTo(leastPlanarGal(n), 12);
    }
  });

  it('cannot be undercut by going down GAL from anywhere', () => {
    fc.assert(
      fc.property(arrangement, (start) => {
        let angles = start.slice();
        for (let step = 0; step < 200; step++) {
          const slopes = angles.map((a) =>
            angles.reduce((sum, b) => sum - Math.exp(Math.cos(a - b)) * Math.sin(a - b), 0),
          );
          angles = angles.map((a, i) => a - 0.1 * slopes[i]!);
        }
        expect(gal(cosinesOf(angles))).toBeGreaterThanOrEqual(leastPlanarGal(start.length) - 1e-12);
      }),
      { numRuns: 100 },
    );
  });

  it('is what the literature gives for three: −0.5 and 0.60', () => {
    expect(leastMeanCosine(3)).toBe(-0.5);
    expect(leastPlanarGal(3)).toBeCloseTo(Math.log(3) - 0.5, 12);
  });
});
