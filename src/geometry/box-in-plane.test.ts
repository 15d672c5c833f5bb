import { describe, expect, it } from 'vitest';
import { boxInPlane } from './box-in-plane';

describe('the part of a plane inside the box', () => {
  it('of two pixels is the box itself', () => {
    const corners = boxInPlane(
      [0.25, 0.5],
      [
        [1, 0],
        [0, 1],
      ],
      10,
      0,
    );
    expect(corners).toHaveLength(4);
    for (const corner of [
      [-0.25, -0.5],
      [0.75, -0.5],
      [0.75, 0.5],
      [-0.25, 0.5],
    ]) {
      expect(corners).toContainEqual(corner);
    }
  });

  it('ends where a third pixel reaches its bound', () => {
    const corners = boxInPlane(
      [0.5, 0.5, 0.9],
      [
        [1, 0, 1],
        [0, 1, 1],
      ],
      10,
      0,
    );
    expect(corners).toHaveLength(6);
    for (const [u, v] of corners) {
      expect(u + v).toBeLessThanOrEqual(0.1 + 1e-12);
      expect(u + v).toBeGreaterThanOrEqual(-0.9 - 1e-12);
    }
  });

  it('is the tolerance wide around an image whose pixels are all black', () => {
    const corners = boxInPlane(
      [0, 0],
      [
        [1, -1],
        [0, 1],
      ],
      10,
      0.01,
    );
    for (const [u, v] of corners) {
      expect(u).toBeGreaterThanOrEqual(-0.01 - 1e-12);
      expect(v - u).toBeGreaterThanOrEqual(-0.01 - 1e-12);
    }
    expect(
      boxInPlane(
        [0, 0, 0],
        [
          [1, -1, 0],
          [0, 0, 1],
        ],
        10,
        -0.001,
      ),
    ).toEqual([]);
  });

  it('is the whole square where that is inside', () => {
    expect(boxInPlane([0.5], [[0.01], [0.01]], 1, 0)).toHaveLength(4);
  });
});
