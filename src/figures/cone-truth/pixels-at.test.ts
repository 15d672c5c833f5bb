import { describe, expect, it } from 'vitest';
import { pixelsAt } from './pixels-at';

describe('the picture at a point of a plane', () => {
  const origin = Float32Array.of(0, 0.5, 1);
  const basis = [Float32Array.of(1, 0, 0), Float32Array.of(0, 0.6, 0.8)] as const;

  it('is the image at the middle, and inside the box there', () => {
    expect(pixelsAt(origin, basis, [0, 0])).toEqual({ pixels: origin, outside: 0, furthest: 0 });
  });

  it('is moved along both directions, and counts what has left the box', () => {
    const { pixels, outside, furthest } = pixelsAt(origin, basis, [-0.25, 0.5]);
    expect([...pixels].map((value) => Math.round(100 * value))).toEqual([-25, 80, 140]);
    expect(outside).toBe(2);
    expect(furthest).toBeCloseTo(0.4, 6);
  });
});
