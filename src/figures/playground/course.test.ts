import { describe, expect, it } from 'vitest';
import type { PlanarField } from '../../engine/protocol';
import { NO_COURSE, withField } from './course';

const field = (accuracy: number) =>
  ({ summary: { accuracy, gdr: 0.2, jointSlope: 0.5, allRight: 9, fooled: 0.1 } }) as PlanarField;
const told = (run: string, steps: readonly number[], course = NO_COURSE) =>
  steps.reduce((own, step) => withField(own, run, step, field(step / 100)), course);

describe('the course of a run', () => {
  it('has a point for each step that was told, in order', () => {
    const { run, points } = told('a', [0, 10, 20]);
    expect(run).toBe('a');
    expect(points.map(({ step, accuracy }) => [step, accuracy])).toEqual([
      [0, 0],
      [10, 0.1],
      [20, 0.2],
    ]);
  });

  it('takes a step that is told again in the place of what stood there', () => {
    const again = withField(told('a', [0, 10, 20]), 'a', 20, field(0.9));
    expect(again.points.map(({ step }) => step)).toEqual([0, 10, 20]);
    expect(again.points.at(-1)!.accuracy).toBe(0.9);
  });

  it('stands behind the next run; the stub of a drag takes no one’s place', () => {
    const long = told('a', [0, 10, 20, 30]);
    const stub = told('b', [0, 10], long);
    expect(stub.before).toEqual(long.points);
    const next = told('c', [0], stub);
    expect(next.before).toEqual(long.points);
    expect(next.points).toHaveLength(1);
  });
});
