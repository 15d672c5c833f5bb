import { describe, expect, it } from 'vitest';
import { statusAt } from '../../engine/page/run-view';
import type { EarlierRun } from '../../engine/page/session';
import { DEFAULT_SETTINGS, type RunPhase, type Sample } from '../../engine/protocol';
import {
  differences,
  earlierSeriesOf,
  earlierText,
  emptyTextOf,
  extentOf,
  marksOf,
  seriesOf,
} from './run-series';

describe('marks of changes', () => {
  it('stand where a setting was changed, and say what to', () => {
    const marks = marksOf(
      [
        { step: 10, setting: 'lambda', value: 5 },
        { step: 60, setting: 'penalty', value: 'cosine' },
        { step: 90, setting: 'lambda', value: 7 },
      ],
      1000,
    );
    expect(marks).toEqual([
      { x: 10, label: 'λ 5' },
      { x: 60, label: 'penalty cosine' },
      { x: 90, label: 'λ 7' },
    ]);
  });

  it('are one for a slider that was dragged, where it came to rest', () => {
    const drag = Array.from({ length: 40 }, (_, k) => ({
      step: 100 + 3 * k,
      setting: 'lambda' as const,
      value: k,
    }));
    const between = { step: 130, setting: 'learningRate' as const, value: 0.1 };
    const marks = marksOf([...drag.slice(0, 11), between, ...drag.slice(11)], 1000);
    expect(marks).toEqual([
      { x: 130, label: 'learning rate 0.1' },
      { x: 217, label: 'λ 39' },
    ]);
  });
});

describe('the difference between two runs', () => {
  it('is in words, and empty where there is none', () => {
    const others = { ...DEFAULT_SETTINGS, lambda: 10, hidden: [64, 64], members: 2 };
    expect(differences(DEFAULT_SETTINGS, others)).toBe('members 3, units 64, λ 3');
    expect(differences(others, DEFAULT_SETTINGS)).toBe('members 2, units 64 and 64, λ 10');
    expect(differences(others, { ...others, hidden: [64, 64] })).toBe('');
  });
});

describe('an earlier run', () => {
  const run = (settings: object, changes: EarlierRun['status']['changes'] = []): EarlierRun => ({
    id: 'earlier',
    number: 1,
    samples: [],
    status: statusAt({ ...DEFAULT_SETTINGS, ...settings }, changes, 9),
  });

  it('is named by what it was trained with that the present one is not', () => {
    expect(earlierText(run({ lambda: 0 }), DEFAULT_SETTINGS)).toBe('λ 0');
    expect(earlierText(run({}), DEFAULT_SETTINGS)).toBe('the same settings');
  });

  it('says that it was changed on the way, not that it was gone on with', () => {
    const changes = [{ step: 4, setting: 'lambda' as const, value: 8 }];
    expect(earlierText(run({ lambda: 8 }, changes), DEFAULT_SETTINGS)).toBe(
      'λ 8, changed on the way',
    );
    const longer = [{ step: 4, setting: 'epochs' as const, value: 10 }];
    expect(earlierText(run({ epochs: 10 }, longer), DEFAULT_SETTINGS)).toBe('epochs 10');
  });
});

describe('the lines of a run', () => {
  const rates = (same: number) => ({ epsilon: 0.06, rates: { same, all: same, ensemble: same } });
  const sample = (step: number, more: object) =>
    ({
      step,
      loss: { crossEntropy: [1, 1], penalty: null, total: 2 },
      memberAccuracy: [0.8, 0.8],
      fgs: [rates(0.25)],
      ...more,
    }) as unknown as Sample;
  // The first is of an earlier version of the page, and from before PGD was asked for.
  const samples = [sample(1, {}), sample(2, { measures: { jointSlope: 0.125 }, pgd: rates(0.5) })];

  it('show the joint slope, with a gap where a sample does not have it', () => {
    const [slope] = seriesOf(2, samples, 'fgs').slope;
    expect(slope!.points).toEqual([
      [1, Number.NaN],
      [2, 0.125],
    ]);
  });

  it('show the success of the attack that was chosen, also of an earlier run', () => {
    const run = { id: 'a', number: 1, samples, status: statusAt(DEFAULT_SETTINGS, [], 2) };
    const [fgs] = seriesOf(2, samples, 'fgs').success;
    expect(fgs!.points.map(([, y]) => y)).toEqual([0.25, 0.25]);
    for (const { success } of [seriesOf(2, samples, 'pgd'), earlierSeriesOf(run, 'pgd')]) {
      expect(success[0]!.points.map(([, y]) => y)).toEqual([Number.NaN, 0.5]);
    }
  });
});

describe('a chart without a line', () => {
  const run = (phase: RunPhase, samples: readonly Sample[]) => ({
    id: 'run',
    samples,
    status: { ...statusAt(DEFAULT_SETTINGS, [], 9), phase },
  });

  it('says that a run has diverged, or has no such value, and promises a line only where one may come', () => {
    const promise = 'Drawn as it trains.';
    expect(emptyTextOf(null)).toBe(promise);
    expect(emptyTextOf(run('running', []))).toBe(promise);
    expect(emptyTextOf(run('failed', []))).toMatch(/stopped by a problem/);
    expect(emptyTextOf(run('running', [{} as Sample]))).toMatch(/no value at any step/);
  });
});

describe('the extent of lines', () => {
  it('leaves out what cannot be drawn', () => {
    const line = (...ys: number[]) => ({
      name: '',
      color: '',
      points: ys.map((y, x) => [x, y] as const),
    });
    expect(extentOf([line(3, Number.NaN, 1), line(Infinity, 2)])).toEqual([1, 3]);
    expect(extentOf([line(Number.NaN)])).toBeNull();
  });
});
