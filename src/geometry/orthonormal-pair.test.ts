import { describe, expect, it } from 'vitest';
import { dot, orthonormalPair } from './orthonormal-pair';

describe('the basis of the plane of two vectors', () => {
  it('is orthonormal, holds both, and begins with the first', () => {
    const [a, b] = [
      [3, 0, 4, 1e-3],
      [1, 2, -1, 5],
    ];
    const [first, second] = orthonormalPair(a!, b!)!;
    expect(dot(first, first)).toBeCloseTo(1, 14);
    expect(dot(second, second)).toBeCloseTo(1, 14);
    expect(dot(first, second)).toBeCloseTo(0, 14);
    expect(dot(a!, first)).toBeCloseTo(Math.sqrt(dot(a!, a!)), 12);
    expect(dot(b!, first) ** 2 + dot(b!, second) ** 2).toBeCloseTo(dot(b!, b!), 10);
    expect(dot(b!, second)).toBeGreaterThan(0);
  });

  it('does not care about lengths, however small', () => {
    const [first, second] = orthonormalPair([1e-300, 0], [1e-310, 1e-310])!;
    expect([...first, ...second]).toEqual([1, 0, 0, 1]);
  });

  it('is none where a vector is zero, or both lie along one line', () => {
    expect(orthonormalPair([0, 0], [1, 2])).toBeNull();
    expect(orthonormalPair([1, 2], [0, 0])).toBeNull();
    expect(orthonormalPair([1, 2, 3], [-2, -4, -6])).toBeNull();
    expect(() => orthonormalPair([1], [1, 2])).toThrow(RangeError);
  });
});
