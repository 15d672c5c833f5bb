import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  adversarialSector,
  confidence,
  firstOrderChange,
  gradient,
  pairAt,
  pushed,
  START,
} from './confidence';

// Doubles of fast-check crowd around 0; these are spread evenly.
const angles = fc.integer({ min: 0, max: 1800 }).map((k) => k / 10);
const coordinates = fc.integer({ min: -1000, max: 1000 }).map((k) => k / 1000);

describe('the two confidences', () => {
  it('are equal where the ball starts, at every angle', () => {
    fc.assert(
      fc.property(angles, (angle) => {
        for (const model of pairAt(angle)) expect(confidence(model, 0, 0)).toBeCloseTo(START, 12);
      }),
    );
  });

  it('have the gradients that finite differences give', () => {
    const h = 1e-5;
    fc.assert(
      fc.property(angles, coordinates, coordinates, (angle, x, y) => {
        for (const model of pairAt(angle)) {
          const [gx, gy] = gradient(model, x, y);
          const dx = confidence(model, x + h, y) - confidence(model, x - h, y);
          const dy = confidence(model, x, y + h) - confidence(model, x, y - h);
          expect(gx).toBeCloseTo(dx / (2 * h), 7);
          expect(gy).toBeCloseTo(dy / (2 * h), 7);
        }
      }),
    );
  });

  it('have gradients at the start that stand apart by the angle asked for', () => {
    fc.assert(
      fc.property(angles, (angle) => {
        const [[ax, ay], [bx, by]] = pairAt(angle).map((model) => gradient(model, 0, 0)) as [
          [number, number],
          [number, number],
        ];
        const between = Math.abs(Math.atan2(ax * by - ay * bx, ax * bx + ay * by));
        expect((between * 180) / Math.PI).toBeCloseTo(angle, 6);
      }),
    );
  });
});

describe('a push along −∇f', () => {
  const change = (angle: number, distance: number) => {
    const pair = pairAt(angle);
    const [x, y] = pushed(pair, distance);
    return pair.map((model) => confidence(model, x, y) - START) as [number, number];
  };

  it('keeps to the steepest descent of f', () => {
    const pair = pairAt(70);
    for (const distance of [0.1, 0.5, 0.9]) {
      const [x, y] = pushed(pair, distance);
      const [gx, gy] = gradient(pair[0], x, y);
      expect(gx * y - gy * x).toBeCloseTo(0, 12);
      expect(gx * x + gy * y).toBeLessThan(0);
    }
  });

  it('always lowers f; lowers g where the gradients are parallel, raises it where opposite', () => {
    for (const distance of [0.2, 0.5, 0.9]) {
      for (const angle of [0, 90, 180]) expect(change(angle, distance)[0]).toBeLessThan(-0.1);
      expect(change(0, distance)[1]).toBeLessThan(-0.1);
      expect(change(180, distance)[1]).toBeGreaterThan(0.08);
    }
  });

  it('leaves g to first order where they are orthogonal: what is left goes with the square', () => {
    const pair = pairAt(90);
    expect(firstOrderChange(pair[1], pushed(pair, 0.5))).toBeCloseTo(0, 12);
    expect(change(90, 0.02)[1] / change(90, 0.01)[1]).toBeCloseTo(4, 2);
    expect(Math.abs(change(90, 0.9)[1])).toBeLessThan(0.1);
  });
});

describe('the adversarial sector', () => {
  it('is what the gradients leave of half a turn, and nothing when they are opposite', () => {
    const width = (angle: number) => {
      const sector = adversarialSector(pairAt(angle));
      return sector === null ? 0 : ((sector.to - sector.from) * 180) / Math.PI;
    };
    for (const angle of [0, 37, 90, 179]) expect(width(angle)).toBeCloseTo(180 - angle, 6);
    expect(adversarialSector(pairAt(180))).toBeNull();
  });

  it('holds exactly the directions that lower both', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 179 }),
        fc.integer({ min: 0, max: 6282 }).map((k) => k / 1000),
        (angle, direction) => {
          const pair = pairAt(angle);
          const { from, to } = adversarialSector(pair)!;
          const turns = Math.floor((direction - from) / (2 * Math.PI));
          const inside = direction - turns * 2 * Math.PI;
          // On the very edge rounding decides.
          fc.pre(
            Math.min(Math.abs(inside - to), inside - from, from + 2 * Math.PI - inside) > 1e-9,
          );
          const step = [Math.cos(direction), Math.sin(direction)] as const;
          const lowersBoth = pair.every((model) => firstOrderChange(model, step) < 0);
          expect(inside < to).toBe(lowersBoth);
        },
      ),
    );
  });
});
