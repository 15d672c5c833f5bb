import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Direction, jointCorners, jointRegion } from './joint-region';
import { orthantProbabilityOfVectors } from './orthant-probability';

const dot = (a: Direction, b: Direction) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];

/** The area that a closed line encloses on its left, by the triangles from an inner point (Van Oosterom and Strackee 1983). */
function area(boundary: readonly Direction[], hemisphereOf: Direction): number {
  const [x, y, z] = [0, 1, 2].map((k) => boundary.reduce((sum, p) => sum + p[k]!, 0));
  const whole = Math.hypot(x!, y!, z!) < 1e-6;
  const inner: Direction = whole ? (hemisphereOf.map((v) => -v) as never) : [x!, y!, z!];
  const length = Math.hypot(...inner);
  const centre: Direction = [inner[0] / length, inner[1] / length, inner[2] / length];
  return boundary.reduce((sum, a, i) => {
    const b = boundary[(i + 1) % boundary.length]!;
    const volume =
      centre[0] * (a[1] * b[2] - a[2] * b[1]) +
      centre[1] * (a[2] * b[0] - a[0] * b[2]) +
      centre[2] * (a[0] * b[1] - a[1] * b[0]);
    return sum + 2 * Math.atan2(volume, 1 + dot(centre, a) + dot(a, b) + dot(b, centre));
  }, 0);
}

const coordinate = fc.double({ min: -1, max: 1, noNaN: true });
const anyDirection = fc
  .tuple(coordinate, coordinate, coordinate)
  .filter((v) => Math.hypot(...v) > 0.1);
const share = (gradients: readonly Direction[]) => orthantProbabilityOfVectors(gradients);

describe('the region of the sphere on which every confidence falls', () => {
  it('has the area that the GDR says, for any number of gradients', () => {
    fc.assert(
      fc.property(fc.array(anyDirection, { minLength: 2, maxLength: 6 }), (gradients) => {
        const boundary = jointRegion(gradients);
        const expected = 4 * Math.PI * share(gradients);
        if (boundary.length === 0) expect(expected).toBeLessThan(1e-5);
        else expect(area(boundary, gradients[0]!)).toBeCloseTo(expected, 4);
      }),
      { numRuns: 400 },
    );
  });

  it('lies where every gradient falls, its line in short arcs', () => {
    fc.assert(
      fc.property(anyDirection, anyDirection, anyDirection, (...gradients) => {
        const boundary = jointRegion(gradients);
        boundary.forEach((point, i) => {
          expect(Math.hypot(...point)).toBeCloseTo(1, 9);
          for (const g of gradients) expect(dot(g, point)).toBeLessThan(1e-5);
          expect(dot(point, boundary[(i + 1) % boundary.length]!)).toBeGreaterThan(0.99);
        });
      }),
      { numRuns: 500 },
    );
  });

  it('is a triangle of one eighth for orthogonal gradients', () => {
    const axes: [Direction, Direction, Direction] = [
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ];
    expect(area(jointRegion(axes), axes[0])).toBeCloseTo(Math.PI / 2, 9);
    const corners = jointCorners(axes).map((corner) => corner.map((value) => value + 0));
    expect(corners).toEqual([
      [-1, 0, 0],
      [0, -1, 0],
      [0, 0, -1],
    ]);
  });

  it('is a lune for equal pairs, and vanishes where the gradients surround the centre of a plane', () => {
    expect(
      area(
        jointRegion([
          [1, 0, 0],
          [1, 0, 0],
          [0, 1, 0],
        ]),
        [1, 0, 0],
      ),
    ).toBeCloseTo(Math.PI, 9);
    expect(
      jointRegion([
        [1, 0, 0],
        [-1, 1, 0],
        [-1, -1, 0],
      ]),
    ).toEqual([]);
    expect(
      jointRegion([
        [1, 0, 0],
        [-1, 0, 0],
      ]),
    ).toEqual([]);
    expect(
      jointCorners([
        [1, 0, 0],
        [1, 0, 0],
        [0, 1, 0],
      ]),
    ).toEqual([]);
  });

  it('is a hemisphere for one gradient', () => {
    for (const gradients of [
      [[0, 0, 2]],
      [
        [0, 0, 2],
        [0, 0, 1],
      ],
    ] as Direction[][]) {
      const boundary = jointRegion(gradients);
      expect(boundary.length).toBeGreaterThan(100);
      for (const point of boundary) expect(point[2]).toBeCloseTo(0, 12);
      // Counter-clockwise as seen from below, from where the region lies.
      const [a, b] = boundary as [Direction, Direction];
      expect(a[0] * b[1] - a[1] * b[0]).toBeLessThan(0);
    }
  });

  it('asks for directions', () => {
    expect(() => jointRegion([])).toThrow(RangeError);
    expect(() => jointRegion([[0, 0, 0]])).toThrow(RangeError);
    expect(() => jointRegion([[1, 0, Number.NaN]])).toThrow(RangeError);
  });
});
