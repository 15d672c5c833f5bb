import { describe, expect, it } from 'vitest';
import { layOut, type ScatterPoint } from './scatter-layout';

const point = (id: string, gdr: number, rate: number): ScatterPoint => ({
  id,
  name: `ensemble ${id}`,
  gdr,
  rate,
});

describe.each(['log', 'linear'] as const)('the layout of points on %s axes', (kind) => {
  const points = [point('a', 0.28, 0.45), point('b', 0.016, 0.03), point('c', 0.05, 0)];

  it('keeps every point within, in the order of its numbers', () => {
    const layout = layOut(points, kind, 300, 200);
    const at = (id: string) => layout.points.find((own) => own.id === id)!;
    for (const { x, y } of layout.points) {
      expect(x).toBeGreaterThanOrEqual(0);
      expect(x).toBeLessThanOrEqual(300);
      expect(y).toBeGreaterThanOrEqual(0);
      expect(y).toBeLessThanOrEqual(200);
    }
    expect(at('b').x).toBeLessThan(at('c').x);
    expect(at('c').x).toBeLessThan(at('a').x);
    expect(at('a').y).toBeLessThan(at('b').y);
    expect(at('b').y).toBeLessThan(at('c').y);
    expect(at('c')).toMatchObject({ y: 200, none: kind === 'log' });
    expect(layout.xTicks.length).toBeGreaterThan(1);
    expect(layout.yTicks.length).toBeGreaterThan(1);
  });

  it('writes no two names over each other', () => {
    const near = [point('a', 0.1, 0.2), point('b', 0.1, 0.2), point('c', 0.101, 0.201)];
    const lines = layOut(near, kind, 300, 200).points.map(({ nameY }) => nameY);
    lines.sort((a, b) => a - b);
    expect(lines[1]! - lines[0]!).toBeGreaterThan(12);
    expect(lines[2]! - lines[1]!).toBeGreaterThan(12);
  });

  it('has axes where there is no point, or one', () => {
    expect(layOut([], kind, 300, 200).yTicks.length).toBeGreaterThan(1);
    expect(layOut([point('a', 0.1, 0)], kind, 300, 200).points[0]!.y).toBe(200);
  });
});
