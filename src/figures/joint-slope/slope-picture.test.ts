import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Vector } from '../../geometry/convex-hull';
import { DEFAULTS } from '../../share/shareable-settings';
import { atLength, LENGTHS, slopePicture } from './slope-picture';
import { PRESETS, withOneMore } from './slope-presets';
import { whatBothSay, whatFollows } from './slope-words';

const polar = (degrees: number, length: number): Vector => {
  const angle = (degrees * Math.PI) / 180;
  return [length * Math.cos(angle), length * Math.sin(angle)];
};
const gradient = fc
  .tuple(
    fc.integer({ min: 0, max: 359 }),
    fc.double({ min: LENGTHS.least, max: LENGTHS.most, noNaN: true }),
  )
  .map(([degrees, length]) => polar(degrees, length));
const gradients = fc.array(gradient, { minLength: 2, maxLength: 5 });
const preset = (name: string) => slopePicture(PRESETS.find((one) => one.name === name)!.gradients);

describe('share and slope', () => {
  it('part where an arrow is shortened: the share stays, the slope falls where it carries', () => {
    fc.assert(
      fc.property(gradients, fc.nat(4), (all, pick) => {
        const i = pick % all.length;
        const before = slopePicture(all);
        const after = slopePicture(
          all.map((one, k) => (k === i ? ([one[0] * 0.999, one[1] * 0.999] as const) : one)),
        );
        fc.pre(before.slope > 0.01 && after.slope > 0.01);
        expect(after.gdr).toBeCloseTo(before.gdr, 9);
        expect(after.slope).toBeLessThanOrEqual(before.slope + 1e-12);
        if (before.weights[i]! > 0.01) expect(after.slope).toBeLessThan(before.slope);
      }),
    );
  });

  it('part by the weight: a length one part in a million shorter, a slope so many parts smaller', () => {
    const start = DEFAULTS['slope.gradients'];
    const { slope, weights } = slopePicture(start);
    start.forEach((gradient, i) => {
      const [x, y] = gradient;
      const shorter = start.map(
        (one): Vector => (one === gradient ? [x * (1 - 1e-6), y * (1 - 1e-6)] : one),
      );
      expect((1e6 * (slope - slopePicture(shorter).slope)) / slope).toBeCloseTo(weights[i]!, 4);
    });
    expect(weights[1]).toBe(0);
  });

  it('both fall where two arrows turn nearly opposite, and both are zero where they are', () => {
    const apart = (degrees: number) => slopePicture([polar(0, 1), polar(degrees, 0.8)]);
    const pictures = [90, 120, 150, 170, 179, 180].map(apart);
    pictures.slice(1).forEach(({ gdr, slope }, i) => {
      expect(gdr).toBeLessThan(pictures[i]!.gdr);
      expect(slope).toBeLessThan(pictures[i]!.slope);
    });
    expect(pictures.at(-1)).toMatchObject({ gdr: 0, slope: 0, region: { kind: 'empty' } });
  });

  it('are zero together, whatever the arrows (Gordan)', () => {
    fc.assert(
      fc.property(gradients, (all) => {
        const { gdr, slope, region, lengths } = slopePicture(all);
        expect(gdr === 0).toBe(slope === 0);
        expect(region.kind === 'arc').toBe(slope > 0);
        expect(slope).toBeLessThan(Math.min(...lengths) + 1e-9);
      }),
    );
  });

  it('lower every confidence along the best joint step, which lies in the orange', () => {
    fc.assert(
      fc.property(gradients, (all) => {
        const { region, nearest, slope } = slopePicture(all);
        if (region.kind !== 'arc') return;
        for (const [x, y] of all)
          expect(-x * nearest[0] - y * nearest[1]).toBeLessThan(-0.9 * slope ** 2);
      }),
    );
  });
});

describe('the presets', () => {
  it('are what they are called', () => {
    expect(preset('Equal and orthogonal').gdr).toBeCloseTo(1 / 4, 12);
    expect(preset('Equal and orthogonal').slope).toBeCloseTo(Math.SQRT1_2, 12);
    // The calm member halves nothing of the share and more than halves the slope.
    const short = preset('One short');
    expect(short.gdr).toBe(preset('Equal and orthogonal').gdr);
    expect(short.slope).toBeCloseTo(0.25, 3);
    expect(short.weights[2]).toBeCloseTo(1, 9);
    expect(preset('Around the circle')).toMatchObject({ gdr: 0, slope: 0 });
    const flat = preset('Nearly flat');
    expect(flat.gdr).toBeGreaterThan(0);
    expect(flat.gdr).toBeLessThan(0.03);
    expect(flat.slope).toBeLessThan(0.1);
  });

  it('get another arrow in the widest gap', () => {
    const { gradients: two, directions } = preset('Equal and orthogonal');
    const three = slopePicture(withOneMore(two, directions));
    expect(three.directions[2]).toBeCloseTo(225, 9);
    expect(three.lengths[2]).toBeCloseTo(1, 9);
    expect(three.slope).toBe(0);
  });
});

describe('an arrow', () => {
  it('never gets shorter or longer than it may', () => {
    expect(Math.hypot(...atLength([0.3, 0.4], 0))).toBeCloseTo(LENGTHS.least, 12);
    expect(Math.hypot(...atLength([0.3, 0.4], 9))).toBeCloseTo(LENGTHS.most, 12);
  });
});

describe('the words', () => {
  it('name the price of lowering all, and who carries the slope', () => {
    expect(whatBothSay(preset('Equal and orthogonal'))).toContain('a step 1.41 times shorter');
    expect(whatBothSay(preset('One short'))).toContain('no dearer than the shortest arrow alone');
    expect(whatBothSay(preset('Around the circle'))).toContain('both 0');
    expect(whatFollows(preset('One short'), 2)).toContain('carries 100');
    expect(whatFollows(preset('One short'), 0)).toMatch(/carries nothing.*turning it outward/);
    expect(whatFollows(preset('Around the circle'), 0)).toContain('both stay 0');
    const start = slopePicture(DEFAULTS['slope.gradients']);
    expect(whatFollows(start, 1)).toContain('also where it is turned');
  });
});
