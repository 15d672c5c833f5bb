import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cosineMatrix } from '../../geometry/cosine-matrix';
import { gdrOfImage } from '../../geometry/gdr';
import { arrangement, toRadians, unit } from './arrangement';
import { certificatePolygon } from './certificate';
import { PRESETS, withOneMore } from './presets';

const degrees = fc.integer({ min: 0, max: 3599 }).map((tenths) => tenths / 10);
const angles = fc.array(degrees, { minLength: 2, maxLength: 8 });
const preset = (name: string, n = 3) => PRESETS.find((one) => one.name === name)!.angles(n);
const falls = (of: readonly number[], [x, y]: readonly [number, number]) =>
  of.map((angle) => unit(toRadians(angle))).map(([a, b]) => -(a * x + b * y));

describe('an arrangement', () => {
  it('leaves the share of the circle that GDR gives for its cosines', () => {
    fc.assert(
      fc.property(angles, (of) => {
        const gdr = gdrOfImage(cosineMatrix(of.map((angle) => unit(toRadians(angle)))));
        expect(arrangement(of).gdr.value).toBeCloseTo(gdr, 6);
      }),
      { numRuns: 300 },
    );
  });

  it('has either a direction that lowers all, by the fall it names, or weights that cancel', () => {
    fc.assert(
      fc.property(angles, (of) => {
        const { best, certificate, outermost } = arrangement(of);
        expect((best === null) !== (certificate === null)).toBe(true);
        if (best) {
          const length = Math.hypot(...best.vector);
          expect(length).toBeCloseTo(best.fall, 9);
          const least = Math.min(...falls(of, best.vector)) / length;
          expect(least).toBeCloseTo(best.fall, 6);
          // What bounds the region is what falls least along its middle.
          for (const i of outermost) expect(falls(of, best.vector)[i]! / length).toBeCloseTo(least);
        }
        if (certificate) {
          for (const part of [0, 1]) {
            const sum = of.reduce(
              (total, angle, i) => total + certificate[i]! * unit(toRadians(angle))[part]!,
              0,
            );
            expect(sum).toBeCloseTo(0, 9);
          }
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('of the literature has nothing left, and is not least in cosine or GAL', () => {
    for (const [name, cosine, gal] of [
      ['Green', -0.33, 1.23],
      ['Yellow', -0.35, 1.16],
    ] as const) {
      const picture = arrangement(preset(name));
      expect(picture.region.kind).toBe('empty');
      expect(picture.cosine.value).toBeCloseTo(cosine, 2);
      expect(picture.cosine.value).toBeGreaterThan(picture.cosine.least + 0.1);
      expect(picture.gal.value).toBeCloseTo(gal, 2);
      expect(picture.gal.value).toBeGreaterThan(picture.gal.least + 0.5);
    }
  });

  it('that is symmetric leaves nothing, for any number, and one that is clustered much', () => {
    for (let n = 2; n <= 8; n++) {
      expect(arrangement(preset('Symmetric', n)).gdr.value).toBe(0);
      expect(arrangement(preset('Symmetric', n)).cosine.value).toBeCloseTo(-1 / (n - 1), 5);
      expect(arrangement(preset('Clustered', n)).gdr.value).toBeGreaterThan(0.2);
    }
  });

  it('can be given one more arrow, in its widest gap', () => {
    expect(withOneMore([90, 214, 292])).toEqual([90, 214, 292, 11]);
    expect(withOneMore([350, 10])).toEqual([350, 10, 180]);
  });
});

describe('the polygon of a certificate', () => {
  it('closes, its sides one long together, around the origin', () => {
    fc.assert(
      fc.property(angles, (of) => {
        const { certificate } = arrangement(of);
        fc.pre(certificate !== null);
        const sides = certificatePolygon(of, certificate!);
        expect(sides.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 6);
        sides.forEach(({ to, from, weight, member }, i) => {
          const next = sides[(i + 1) % sides.length]!.from;
          expect(Math.hypot(to[0] - next[0], to[1] - next[1])).toBeLessThan(1e-6);
          expect(Math.hypot(to[0] - from[0], to[1] - from[1])).toBeCloseTo(weight, 9);
          expect(weight).toBe(certificate![member]);
          expect(Math.max(...[...to, ...from].map(Math.abs))).toBeLessThanOrEqual(0.5);
        });
      }),
    );
  });
});
