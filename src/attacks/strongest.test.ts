import { describe, expect, it } from 'vitest';
import { RECIPES } from './attack-recipe';
import { plannedAttacks, targetOf } from './strongest';

describe('the strongest attack', () => {
  const plan = plannedAttacks(RECIPES.strongest, 0.06, 10);

  it('is three objectives from three starts each, and the slowest member towards every other class', () => {
    const starts = plan.map(({ spec, classesOn }) => [spec.objective, spec.restarts, classesOn]);
    expect(starts.slice(0, 3)).toEqual([
      ['mean', 3, null],
      ['sum', 3, null],
      ['slowest', 3, null],
    ]);
    const towards = [1, 2, 3, 4, 5, 6, 7, 8, 9].map((on) => ['slowest', 1, on]);
    expect(starts.slice(3)).toEqual(towards);
  });

  it('takes fifty steps of a twentieth of ε, the first start at the image itself', () => {
    for (const { spec } of plan) {
      expect(spec).toMatchObject({ steps: 50, norm: 'inf', epsilon: 0.06, start: 'image' });
      expect(spec.stepSize).toBeCloseTo(0.06 / 20, 12);
    }
  });

  it('goes to each class but the true one, whichever that is', () => {
    const truth = Uint8Array.of(0, 4, 9);
    const gone = plan.slice(3).map((planned) => targetOf(planned, truth, 10));
    truth.forEach((label, b) => {
      const classes = gone.map((target) => target.classes[b]!);
      expect(new Set([label, ...classes]).size).toBe(10);
    });
    expect(gone.every(({ towards }) => towards)).toBe(true);
    expect(targetOf(plan[0]!, truth, 10)).toEqual({ classes: truth, towards: false });
  });
});

it('any other recipe is one attack', () => {
  expect(plannedAttacks(RECIPES.mi, 0.03, 10)).toMatchObject([
    { spec: { steps: 10, momentum: 1, epsilon: 0.03 }, classesOn: null },
  ]);
});
