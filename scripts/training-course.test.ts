import { describe, expect, it } from 'vitest';
import { courseSteps, writtenCourses } from './training-course';

describe('the course of a training', () => {
  it.each([1, 7, 500, 2344])('has points that ascend to the last of %d steps', (total) => {
    const steps = courseSteps(total);
    expect(steps).toEqual(steps.toSorted((a, b) => a - b));
    expect(new Set(steps).size).toBe(steps.length);
    expect(steps[0]).toBeGreaterThan(0);
    expect(steps.at(-1)).toBe(total);
  });

  it('lies closer in the beginning, where most happens', () => {
    const steps = courseSteps(2344);
    expect(steps[1]! - steps[0]!).toBeLessThan((steps.at(-1)! - steps.at(-2)!) / 4);
  });

  it('is written as JSON, a point a line, in four digits; what is no number is null', () => {
    const written = writtenCourses({ plain: [[6, 5.55371, 0.5861, Number.NaN, 1e-7, 0, null]] });
    expect(written).toBe('{\n  "plain": [\n    [6, 5.554, 0.5861, null, 1e-7, 0, null]\n  ]\n}\n');
    expect(JSON.parse(written)).toEqual({ plain: [[6, 5.554, 0.5861, null, 1e-7, 0, null]] });
  });
});
