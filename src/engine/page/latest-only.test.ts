import { describe, expect, it } from 'vitest';
import { LatestOnly } from './latest-only';

/** Takes values until told to go on, and remembers which. */
function slowTaker() {
  const taken: number[] = [];
  let release: (failure?: Error) => void = () => {};
  const queue = new LatestOnly<number>(
    (value) =>
      new Promise((resolve, reject) => {
        taken.push(value);
        release = (failure) => (failure ? reject(failure) : resolve());
      }),
  );
  return { queue, taken, release: (failure?: Error) => release(failure) };
}

describe('values of which the last wins', () => {
  it('takes the first at once, one at a time, and of those that wait the last', async () => {
    const { queue, taken, release } = slowTaker();
    const asked = [1, 2, 3, 4].map((value) => queue.ask(value));
    expect(taken).toEqual([1]);
    // What a later value has replaced is settled already.
    await Promise.all(asked.slice(1, 3));
    release();
    await asked[0];
    expect(taken).toEqual([1, 4]);
    expect(queue.busy).toBe(true);
    release();
    await asked[3];
    expect(queue.busy).toBe(false);
    expect(taken).toEqual([1, 4]);
  });

  it('tells of a failure whoever asked for it, and takes the next all the same', async () => {
    const { queue, taken, release } = slowTaker();
    const first = queue.ask(1);
    const second = queue.ask(2);
    release(new Error('out of range'));
    await expect(first).rejects.toThrow('out of range');
    expect(taken).toEqual([1, 2]);
    release();
    await second;
  });
});
