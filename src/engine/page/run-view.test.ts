import { describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS, type RunPhase, type Sample } from '../protocol';
import { ghostOf, type RunView, statusAt } from './run-view';

function run(id: string, samples: number, phase: RunPhase): RunView {
  const taken = Array.from({ length: samples }, (_, k) => ({ step: k + 1 }) as Sample);
  return { id, samples: taken, status: { ...statusAt(DEFAULT_SETTINGS, [], samples), phase } };
}

describe('the ghost of the last run', () => {
  const seen = run('seen', 12, 'running');

  it('is the run before, where that can be seen as a line', () => {
    expect(ghostOf(seen, null)).toBe(seen);
    expect(ghostOf(run('next', 8, 'paused'), seen)?.id).toBe('next');
  });

  it('is not replaced by the stubs that a dragged slider leaves', () => {
    let ghost = ghostOf(seen, null);
    for (const samples of [0, 1, 7]) ghost = ghostOf(run('stub', samples, 'running'), ghost);
    expect(ghost).toBe(seen);
    expect(ghostOf(run('stub', 7, 'running'), null)).toBeNull();
  });

  it('is a run that has ended, however short it was', () => {
    expect(ghostOf(run('short', 2, 'ended'), seen)?.id).toBe('short');
  });

  it('stays where there was no run', () => {
    expect(ghostOf(null, seen)).toBe(seen);
  });
});
