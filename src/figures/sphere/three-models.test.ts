import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type LonLat, toVector } from './directions';
import { flattened, type Triple } from './flatten';
import { gradientNames } from './gradient-names';
import { threeModels, verdict } from './three-models';

const place: fc.Arbitrary<LonLat> = fc.tuple(
  fc.double({ min: 0, max: 359.99, noNaN: true }),
  fc.double({ min: -90, max: 90, noNaN: true }),
);
const triple = fc.tuple(place, place, place);

describe('three models in space', () => {
  it('leave one eighth of all directions where their gradients are orthogonal', () => {
    const { gdr, solidAngle, corners } = threeModels(
      [
        [90, 0],
        [180, 0],
        [0, -90],
      ],
      0,
    );
    expect(gdr).toBe(1 / 8);
    expect(solidAngle).toBe(Math.PI / 2);
    expect(corners).toHaveLength(3);
  });

  it('leave one half where they agree, none where they lie all around the centre', () => {
    expect(
      threeModels(
        [
          [60, 15],
          [60, 15],
          [60, 15],
        ],
        0,
      ).gdr,
    ).toBe(1 / 2);
    const planar = threeModels(
      [
        [90, 30],
        [270, 30],
        [0, -90],
      ],
      0,
    );
    expect(planar.gdr).toBeCloseTo(0, 12);
    expect(planar.region).toEqual([]);
    expect(verdict(planar)).toMatch(/^No direction/);
  });
});

describe('flattening', () => {
  it('ends in a plane around the centre, where nothing is left', () => {
    fc.assert(
      fc.property(triple, (places) => {
        const { gdr } = threeModels(places, 1);
        expect(gdr).toBeLessThan(1e-6);
        const [a, b, c] = flattened(places.map(toVector) as unknown as Triple, 1);
        const volume =
          a[0] * (b[1] * c[2] - b[2] * c[1]) +
          a[1] * (b[2] * c[0] - b[0] * c[2]) +
          a[2] * (b[0] * c[1] - b[1] * c[0]);
        expect(Math.abs(volume)).toBeLessThan(1e-6);
      }),
    );
  });

  it('takes nothing away at 0, and more and more where the opposite of the sum is left at first', () => {
    const vectors = [toVector([10, 5]), toVector([80, -20]), toVector([50, 60])] as const;
    expect(flattened(vectors, 0)).toBe(vectors);
    const shares = Array.from(
      { length: 21 },
      (_, k) =>
        threeModels(
          [
            [10, 5],
            [80, -20],
            [50, 60],
          ],
          k / 20,
        ).gdr,
    );
    shares.slice(1).forEach((share, k) => {
      expect(share).toBeLessThan(shares[k]!);
    });
  });

  it('parts gradients that agree evenly', () => {
    const { angles } = threeModels(
      [
        [60, 15],
        [60, 15],
        [60, 15],
      ],
      1,
    );
    for (const angle of angles) expect(angle).toBeCloseTo(120, 9);
  });
});

it('names of gradients never cover each other, also where all agree', () => {
  const names = gradientNames([
    [40, 40],
    [40, 40],
    [41, 39],
  ]);
  const rows = names.map(([, y]) => y).sort((a, b) => a - b);
  expect(rows[1]! - rows[0]!).toBeGreaterThan(12);
  expect(rows[2]! - rows[1]!).toBeGreaterThan(12);
});
