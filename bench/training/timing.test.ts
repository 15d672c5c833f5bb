/** Time passes here only when a contestant says so. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { median, ratio, type Timed, timeInTurns } from './timing';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance'] });
});
afterEach(() => {
  vi.useRealTimers();
});

const silent = () => {};

/** Takes as long as it says, and writes down its name when the device has done with it. */
function contestant(name: string, milliseconds: () => number, order: string[] = []): Timed {
  return {
    name,
    run: () => {
      vi.advanceTimersByTime(milliseconds());
    },
    settle: async () => {
      order.push(name);
    },
  };
}

describe('the median', () => {
  it.each([
    [[3], 3],
    [[9, 1, 5], 5],
    [[4, 1, 3, 2], 2.5],
    // As numbers, not as text.
    [[100, 20, 3], 20],
  ])('of %j is %d', (values, expected) => {
    expect(median(values)).toBe(expected);
  });

  it('leaves its values in their order', () => {
    const values = [3, 1, 2];
    median(values);
    expect(values).toEqual([3, 1, 2]);
  });
});

describe('timing in turns', () => {
  it('finds what each takes, whatever the number of runs in a round', async () => {
    const timings = await timeInTurns(
      [contestant('quick', () => 2), contestant('slow', () => 350)],
      { until: performance.now() + 20_000, fewestRounds: 3 },
      silent,
    );
    expect(timings.map(({ name, milliseconds }) => [name, milliseconds])).toEqual([
      ['quick', 2],
      ['slow', 350],
    ]);
    expect(timings.map(({ runsPerRound }) => runsPerRound)).toEqual([20, 1]);
  });

  it('is over at its hour, having taken every round that fits', async () => {
    const began = performance.now();
    const [timing] = await timeInTurns(
      [contestant('only', () => 100)],
      { until: began + 10_000, fewestRounds: 3 },
      silent,
    );
    expect(performance.now() - began).toBeLessThanOrEqual(10_000);
    expect(performance.now() - began).toBeGreaterThan(9500);
    expect(timing!.samples.length).toBeGreaterThan(40);
  });

  it('takes the fewest rounds even when the hour has passed', async () => {
    const [timing] = await timeInTurns(
      [contestant('only', () => 5000)],
      { until: performance.now(), fewestRounds: 3 },
      silent,
    );
    expect(timing!.samples.length).toBe(3);
  });

  it('gives each round to all, and its beginning to another each time', async () => {
    const order: string[] = [];
    const names = ['a', 'b', 'c'];
    await timeInTurns(
      names.map((name) => contestant(name, () => 300, order)),
      { until: performance.now(), fewestRounds: 3 },
      silent,
    );
    // The first of each is its warm-up.
    expect(order.join('')).toBe('abcabcbcacab');
  });

  it('lets a busy moment pass: one slow round does not move the median', async () => {
    let runs = 0;
    const [timing] = await timeInTurns(
      [contestant('disturbed', () => (++runs === 4 ? 9000 : 250))],
      { until: performance.now(), fewestRounds: 5 },
      silent,
    );
    expect(timing!.milliseconds).toBe(250);
  });

  it('keeps ratios on a machine that turns slow for some rounds', async () => {
    let load = 1;
    let rounds = 0;
    const base = contestant('base', () => {
      rounds += 1;
      load = rounds % 3 === 0 ? 7 : 1;
      return 200 * load;
    });
    const [first, twice] = await timeInTurns(
      [base, contestant('twice', () => 400 * load)],
      { until: performance.now() + 30_000, fewestRounds: 5 },
      silent,
    );
    expect(ratio(first!, first!)).toBe(1);
    expect(ratio(twice!, first!)).toBe(2);
  });

  it('waits for steps that end later', async () => {
    const later: Timed = {
      name: 'later',
      run: async () => {
        await Promise.resolve();
        vi.advanceTimersByTime(400);
      },
      settle: async () => {
        vi.advanceTimersByTime(100);
      },
    };
    const [timing] = await timeInTurns([later], { until: 0, fewestRounds: 3 }, silent);
    expect(timing!.milliseconds).toBe(500);
  });
});
