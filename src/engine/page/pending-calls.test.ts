import { describe, expect, it } from 'vitest';
import { EngineUnavailableError } from './engine-unavailable';
import { PendingCalls } from './pending-calls';

/** A remote as comlink's are once the worker is gone: what it is asked stays open for ever. */
const silent = { ask: () => new Promise<number>(() => {}) };

describe('calls to a worker', () => {
  it('settle as the worker answers while it lives', async () => {
    const remote = {
      double: async (x: number) => 2 * x,
      refuse: async () => {
        throw new RangeError('out of range');
      },
    };
    const calls = new PendingCalls();
    expect(await calls.of(remote).double(21)).toBe(42);
    await expect(calls.of(remote).refuse()).rejects.toThrow(RangeError);
  });

  it('are all rejected when it ends, and so are those that follow', async () => {
    const calls = new PendingCalls();
    const remote = calls.of(silent);
    const [first, second] = [remote.ask(), remote.ask()];
    calls.end('The worker has ended.');
    for (const call of [first, second, remote.ask()]) {
      await expect(call).rejects.toThrow(new EngineUnavailableError('The worker has ended.'));
    }
  });

  it('can be handed on by a promise: a remote is not taken for one', async () => {
    const remote = new PendingCalls().of({ ask: async () => 1 });
    expect(await (await Promise.resolve(remote)).ask()).toBe(1);
  });
});
