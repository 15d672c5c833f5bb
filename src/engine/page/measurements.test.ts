import { describe, expect, it, vi } from 'vitest';
import type { MeasureRequest } from '../protocol';
import type { RemoteEngine } from './client';
import { Measurements } from './measurements';
import type { RunView } from './run-view';
import { sessionStore } from './session-state';

type GoOn = (done: number, total: number) => Promise<boolean>;

const request = (epsilon: number): MeasureRequest<'transfer'> => ({
  measure: 'transfer',
  ensemble: 'plain',
  epsilon,
});
const run = (phase: string) => ({ status: { phase } }) as unknown as RunView;

/** An engine whose measures end when they are told to, with their ε as what was found. */
function begin() {
  const store = sessionStore('auto');
  store.setState({ phase: 'ready' });
  const begun: { epsilon: number; goOn: GoOn; end: () => void }[] = [];
  const measure = vi.fn(
    ({ epsilon }: MeasureRequest, goOn: GoOn) =>
      new Promise((resolve) => {
        begun.push({ epsilon, goOn, end: () => resolve({ epsilon }) });
      }),
  );
  const engine = { measure } as unknown as RemoteEngine;
  return { store, begun, measurements: new Measurements(store, () => engine) };
}

const always = () => true;

describe('measurements', () => {
  it('are taken one after another', async () => {
    const { begun, measurements } = begin();
    const first = measurements.take(request(0.1), always);
    const second = measurements.take(request(0.2), always);
    await vi.waitFor(() => expect(begun).toHaveLength(1));
    begun[0]!.end();
    expect(await first).toEqual({ epsilon: 0.1 });
    await vi.waitFor(() => expect(begun).toHaveLength(2));
    begun[1]!.end();
    expect(await second).toEqual({ epsilon: 0.2 });
  });

  it('wait while a run is going, also in between, and go on when it rests', async () => {
    const { store, begun, measurements } = begin();
    store.setState({ run: run('running') });
    void measurements.take(request(0.1), always);
    await new Promise((resolve) => setTimeout(resolve));
    expect(begun).toHaveLength(0);
    store.setState({ run: run('paused') });
    await vi.waitFor(() => expect(begun).toHaveLength(1));
    store.setState({ run: run('running') });
    const answered = vi.fn();
    void begun[0]!.goOn(1, 4).then(answered);
    await new Promise((resolve) => setTimeout(resolve));
    expect(answered).not.toHaveBeenCalled();
    store.setState({ run: run('ended') });
    await vi.waitFor(() => expect(answered).toHaveBeenCalledWith(true));
  });

  it('that nobody wants any more are not begun, and tell how far they have come', async () => {
    const { begun, measurements } = begin();
    expect(await measurements.take(request(0.1), () => false)).toBeNull();
    expect(begun).toHaveLength(0);
    const shares: number[] = [];
    void measurements.take(request(0.2), (share) => shares.push(share) < 3);
    await vi.waitFor(() => expect(begun).toHaveLength(1));
    expect(await begun[0]!.goOn(1, 4)).toBe(true);
    expect(await begun[0]!.goOn(2, 4)).toBe(false);
    expect(shares).toEqual([0, 0.25, 0.5]);
  });

  it('fail when the engine ends, and do not hold up the next', async () => {
    const { store, begun, measurements } = begin();
    const lost = measurements.take(request(0.1), always);
    await vi.waitFor(() => expect(begun).toHaveLength(1));
    store.setState({ phase: 'starting' });
    await expect(lost).rejects.toThrow('The engine ended while it measured.');
    store.setState({ phase: 'ready' });
    const next = measurements.take(request(0.2), always);
    await vi.waitFor(() => expect(begun).toHaveLength(2));
    begun[1]!.end();
    expect(await next).toEqual({ epsilon: 0.2 });
  });
});
