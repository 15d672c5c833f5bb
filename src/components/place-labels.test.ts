import { describe, expect, it } from 'vitest';
import { placeLabels } from './place-labels';

const ROOM = { width: 200, height: 100 };
const at = (x: number, y: number) => ({ x, y, width: 20 });

describe('labels of points', () => {
  it('stand to the right, where there is room', () => {
    const [place] = placeLabels([at(50, 50)], ROOM);
    expect(place!.x).toBeGreaterThan(50);
    expect(place!.y).toBe(50);
    const [edge] = placeLabels([at(195, 50)], ROOM);
    expect(edge!.x + 10).toBeLessThanOrEqual(200);
  });

  it('lie neither on one another nor on a point, and are left out where there is no place', () => {
    const points = Array.from({ length: 30 }, (_, k) => at(60 + (k % 6) * 7, 40 + (k % 5) * 6));
    const places = placeLabels(points, ROOM);
    const placed = places.filter((place) => place !== null);
    expect(placed.length).toBeGreaterThan(0);
    expect(placed.length).toBeLessThan(30);
    for (const [k, a] of placed.entries()) {
      for (const b of placed.slice(k + 1)) {
        expect(Math.abs(a.x - b.x) >= 20 || Math.abs(a.y - b.y) >= 13).toBe(true);
      }
    }
  });
});
