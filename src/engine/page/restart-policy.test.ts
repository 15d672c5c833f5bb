import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { RestartPolicy } from './restart-policy';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('restarts of an engine that ends', () => {
  it('come at once, then later each time, then not any more', () => {
    const policy = new RestartPolicy();
    const delays = Array.from({ length: 6 }, () => policy.delayAfterEnd());
    expect(delays[0]).toBe(0);
    for (let k = 1; k < 4; k++) expect(delays[k]).toBeGreaterThan(delays[k - 1]!);
    expect(delays.slice(4)).toEqual([null, null]);
  });

  it('come at once again a minute later', () => {
    const policy = new RestartPolicy();
    for (let k = 0; k < 5; k++) policy.delayAfterEnd();
    vi.advanceTimersByTime(60_001);
    expect(policy.delayAfterEnd()).toBe(0);
  });

  it('come at once again after a reader has chosen', () => {
    const policy = new RestartPolicy();
    for (let k = 0; k < 5; k++) policy.delayAfterEnd();
    policy.reset();
    expect(policy.delayAfterEnd()).toBe(0);
  });
});
