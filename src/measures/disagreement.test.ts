import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { predict } from '../ensemble/prediction';
import { detectionOf, disagreement, rocCurve } from './disagreement';

const scores = fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 1, maxLength: 30 });

describe('disagreement', () => {
  it('is nothing among equals and all of it among members certain of different classes', () => {
    expect(
      disagreement(
        predict([
          [3, 1, 0],
          [3, 1, 0],
        ]),
      ),
    ).toBe(0);
    expect(
      disagreement(
        predict([
          [900, 0, 0],
          [0, 900, 0],
          [0, 0, 900],
        ]),
      ),
    ).toBe(1);
  });
});

describe('detection', () => {
  /** Logits of two members, small so that they often tie and often differ. */
  const logits = fc.array(
    fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 3, maxLength: 3 }),
    {
      minLength: 2,
      maxLength: 2,
    },
  );
  const labelled = fc.record({ logits, label: fc.integer({ min: 0, max: 2 }) });

  it('of images that nothing has moved is chance: like is compared with like', () => {
    fc.assert(
      fc.property(fc.array(labelled, { maxLength: 20 }), (images) => {
        const predictions = images.map((image) => predict(image.logits));
        const { clean, attacked, fooled } = detectionOf(
          predictions,
          predictions,
          images.map(({ label }) => label),
        );
        expect(attacked).toMatchObject(clean);
        expect(attacked.curve?.area ?? 0.5).toBeCloseTo(0.5, 12);
        expect(fooled.count).toBe(0);
      }),
    );
  });
});

describe('the curve of detection against false alarms', () => {
  it('goes from no image to all, and never back', () => {
    fc.assert(
      fc.property(scores, scores, (alarms, quiet) => {
        const { points } = rocCurve(alarms, quiet);
        expect(points[0]).toEqual([0, 0]);
        expect(points.at(-1)).toEqual([1, 1]);
        points.slice(1).forEach(([x, y], k) => {
          expect(x).toBeGreaterThanOrEqual(points[k]![0]);
          expect(y).toBeGreaterThanOrEqual(points[k]![1]);
        });
      }),
    );
  });

  it('has under it the chance that an attacked image scores higher, ties counted half', () => {
    fc.assert(
      fc.property(scores, scores, (alarms, quiet) => {
        const wins = alarms.flatMap((a) => quiet.map((q) => (a > q ? 1 : a === q ? 0.5 : 0)));
        const chance = wins.reduce<number>((sum, v) => sum + v, 0) / wins.length;
        expect(rocCurve(alarms, quiet).area).toBeCloseTo(chance, 10);
      }),
    );
  });
});
