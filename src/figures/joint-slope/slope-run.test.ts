import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Vector } from '../../geometry/convex-hull';
import { SETTINGS } from '../../share/shareable-settings';
import { ended } from '../descents/descents';
import { lengthOf, slopePicture } from './slope-picture';
import { PRESETS } from './slope-presets';
import { advanceSlopeRun, beginSlopeRun, type SlopeDescent } from './slope-run';
import { whereSlopeRunStopped } from './slope-words';

const start = fc
  .array(
    fc.tuple(
      fc.double({ min: -0.8, max: 0.8, noNaN: true }),
      fc.double({ min: -0.8, max: 0.8, noNaN: true }),
    ),
    { minLength: 2, maxLength: 5 },
  )
  .map((all) => SETTINGS['slope.gradients'].kind.settle(all));
const preset = (name: string) => PRESETS.find((one) => one.name === name)!.gradients;

function toTheEnd(descent: SlopeDescent, from: readonly Vector[]) {
  let run = beginSlopeRun(descent, from);
  while (!ended(run)) run = advanceSlopeRun(run);
  return run;
}

describe('a descent of arrows of any length', () => {
  it('never goes up, and comes to rest', () => {
    fc.assert(
      fc.property(start, fc.constantFrom<SlopeDescent>('gdr', 'slope'), (from, descent) => {
        const run = toTheEnd(descent, from);
        expect(run.atRest).toBe(true);
        run.points.slice(1).forEach((point, i) => {
          expect(point[descent]).toBeLessThanOrEqual(run.points[i]![descent] + 1e-9);
        });
      }),
      { numRuns: 60 },
    );
  });

  it('on GDR leaves lengths as they are, and ends where both are zero, also as a link has it', () => {
    fc.assert(
      fc.property(start, (from) => {
        const run = toTheEnd('gdr', from);
        run.gradients.forEach((gradient, i) => {
          expect(lengthOf(gradient)).toBeCloseTo(lengthOf(from[i]!), 9);
        });
        expect(run.points.at(-1)).toEqual({ gdr: 0, slope: 0 });
        expect(slopePicture(run.shown).gdr).toBeLessThan(6e-4);
      }),
      { numRuns: 100 },
    );
  });

  it('on the slope ends at a calm member that carries it, the share as it was', () => {
    const run = toTheEnd('slope', preset('One short'));
    const [first, last] = [run.points[0]!, run.points.at(-1)!];
    expect(last.gdr).toBeCloseTo(first.gdr, 6);
    expect(last.slope).toBeLessThan(first.slope / 4);
    expect(whereSlopeRunStopped(run, false)).toContain('carried by an arrow of length 0.05');
    // The other one from the same start leaves the slope as it was until the share is nearly gone.
    const other = toTheEnd('gdr', preset('One short')).points;
    const half = other.find(({ gdr }) => gdr < first.gdr / 2)!;
    expect(half.slope).toBeCloseTo(first.slope, 6);
  });

  it('turns equal arrows apart on either', () => {
    for (const descent of ['gdr', 'slope'] as const) {
      const run = toTheEnd(descent, preset('Equal and orthogonal'));
      expect(slopePicture(run.shown)).toMatchObject({ gdr: 0, slope: 0 });
      for (const gradient of run.gradients) expect(lengthOf(gradient)).toBeCloseTo(1, 3);
    }
  });

  it('has nothing to do around the circle, and says so', () => {
    for (const descent of ['gdr', 'slope'] as const) {
      const run = beginSlopeRun(descent, preset('Around the circle'));
      expect(run.atRest).toBe(true);
      expect(whereSlopeRunStopped(run, false)).toMatch(/^Nothing to descend/);
    }
  });
});
