import { describe, expect, it } from 'vitest';
import { sphericalPolygonShare } from './spherical-polygon';

const share = (vectors: number[][]) =>
  sphericalPolygonShare(Float64Array.from(vectors.flat()), vectors.length, 3);

describe('the spherical polygon on which gradients of rank 3 fall', () => {
  it('is an octant for orthogonal gradients', () => {
    expect(
      share([
        [1, 0, 0],
        [0, 2, 0],
        [0, 0, 3],
      ]),
    ).toBeCloseTo(1 / 8, 14);
  });

  it('is a sixth of the sphere for each face of a cube', () => {
    const face = [
      [1, 0, -1],
      [-1, 0, -1],
      [0, 1, -1],
      [0, -1, -1],
    ];
    expect(share(face)).toBeCloseTo(1 / 6, 14);
    // A further gradient that cuts nothing off, and one that only touches a corner.
    expect(share([...face, [0, 0, -1], [1, 1, -2]])).toBeCloseTo(1 / 6, 14);
  });

  it('is empty for gradients on all sides', () => {
    expect(
      share([
        [1, 1, 1],
        [-1, -1, 1],
        [-1, 1, -1],
        [1, -1, -1],
      ]),
    ).toBe(0);
  });
});
