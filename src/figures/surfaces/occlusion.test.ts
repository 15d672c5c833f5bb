import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { confidence, pairAt } from './confidence';
import { isHidden } from './occlusion';
import { FLOOR, PEAK, projectionOf } from './projection';

describe('what hides a point', () => {
  it('seen from straight above is the higher surface, and nothing hides that one', () => {
    const coordinate = fc.integer({ min: -95, max: 95 }).map((k) => k / 100);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 180 }), coordinate, coordinate, (angle, x, y) => {
        const pair = pairAt(angle);
        const [p, q] = pair.map((model) => PEAK * confidence(model, x, y)) as [number, number];
        // Nearer to each other than a step, the lower one lies on the other.
        fc.pre(Math.abs(p - q) > 0.05);
        expect(isHidden(pair, [x, y, Math.min(p, q)], [0, 0, 1])).toBe(true);
        expect(isHidden(pair, [x, y, Math.max(p, q)], [0, 0, 1])).toBe(false);
        expect(isHidden(pair, [x, y, FLOOR], [0, 0, 1])).toBe(true);
      }),
    );
  });

  it('is a slope that rises towards the viewer', () => {
    // Both confidences rise towards −x₁.
    const pair = pairAt(0);
    const [p, q] = pair.map((model) => PEAK * confidence(model, 0.9, 0)) as [number, number];
    const foot = [0.9, 0, Math.max(p, q)] as const;
    const fromHighSide = projectionOf({ turn: 90, tilt: 10 }, 500).toward;
    const fromLowSide = projectionOf({ turn: 270, tilt: 10 }, 500).toward;
    expect(isHidden(pair, foot, fromHighSide)).toBe(true);
    expect(isHidden(pair, foot, fromLowSide)).toBe(false);
  });
});
