import { describe, expect, it } from 'vitest';
import { SHIPPED } from '../ensemble/shipped';
import { totalSteps } from './settings';
import { SHIPPED_COURSES } from './shipped-courses';
import { SHIPPED_RECIPES } from './shipped-recipes';

describe('the recorded courses', () => {
  it.each(SHIPPED)('of %s goes from near its beginning to its last step', (id) => {
    const steps = SHIPPED_COURSES[id].map(([step]) => step);
    expect(steps).toEqual([...new Set(steps)].toSorted((a, b) => a - b));
    expect(steps[0]).toBeLessThan(20);
    expect(steps.at(-1)).toBe(totalSteps(SHIPPED_RECIPES[id]));
  });

  it.each(SHIPPED)('of %s has shares between 0 and 1, and ends better than it began', (id) => {
    const course = SHIPPED_COURSES[id];
    for (const [, , ...measured] of course) expect(measured).toHaveLength(5);
    for (const [, , accuracy, gdr, , fgs, pgd] of course) {
      for (const share of [accuracy, gdr, fgs, pgd]) {
        expect(share).toBeGreaterThanOrEqual(0);
        expect(share).toBeLessThanOrEqual(1);
      }
    }
    const [first, last] = [course[0]!, course.at(-1)!];
    expect(last[1]).toBeLessThan(first[1]!);
    expect(last[2]).toBeGreaterThan(0.8);
  });
});
