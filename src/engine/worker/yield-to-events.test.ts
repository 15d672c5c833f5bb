/** The worker's messages, let in while it computes. Time is the test's own: no step takes any. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { eventYielder } from './yield-to-events';

let now = 0;

beforeEach(() => {
  now = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => now);
});

afterEach(() => {
  vi.restoreAllMocks();
});

/** For each message, sent while a step is taken: how many further steps begin before it is heard. */
async function stepsBeforeHeard(steps: number, stepTime: number): Promise<number[]> {
  const { port1, port2 } = new MessageChannel();
  const delays: number[] = [];
  let begun = 0;
  port1.onmessage = ({ data }) => void delays.push(begun - (data as number));
  const yieldToEvents = eventYielder();
  for (let k = 0; k < steps; k++) {
    begun += 1;
    now += stepTime;
    port2.postMessage(begun);
    await yieldToEvents();
  }
  port1.close();
  return delays;
}

describe('between two steps', () => {
  it.each([8, 9, 100])('of %d ms, every message is heard before the next', async (time) => {
    const delays = await stepsBeforeHeard(20, time);
    expect(delays).toEqual(Array(20).fill(0));
  });

  it('of 1 ms, no message waits for more than eight', async () => {
    const delays = await stepsBeforeHeard(80, 1);
    expect(delays).toHaveLength(80);
    expect(Math.max(...delays)).toBeLessThan(8);
  });
});
