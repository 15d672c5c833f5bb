import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PLANE_DOMAIN } from '../planar-data';
import { classCountOf, planarPoints } from './planar-points';
import { PLANAR_GENERATORS, PLANAR_RANGES } from './planar-spec';

const anySpec = fc.record({
  generator: fc.constantFrom(...PLANAR_GENERATORS),
  points: fc.integer(PLANAR_RANGES.points),
  noise: fc.double({ ...PLANAR_RANGES.noise, noNaN: true }),
  seed: fc.integer(),
});

const places = (points: Float32Array) =>
  Array.from(
    { length: points.length / 2 },
    (_, i) => [points[2 * i]!, points[2 * i + 1]!] as const,
  );

describe('points drawn from a seed', () => {
  it('are the same whenever they are drawn, and others for another seed', () => {
    const spec = { generator: 'moons', points: 100, noise: 0.1, seed: 4 } as const;
    expect(planarPoints(spec)).toEqual(planarPoints(spec));
    expect(planarPoints({ ...spec, seed: 5 }).points).not.toEqual(planarPoints(spec).points);
  });

  it('stay in the square, and classes are of one size', () => {
    fc.assert(
      fc.property(anySpec, (spec) => {
        const { points, labels, classCount } = planarPoints(spec);
        expect(points).toHaveLength(2 * spec.points);
        const { low, high } = PLANE_DOMAIN;
        expect(points.every((value) => value >= low && value <= high)).toBe(true);
        expect(classCount).toBe(classCountOf(spec.generator));
        const sizes = Array.from(
          { length: classCount },
          (_, k) => labels.filter((label) => label === k).length,
        );
        expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
      }),
    );
  });

  it.each([
    [{ points: 10 }, 'points'],
    [{ points: 50.5 }, 'points'],
    [{ noise: -0.1 }, 'noise'],
    [{ noise: Number.NaN }, 'noise'],
    [{ seed: 0.5 }, 'seed'],
  ])('are refused for %j', (wrong, named) => {
    const spec = { generator: 'xor', points: 50, noise: 0, seed: 1, ...wrong } as const;
    expect(() => planarPoints(spec)).toThrow(new RegExp(named, 'i'));
  });
});

describe('without noise', () => {
  const drawn = (generator: (typeof PLANAR_GENERATORS)[number]) => {
    const { points, labels } = planarPoints({ generator, points: 200, noise: 0, seed: 3 });
    return places(points).map((place, i) => ({ place, label: labels[i]! }));
  };

  it('moons are two half circles that reach into each other', () => {
    for (const { place, label } of drawn('moons')) {
      const [x, y] = label === 0 ? place : [-place[0], -place[1]];
      expect(Math.hypot(x + 0.275, y + 0.1375)).toBeCloseTo(0.55, 6);
      expect(y).toBeGreaterThan(-0.1376);
    }
  });

  it('circles have one middle and a radius for each class', () => {
    for (const { place, label } of drawn('circles')) {
      expect(Math.hypot(...place)).toBeCloseTo(label === 0 ? 0.75 : 0.35, 6);
    }
  });

  it('the discs of XOR that face each other are of one class', () => {
    for (const { place, label } of drawn('xor')) {
      expect(place[0] * place[1] > 0 ? 0 : 1).toBe(label);
    }
  });

  it.each([
    ['spirals', 2],
    ['spirals-3', 3],
  ] as const)('each arm of %s is the first one, turned', (generator, arms) => {
    for (const { place, label } of drawn(generator)) {
      const radius = Math.hypot(...place);
      const along = (radius - 0.07) / 0.78;
      const turns = arms === 2 ? 1.25 : 0.9;
      const angle = 2 * Math.PI * (turns * along + label / arms);
      expect(place[0]).toBeCloseTo(radius * Math.cos(angle), 5);
      expect(place[1]).toBeCloseTo(radius * Math.sin(angle), 5);
    }
  });
});
