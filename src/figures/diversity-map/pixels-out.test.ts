import { describe, expect, it } from 'vitest';
import type { GradientMap } from '../../engine/protocol';
import { gdrWithout, pixelsOut, shareOn } from './pixels-out';

const metric = (gdr: number[]) => ({
  share: Float64Array.of(0.5, 0.125, 0.25, 0.125),
  gdr: Float64Array.from(gdr),
});
const map = (out: number[], gdr: number[]): GradientMap => ({
  images: 10,
  out,
  metrics: { uniform: metric(gdr), spread: metric(gdr.map((value) => value / 2)) },
});

describe('pixels', () => {
  it('are out where they vary less than the threshold, not where they vary as much', () => {
    const spread = [0.1, 0.5, 0.2, 1];
    expect(pixelsOut(spread, 0)).toEqual([false, false, false, false]);
    expect(pixelsOut(spread, 0.5)).toEqual([true, false, true, false]);
    expect(pixelsOut(spread, 1)).toEqual([true, true, true, false]);
  });

  it('have the share of the squared length that lies on them', () => {
    const all = map([0, 1, 2, 3], [0, 0, 0, 0]);
    expect(shareOn(all, 'uniform', [true, false, true, false])).toBe(0.75);
    expect(shareOn(all, 'uniform', [false, false, false, false])).toBe(0);
  });
});

describe('the GDR without some pixels', () => {
  it('is the one that was measured', () => {
    const all = map([0, 1, 2, 3], [0.1, 0.2, 0.3, 0.5]);
    expect([0, 1, 2, 3].map((count) => gdrWithout(all, 'uniform', count))).toEqual([
      0.1, 0.2, 0.3, 0.5,
    ]);
    expect(gdrWithout(all, 'spread', 3)).toBe(0.25);
  });

  it('lies in proportion between two that were measured', () => {
    expect(gdrWithout(map([0, 32, 63], [0.1, 0.2, 0.4]), 'uniform', 40)).toBeCloseTo(
      0.2 + (0.2 * 8) / 31,
      12,
    );
  });

  it('is no number where no pixel is left', () => {
    expect(gdrWithout(map([0, 1, 2, 3], [0, 0, 0, 0]), 'uniform', 4)).toBeNaN();
  });
});
