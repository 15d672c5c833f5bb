import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULTS } from '../../share/shareable-settings';
import { combine, dot, type LonLat, toVector } from './directions';
import { edge, normalCircle, outliner } from './outlines';
import { threeModels } from './three-models';
import { axesOf } from './view';

const RADIUS = 100;
type Triple = readonly [LonLat, LonLat, LonLat];

const place: fc.Arbitrary<LonLat> = fc.tuple(
  fc.integer({ min: 0, max: 359 }),
  fc.integer({ min: -90, max: 90 }),
);

/** The closed lines of a path. */
function ringsOf(path: string): [number, number][][] {
  return path
    .split('M')
    .filter(Boolean)
    .map((ring) =>
      [...ring.matchAll(/(-?[\d.]+),(-?[\d.]+)/g)].map(([, x, y]) => [Number(x), Number(y)]),
    );
}

/** What a browser fills, in square units (non-zero rule; the rings of a convex shape do not overlap). */
function filled(path: string): number {
  return ringsOf(path).reduce((sum, ring) => {
    const twice = ring.reduce((total, [x, y], i) => {
      const [u, v] = ring[(i + 1) % ring.length]!;
      return total + x * v - u * y;
    }, 0);
    return sum + Math.abs(twice) / 2;
  }, 0);
}

/** Of the directions on one side of the sphere, those that lower all three, counted on a grid of the disc. */
function counted(given: Triple, view: LonLat, side: 1 | -1): number {
  const { right, up, front } = axesOf(view);
  const gradients = given.map(toVector);
  const step = 2;
  let cells = 0;
  for (let x = -RADIUS + step / 2; x < RADIUS; x += step) {
    for (let y = -RADIUS + step / 2; y < RADIUS; y += step) {
      const depth = 1 - (x * x + y * y) / RADIUS ** 2;
      if (depth < 0) continue;
      const direction = combine(
        [right, x / RADIUS],
        [up, -y / RADIUS],
        [front, side * Math.sqrt(depth)],
      );
      if (gradients.every((gradient) => dot(gradient, direction) < 0)) cells += 1;
    }
  }
  return cells * step * step;
}

/** A grid counts an edge of the disc wrong by about a cell for each step along it. */
const SLACK = 0.02 * Math.PI * RADIUS ** 2;

function expectPaintedAsCounted(given: Triple, view: LonLat) {
  const picture = threeModels(given, 0);
  const drawn = outliner(view, RADIUS).region(picture.gradients);
  expect(Math.abs(filled(drawn.near) - counted(given, view, 1))).toBeLessThan(SLACK);
  expect(Math.abs(filled(drawn.far) - counted(given, view, -1))).toBeLessThan(SLACK);
}

describe('the orange on the disc', () => {
  it('is as large as the directions that lower all, on either side, from wherever it is seen', () => {
    fc.assert(
      fc.property(place, place, place, place, (a, b, c, view) => {
        expectPaintedAsCounted([a, b, c], view);
      }),
      { numRuns: 200 },
    );
  });

  it('also where a gradient points straight at the reader, away, or to the limb', () => {
    const seen = (view: LonLat): LonLat[] => {
      const [longitude, latitude] = view;
      return [
        view,
        [(longitude + 180) % 360, -latitude],
        [(longitude + 90) % 360, 0],
        [(longitude + 270) % 360, 0],
      ];
    };
    fc.assert(
      fc.property(
        place,
        place,
        place,
        fc.nat(3),
        fc.nat(2),
        fc.constantFrom(0, 1e-7, 1e-4),
        (view, b, c, which, index, off) => {
          const [longitude, latitude] = seen(view)[which]!;
          const given: LonLat[] = [b, c];
          given.splice(index, 0, [longitude, latitude + (latitude > 0 ? -off : off)]);
          expectPaintedAsCounted(given as unknown as Triple, view);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('is little where it was the whole disc: the first gradient brought to the middle of the view', () => {
    const view = DEFAULTS['sphere.view'];
    const given: Triple = [view, DEFAULTS['sphere.b'], DEFAULTS['sphere.c']];
    const { gdr, gradients } = threeModels(given, 0);
    expect(gdr).toBeCloseTo(0.033, 3);
    const drawn = outliner(view, RADIUS).region(gradients);
    // All of it lies behind: the near side only raises the first.
    expect(drawn.near).toBe('');
    expect(filled(drawn.far)).toBeLessThan(0.2 * Math.PI * RADIUS ** 2);
  });
});

describe('a line along the limb', () => {
  it('is one line of the near side, whole', () => {
    fc.assert(
      fc.property(place, (view) => {
        const { near, far } = outliner(view, RADIUS).lines([normalCircle(toVector(view))]);
        expect(far).toBe('');
        const [ring, ...others] = ringsOf(near);
        expect(others).toEqual([]);
        for (const [x, y] of ring!) expect(Math.hypot(x, y)).toBeCloseTo(RADIUS, 1);
      }),
    );
  });

  it('has no gap where it leaves the limb', () => {
    const view = DEFAULTS['sphere.view'];
    const { region } = threeModels([view, DEFAULTS['sphere.b'], DEFAULTS['sphere.c']], 0);
    const { near, far } = outliner(view, RADIUS).lines([edge(region)]);
    const ends = [...ringsOf(near), ...ringsOf(far)].flatMap((line) => [line[0]!, line.at(-1)!]);
    expect(ends.length).toBeGreaterThan(2);
    for (const [x, y] of ends) {
      const joined = ends.filter(([u, v]) => Math.hypot(u - x, v - y) < 0.1);
      expect(joined.length).toBeGreaterThan(1);
    }
  });
});
