import { describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS, type RunPhase, type Sample } from '../protocol';
import { type EarlierRun, MOST_EARLIER, type RunView, statusAt, withEarlier } from './run-view';

function run(id: string, samples: number, phase: RunPhase): RunView {
  const taken = Array.from({ length: samples }, (_, k) => ({ step: k + 1 }) as Sample);
  return { id, samples: taken, status: { ...statusAt(DEFAULT_SETTINGS, [], samples), phase } };
}

describe('the runs that stay in the charts', () => {
  const seen = run('seen', 12, 'running');
  const ids = (earlier: readonly EarlierRun[]) => earlier.map(({ id }) => id);
  const behind = (...runs: RunView[]) => runs.reduce<readonly EarlierRun[]>(withEarlier, []);

  it('are those before, where they can be seen as lines, numbered as they came', () => {
    const earlier = behind(seen, run('next', 8, 'paused'));
    expect(earlier.map(({ id, number }) => [id, number])).toEqual([
      ['seen', 1],
      ['next', 2],
    ]);
  });

  it('are not replaced by the stubs that a dragged slider leaves', () => {
    const stubs = [0, 1, 7].map((samples) => run('stub', samples, 'running'));
    expect(ids(behind(seen, ...stubs))).toEqual(['seen']);
    expect(behind(run('stub', 7, 'running'))).toEqual([]);
  });

  it('have those among them that ended, however short they were, but nothing without a line', () => {
    expect(ids(behind(seen, run('short', 2, 'ended')))).toEqual(['seen', 'short']);
    expect(ids(behind(run('none', 0, 'ended')))).toEqual([]);
  });

  it('are no more than can be told apart, the last ones, and keep their numbers', () => {
    const many = Array.from({ length: MOST_EARLIER + 2 }, (_, k) => run(`${k}`, 9, 'ended'));
    const earlier = behind(...many);
    expect(earlier.map(({ number }) => number)).toEqual([3, 4, 5, 6]);
    expect(withEarlier(earlier, null)).toBe(earlier);
  });
});
