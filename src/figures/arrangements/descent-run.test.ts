import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ended } from '../descents/descents';
import { arrangement } from './arrangement';
import {
  advance,
  advanceInSight,
  begin,
  type Descent,
  type Run,
  stepsToEmpty,
} from './descent-run';
import { whereItStopped } from './explanations';
import { PRESETS } from './presets';

const degrees = fc.integer({ min: 0, max: 3599 }).map((tenths) => tenths / 10);
const angles = fc.array(degrees, { minLength: 2, maxLength: 8 });

function toTheEnd(descent: Descent, start: readonly number[]): Run {
  let run = begin(descent, start);
  while (!ended(run)) run = advance(run);
  return run;
}

describe('a descent', () => {
  it('on the cosine goes on until the arrows sum to zero', () => {
    fc.assert(
      fc.property(angles, (start) => {
        const run = toTheEnd('cosine', start);
        const { cosine } = arrangement(run.shown);
        // Arrows that coincide never part; those that end on one line get there ever more slowly.
        const slack = run.atRest ? 1e-4 : 0.02;
        expect(cosine.value - cosine.least).toBeLessThan(slack);
        expect(advance(run)).toBe(run);
      }),
      { numRuns: 200 },
    );
  });

  it('on GDR stops as soon as the region is gone, also as a link carries it', () => {
    fc.assert(
      fc.property(angles, (start) => {
        const run = toTheEnd('gdr', start);
        expect(run.points.map(({ gdr }) => gdr > 0)).toEqual(
          run.points.map((_, i) => i < run.points.length - 1),
        );
        expect(arrangement(run.shown).gdr.value).toBe(0);
        for (const angle of run.shown) {
          expect(angle).toBe(Math.round(angle * 10) / 10);
          expect(angle).toBeLessThan(360);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('is seen to move every two seconds, or has ended', () => {
    const anyDescent = fc.constantFrom<Descent>('cosine', 'gdr');
    fc.assert(
      fc.property(angles, fc.boolean(), anyDescent, (apart, twin, descent) => {
        // Two that coincide never part, and are slow on their way past a balance.
        const start = twin ? [apart[0]!, ...apart.slice(0, -1)] : apart;
        const pictures = [begin(descent, start)];
        while (!ended(pictures.at(-1)!)) pictures.push(advanceInSight(pictures.at(-1)!));
        const TWO_SECONDS = 60;
        for (let k = 0; k + TWO_SECONDS < pictures.length; k++) {
          const [then, now] = [pictures[k]!, pictures[k + TWO_SECONDS]!];
          const turned = then.angles.map((angle, i) => Math.abs(angle - now.angles[i]!));
          expect(Math.max(...turned)).toBeGreaterThan(Math.PI / 720);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('never goes up', () => {
    fc.assert(
      fc.property(angles, fc.constantFrom<Descent>('cosine', 'gdr'), (start, descent) => {
        const { points } = toTheEnd(descent, start);
        points.forEach((point, i) => {
          // Off a ridge it is first set apart, which rounding may see.
          if (i > 0) expect(point[descent]).toBeLessThanOrEqual(points[i - 1]![descent] + 1e-5);
        });
      }),
      { numRuns: 100 },
    );
  });

  it('on the cosine, of three, ends 120° apart, long after the region is gone', () => {
    const run = toTheEnd('cosine', [104, 158, 241]);
    const sorted = [...run.shown].sort((a, b) => a - b);
    expect(sorted[1]! - sorted[0]!).toBeCloseTo(120, 0);
    expect(sorted[2]! - sorted[1]!).toBeCloseTo(120, 0);
    const empty = stepsToEmpty(run)!;
    expect(empty).toBeLessThan(run.points.length / 2);
    expect(whereItStopped(run, false)).toContain(`The region had been gone since step ${empty}.`);
    const gdr = toTheEnd('gdr', [104, 158, 241]);
    expect(gdr.points.at(-1)!.cosine).toBeGreaterThan(-0.4);
    expect(gdr.points.length).toBeLessThan(run.points.length / 2);
  });

  it('has nothing to do where there is nothing to descend, and says so', () => {
    for (const { name, angles: of } of PRESETS) {
      if (name === 'Clustered') continue;
      const run = begin('gdr', of(3));
      expect(run.atRest).toBe(true);
      expect(whereItStopped(run, false)).toMatch(/^Nothing to descend/);
    }
    expect(whereItStopped(begin('cosine', [0, 120, 240]), false)).toMatch(/^Nothing to descend/);
  });
});
