import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { confidence, EXTENT, pairAt } from './confidence';
import { PEAK, type Projection, projectionOf, TILT, type Vector } from './projection';
import { CELLS, heightsOf, type Patch, patchesFarToNear } from './sheets';

const WIDTH = 500;
const CELL = (2 * EXTENT) / CELLS;
/** Where the view grazes a surface, flat patches are as near as the curved surface only to within this. */
const FLATNESS = 4 * CELL;

const angles = fc.integer({ min: 0, max: 180 });
const views = fc.record({
  turn: fc.integer({ min: 0, max: 359 }).map((degrees) => degrees + 0.3),
  tilt: fc.integer(TILT),
});

/** Somewhere on the input plane, never on the edge of a cell, where two patches meet. */
const inside = fc.integer({ min: 0, max: CELLS - 1 }).map((k) => (k + 0.37) * CELL - EXTENT);

/** How near the patch is to the viewer at a point of the screen, or null where it does not cover it. */
function nearness(patch: Patch, projection: Projection, x: number, y: number): number | null {
  const screen = patch.ring.map((corner) => projection.toScreen(...corner));
  const near = patch.ring.map((corner) =>
    corner.reduce((s, c, k) => s + c * projection.toward[k]!, 0),
  );
  for (let k = 1; k + 1 < screen.length; k++) {
    const [[ax, ay], [bx, by], [cx, cy]] = [screen[0]!, screen[k]!, screen[k + 1]!];
    const area = (bx - ax) * (cy - ay) - (cx - ax) * (by - ay);
    const b = ((x - ax) * (cy - ay) - (cx - ax) * (y - ay)) / area;
    const c = ((bx - ax) * (y - ay) - (x - ax) * (by - ay)) / area;
    if (b >= 0 && c >= 0 && b + c <= 1)
      return near[0]! * (1 - b - c) + near[k]! * b + near[k + 1]! * c;
  }
  return null;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

describe('the patches of the two surfaces', () => {
  it('come far to near: what is painted later lies nearer, wherever two cover one another', () => {
    let overlaps = 0;
    fc.assert(
      fc.property(
        angles,
        views,
        fc.constantFrom(1 as const, 2 as const),
        fc.array(fc.tuple(inside, inside), { minLength: 5, maxLength: 5 }),
        (angle, view, step, places) => {
          const pair = pairAt(angle);
          const projection = projectionOf(view, WIDTH);
          const patches = patchesFarToNear(heightsOf(pair), projection.toward, step);
          for (const [px, py] of places) {
            const [x, y] = projection.toScreen(px, py, PEAK * confidence(pair[0], px, py));
            let last = Number.NEGATIVE_INFINITY;
            for (const patch of patches) {
              const near = nearness(patch, projection, x, y);
              if (near === null) continue;
              expect(near).toBeGreaterThan(last - step * FLATNESS);
              if (last > Number.NEGATIVE_INFINITY) overlaps++;
              last = near;
            }
          }
        },
      ),
      { numRuns: 60 },
    );
    expect(overlaps).toBeGreaterThan(100);
  });

  it('of one cell come in exact order where the surfaces are planes, seen from above or below', () => {
    const slope = fc.integer({ min: -30, max: 30 }).map((k) => k / 10);
    const plane = ([a, b, c]: readonly [number, number, number]) =>
      Float64Array.from({ length: (CELLS + 1) ** 2 }, (_, k) => {
        const [i, j] = [Math.floor(k / (CELLS + 1)), k % (CELLS + 1)];
        return a * (i * CELL - EXTENT) + b * (j * CELL - EXTENT) + c;
      });
    let overlaps = 0;
    fc.assert(
      fc.property(slope, slope, slope, slope, views, (a, b, c, d, view) => {
        const projection = projectionOf(view, WIDTH);
        const heights = [plane([a, b, 0]), plane([a + c / 30, b + d / 30, 0.007])] as const;
        const patches = patchesFarToNear(heights, projection.toward);
        for (let k = 0; k < patches.length; k += 2) {
          const [first, second] = [patches[k]!, patches[k + 1]!];
          const corners = second.ring.map((corner) => projection.toScreen(...corner));
          const x = mean(corners.map((corner) => corner[0]));
          const y = mean(corners.map((corner) => corner[1]));
          const below = nearness(first, projection, x, y);
          const above = nearness(second, projection, x, y);
          if (below === null || above === null) continue;
          expect(above).toBeGreaterThan(below - 1e-9);
          overlaps++;
        }
      }),
      { numRuns: 60 },
    );
    expect(overlaps).toBeGreaterThan(1000);
  });

  it('cover the input plane once with either surface, cut or not', () => {
    const area = (ring: readonly Vector[]) =>
      ring.reduce((sum, [x, y], k) => {
        const [nextX, nextY] = ring[(k + 1) % ring.length]!;
        return sum + (x * nextY - nextX * y) / 2;
      }, 0);
    fc.assert(
      fc.property(angles, views, (angle, view) => {
        const patches = patchesFarToNear(
          heightsOf(pairAt(angle)),
          projectionOf(view, WIDTH).toward,
        );
        for (const sheet of [0, 1]) {
          const own = patches.filter((patch) => patch.sheet === sheet);
          const covered = own.reduce((sum, { ring }) => sum + area(ring), 0);
          expect(covered).toBeCloseTo((2 * EXTENT) ** 2, 9);
        }
      }),
      { numRuns: 30 },
    );
  });

  it('are cut where the confidences are equal, and nowhere else', () => {
    const pair = pairAt(120);
    const { toward } = projectionOf({ turn: 332, tilt: 24 }, WIDTH);
    const patches = patchesFarToNear(heightsOf(pair), toward);
    const cuts = patches.flatMap(({ ring, edges }) => ring.filter((_, k) => edges[k] === 'cut'));
    expect(cuts.length).toBeGreaterThan(40);
    for (const [x, y] of cuts) {
      expect(Math.abs(confidence(pair[0], x, y) - confidence(pair[1], x, y))).toBeLessThan(0.005);
    }
  });
});
