import { describe, expect, it } from 'vitest';
import { isolines, regionsAbove } from './isolines';
import { nodeCount, placeOfNode } from './nested-grid';

const INTERVALS = 48;
const sampled = (f: (x: number, y: number) => number, intervals = INTERVALS) =>
  Float32Array.from({ length: nodeCount(intervals) }, (_, node) =>
    f(...placeOfNode(node, intervals)),
  );

/** Counter-clockwise positive. */
const area = (ring: readonly (readonly [number, number])[]) =>
  ring.reduce((sum, [x, y], k) => {
    const [u, v] = ring[(k + 1) % ring.length]!;
    return sum + (x * v - u * y) / 2;
  }, 0);

describe('the lines where a function passes a level', () => {
  it('of a linear function are straight, and run with the higher side on their left', () => {
    const [line, ...others] = isolines(
      sampled((x, y) => x + 0.3 * y),
      INTERVALS,
      0.1,
    );
    expect(others).toEqual([]);
    expect(line!.closed).toBe(false);
    for (const [x, y] of line!.points) expect(x + 0.3 * y).toBeCloseTo(0.1, 5);
    const [first, last] = [line!.points[0]!, line!.points.at(-1)!];
    expect([first[1], last[1]]).toEqual([1, -1]);
  });

  it('of a hill are rings around it', () => {
    const lines = isolines(
      sampled((x, y) => 0.25 - x * x - y * y),
      INTERVALS,
    );
    expect(lines).toHaveLength(1);
    expect(lines[0]!.closed).toBe(true);
    for (const [x, y] of lines[0]!.points) expect(Math.hypot(x, y)).toBeCloseTo(0.5, 3);
  });

  it('at a saddle go by the middle of the cell', () => {
    const ends = (middle: number) =>
      isolines([1 + middle, -1, -1, 1 + middle], 1).map(({ points }) => points.length);
    expect(ends(0.5)).toEqual([2, 2]);
    expect(ends(-0.5)).toEqual([2, 2]);
    const joined = regionsAbove([1.5, -1, -1, 1.5], 1);
    const parted = regionsAbove([0.5, -1, -1, 0.5], 1);
    expect([joined.length, parted.length]).toEqual([1, 2]);
  });
});

describe('the regions where a function is above a level', () => {
  it('have the area that they have, holes taken off', () => {
    const rings = regionsAbove(
      sampled((x, y) => {
        const r = Math.hypot(x, y);
        return Math.min(0.8 - r, r - 0.4);
      }),
      INTERVALS,
    );
    const areas = rings.map(area).sort((a, b) => a - b);
    expect(areas).toHaveLength(2);
    expect(areas[0]).toBeCloseTo(-Math.PI * 0.16, 2);
    expect(areas[1]).toBeCloseTo(Math.PI * 0.64, 2);
  });

  it('reach the edge of the grid and a little further', () => {
    const [ring] = regionsAbove(
      sampled((x) => x - 0.5),
      INTERVALS,
    );
    const xs = ring!.map(([x]) => x);
    const ys = ring!.map(([, y]) => y);
    expect(Math.min(...xs)).toBeCloseTo(0.5, 5);
    for (const most of [Math.max(...xs), Math.max(...ys), -Math.min(...ys)]) {
      expect(most).toBeGreaterThanOrEqual(1);
      expect(most).toBeLessThan(1 + 3 / INTERVALS);
    }
  });

  it('are none where it is nowhere above, and all where it is everywhere', () => {
    expect(
      regionsAbove(
        sampled(() => -1),
        INTERVALS,
      ),
    ).toEqual([]);
    expect(
      area(
        regionsAbove(
          sampled(() => 1),
          INTERVALS,
        )[0]!,
      ),
    ).toBeGreaterThanOrEqual(4);
  });
});
