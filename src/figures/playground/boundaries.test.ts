import { describe, expect, it } from 'vitest';
import type { PlanarField } from '../../engine/protocol';
import { nodeCount, placeOfNode } from '../../geometry/nested-grid';
import { boundaries, pathOf } from './boundaries';

type Logits = (x: number, y: number) => readonly number[];

/** A field of members whose logits are functions of the place. */
function fieldOf(members: readonly Logits[], intervals = 48): PlanarField {
  const nodes = nodeCount(intervals);
  const classCount = members[0]!(0, 0).length;
  const logits = new Float32Array(members.length * classCount * nodes);
  members.forEach((own, i) => {
    for (let node = 0; node < nodes; node++) {
      own(...placeOfNode(node, intervals)).forEach((z, k) => {
        logits[(i * classCount + k) * nodes + node] = z;
      });
    }
  });
  return { intervals, logits, classCount } as PlanarField;
}

describe('the boundaries of members', () => {
  it('are where the two logits are equal, each member’s own', () => {
    const [first, second] = boundaries(fieldOf([(x) => [x, 0.25], (_, y) => [0.5, y]]), 2);
    const points = (lines: typeof first) => lines!.flatMap((line) => line.points);
    expect(points(first).length).toBeGreaterThan(20);
    for (const [x] of points(first)) expect(x).toBeCloseTo(0.25, 5);
    for (const [, y] of points(second)) expect(y).toBeCloseTo(0.5, 5);
  });

  it('are the same lines from a finer grid', () => {
    const members: Logits[] = [(x, y) => [x - 0.3 * y, 0.1], (x, y) => [y, x * x]];
    const [coarse, fine] = [48, 96].map((intervals) => boundaries(fieldOf(members, intervals), 2));
    expect(fine).toEqual(coarse);
  });

  it('are closed around a class that is surrounded', () => {
    const [[circle]] = boundaries(fieldOf([(x, y) => [0.25 - x * x - y * y, 0]]), 2) as [
      [{ closed: boolean; points: (readonly [number, number])[] }],
    ];
    expect(circle.closed).toBe(true);
    for (const point of circle.points) expect(Math.hypot(...point)).toBeCloseTo(0.5, 2);
  });

  it('of three classes are where the two greatest are equal, and nowhere else', () => {
    const at = (k: number): readonly [number, number] => [
      Math.cos((2 * Math.PI * k) / 3),
      Math.sin((2 * Math.PI * k) / 3),
    ];
    const thirds: Logits = (x, y) => [0, 1, 2].map((k) => at(k)[0] * x + at(k)[1] * y);
    const [lines] = boundaries(fieldOf([thirds]), 3);
    let far = 0;
    for (const [x, y] of lines!.flatMap(({ points }) => points)) {
      const [top, next] = [...thirds(x, y)].sort((a, b) => b - a);
      expect(top! - next!).toBeLessThan(0.05);
      if (Math.hypot(x, y) > 0.5) far += 1;
    }
    // Three rays, none of them twice.
    expect(far).toBeGreaterThan(30);
    expect(far).toBeLessThan(140);
  });
});

it('a path goes through the points, y downwards', () => {
  const line = { points: [[0, 0.5] as const, [1, -1] as const], closed: true };
  expect(pathOf([line, { ...line, closed: false }], 100)).toBe(
    'M0.0 -50.0L100.0 100.0ZM0.0 -50.0L100.0 100.0',
  );
});
