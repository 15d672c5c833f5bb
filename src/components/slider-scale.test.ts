import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  clampToScale,
  positionOf,
  type SliderScale,
  stepValue,
  trackOf,
  valueAt,
} from './slider-scale';

const lambda: SliderScale = { kind: 'log', min: 0.01, max: 100, zeroStop: true };
const epsilon: SliderScale = { kind: 'linear', min: 0, max: 0.3, step: 0.01 };
const steps: SliderScale = { kind: 'linear', min: 1, max: 40, integer: true };
const scales = [lambda, epsilon, steps, { ...lambda, zeroStop: false }];

describe('a linear track', () => {
  it('stands for its values', () => {
    expect(positionOf(0.06, epsilon)).toBe(0.06);
    expect(valueAt(0.0612, epsilon)).toBe(0.06);
    expect(valueAt(0.3, epsilon)).toBe(0.3);
  });

  it('moves by a step, ten, or a tenth', () => {
    expect(stepValue(0.06, 1, 'normal', epsilon)).toBe(0.07);
    expect(stepValue(0.06, 1, 'coarse', epsilon)).toBe(0.16);
    expect(stepValue(0.06, -1, 'fine', epsilon)).toBe(0.059);
    expect(stepValue(0.295, 1, 'coarse', epsilon)).toBe(0.3);
  });

  it('keeps whole numbers whole', () => {
    expect(stepValue(3, 1, 'fine', steps)).toBe(4);
    expect(valueAt(7.6, steps)).toBe(8);
  });

  it('reaches a largest value that is no stop', () => {
    expect(valueAt(1, { kind: 'linear', min: 0, max: 1, step: 0.3 })).toBe(1);
  });
});

describe('a logarithmic track with a zero stop', () => {
  it('has zero at its start, then a gap, then equal factors at equal distances', () => {
    expect(positionOf(0, lambda)).toBe(0);
    expect(valueAt(0, lambda)).toBe(0);
    expect(valueAt(0.04, lambda)).toBe(0);
    expect(valueAt(0.06, lambda)).toBe(0.01);
    expect(positionOf(100, lambda)).toBe(1);
    const decade = positionOf(1, lambda) - positionOf(0.1, lambda);
    expect(positionOf(10, lambda) - positionOf(1, lambda)).toBeCloseTo(decade, 12);
  });

  it('steps from zero to the smallest value and back', () => {
    expect(stepValue(0, 1, 'normal', lambda)).toBe(0.01);
    expect(stepValue(0.01, -1, 'normal', lambda)).toBe(0);
    expect(stepValue(0, -1, 'coarse', lambda)).toBe(0);
  });

  it('comes back to the value it left', () => {
    for (const stride of ['normal', 'coarse', 'fine'] as const) {
      expect(stepValue(stepValue(1, 1, stride, lambda), -1, stride, lambda)).toBe(1);
    }
    expect(stepValue(1, 1, 'normal', lambda)).toBe(1.1);
  });

  it('goes in even steps from the values that a reader is asked to set', () => {
    const walk = (from: number, directions: readonly (1 | -1)[]) => {
      const seen = [from];
      for (const direction of directions) {
        seen.push(stepValue(seen.at(-1)!, direction, 'normal', lambda));
      }
      return seen;
    };
    expect(walk(3, [1, -1, -1, 1])).toEqual([3, 3.5, 3, 2.8, 3]);
    expect(walk(0.09, [1, 1, -1])).toEqual([0.09, 0.1, 0.11, 0.1]);
    // From between two stops to the next one on either side.
    expect(walk(3.2, [1, -1])).toEqual([3.2, 3.5, 3]);
    expect(walk(3.2, [-1])).toEqual([3.2, 3]);
    expect(stepValue(3, 1, 'fine', lambda)).toBe(3.05);
    expect(stepValue(3, 1, 'coarse', lambda)).toBe(10);
  });

  it('walks from one end to the other and never stands still', () => {
    for (const stride of ['normal', 'coarse', 'fine'] as const) {
      let value = 0;
      for (let press = 0; value < 100; press += 1) {
        const next = stepValue(value, 1, stride, lambda);
        expect(next).toBeGreaterThan(value);
        expect(press).toBeLessThan(1000);
        value = next;
      }
      while (value > 0) {
        const next = stepValue(value, -1, stride, lambda);
        expect(next).toBeLessThan(value);
        value = next;
      }
    }
  });
});

describe('every track', () => {
  it('gives a value of the scale for any position, and any number back on the track', () => {
    fc.assert(
      fc.property(fc.constantFrom(...scales), fc.double(), (scale, x) => {
        const value = valueAt(x, scale);
        expect(clampToScale(value, scale)).toBe(value);
        const { start, end } = trackOf(scale);
        const position = positionOf(x, scale);
        expect(position).toBeGreaterThanOrEqual(start);
        expect(position).toBeLessThanOrEqual(end);
        expect(stepValue(x, 1, 'normal', scale)).not.toBeNaN();
      }),
    );
  });

  it('returns a stop to itself', () => {
    fc.assert(
      fc.property(fc.constantFrom(...scales), fc.double({ min: 0, max: 1 }), (scale, share) => {
        const { start, end } = trackOf(scale);
        const stop = valueAt(start + share * (end - start), scale);
        expect(valueAt(positionOf(stop, scale), scale)).toBe(stop);
      }),
    );
  });

  it('survives a range of one value', () => {
    for (const kind of ['linear', 'log'] as const) {
      const scale: SliderScale = { kind, min: 2, max: 2 };
      expect(valueAt(positionOf(2, scale), scale)).toBe(2);
      expect(stepValue(2, 1, 'normal', scale)).toBe(2);
    }
  });
});
