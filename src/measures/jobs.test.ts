import { describe, expect, it } from 'vitest';
import { type Job, runJobs } from './jobs';

/** Reports halfway, then gives its own title. */
const job = (title: string, work: number): Job<string> => ({
  title,
  work,
  async run(onShare) {
    await onShare(0.5);
    return title;
  },
});

describe('jobs', () => {
  it('are done in order, give their results by name, and say how far all have come', async () => {
    const told: [string, number][] = [];
    const jobs = { first: { a: job('a', 1), b: job('b', 2) }, none: {}, last: job('c', 5) };
    const results = await runJobs(jobs, (what, share) => void told.push([what, share]));
    expect(results).toEqual({ first: { a: 'a', b: 'b' }, none: {}, last: 'c' });
    expect(told).toEqual([
      ['a', 0.5 / 8],
      ['b', 2 / 8],
      ['c', 5.5 / 8],
    ]);
  });
});
