import { expect, it } from 'vitest';
import { sweepWayOf } from '../../sweep/ways';
import { checkSettings } from '../../training/settings';
import { lambdasOf, ownSweepSettings, PENALTY_WAYS } from './own-sweep';

it('a range of λ is gone through at equal ratios, in whichever order it was given', () => {
  expect(lambdasOf({ from: 0.1, to: 10, runs: 5 })).toEqual([0.1, 0.316, 1, 3.16, 10]);
  expect(lambdasOf({ from: 10, to: 0.1, runs: 5 })).toEqual([0.1, 0.316, 1, 3.16, 10]);
});

it('a range that begins at 0 begins at the least λ, and one of no width has one ensemble', () => {
  expect(lambdasOf({ from: 0, to: 1, runs: 5 })[0]).toBe(0.01);
  expect(lambdasOf({ from: 2, to: 2, runs: 8 })).toEqual([2]);
});

it('every ensemble of an own sweep is one that a sweep compares, of the way that was chosen', () => {
  for (const way of PENALTY_WAYS) {
    for (const settings of ownSweepSettings({ way, from: 0, to: 100, runs: 15, members: 2 })) {
      checkSettings(settings);
      expect(sweepWayOf(settings)?.id).toBe(way);
    }
  }
});
