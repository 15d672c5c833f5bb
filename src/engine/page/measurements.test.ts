import { describe, expect, it, vi } from 'vitest';
import { RECIPES } from '../../attacks/attack-recipe';
import { DEFAULT_SETTINGS, LIVE, type MeasureRequest } from '../protocol';
import type { RemoteEngine } from './client';
import { EngineUnavailableError } from './engine-unavailable';
import { Measurements } from './measurements';
import { PendingCalls } from './pending-calls';
import type { EnsembleRecord } from './records';
import type { RunView } from './run-view';
import { type SessionState, sessionStore } from './session-state';

type OnProgress = (done: number, total: number) => Promise<boolean>;

const request = (epsilon: number, ensemble = 'plain'): MeasureRequest<'transfer'> => ({
  measure: 'transfer',
  ensemble,
  how: RECIPES.fgs,
  epsilon,
});
const REVISION = 7;
const run = (phase: string) => ({ status: { phase } }) as unknown as RunView;

/** An engine whose measures end when they are told to, with their ε as what was found. */
function begin() {
  const store = sessionStore('auto');
  store.setState({ phase: 'ready' });
  let subscribers = 0;
  const { subscribe } = store;
  store.subscribe = (listener) => {
    const unsubscribe = subscribe(listener);
    subscribers += 1;
    return () => {
      unsubscribe();
      subscribers -= 1;
    };
  };
  const calls = new PendingCalls();
  const begun: { epsilon: number; onProgress: OnProgress; end: () => void }[] = [];
  const measure = vi.fn(
    ({ epsilon }: MeasureRequest<'detection'>, onProgress: OnProgress, _surrogates: unknown) =>
      new Promise((resolve) => {
        begun.push({ epsilon, onProgress, end: () => resolve({ epsilon }) });
      }),
  );
  const engine = calls.of({ measure }) as unknown as RemoteEngine;
  const bringTo = vi.fn(async (..._: unknown[]) => {});
  const measurements = new Measurements(store, () => engine, { bringTo });
  return {
    store,
    begun,
    calls,
    engine,
    measure,
    bringTo,
    measurements,
    subscribers: () => subscribers,
  };
}

const always = () => true;

describe('measurements', () => {
  it('are taken one after another', async () => {
    const { begun, measurements } = begin();
    const first = measurements.take(request(0.1), REVISION, always);
    const second = measurements.take(request(0.2), REVISION, always);
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
    void measurements.take(request(0.1), REVISION, always);
    await new Promise((resolve) => setTimeout(resolve));
    expect(begun).toHaveLength(0);
    store.setState({ run: run('paused') });
    await vi.waitFor(() => expect(begun).toHaveLength(1));
    store.setState({ run: run('running') });
    const answered = vi.fn();
    void begun[0]!.onProgress(1, 4).then(answered);
    await new Promise((resolve) => setTimeout(resolve));
    expect(answered).not.toHaveBeenCalled();
    store.setState({ run: run('ended') });
    await vi.waitFor(() => expect(answered).toHaveBeenCalledWith(true));
  });

  it('that nobody wants any more are not begun, and tell how far they have come', async () => {
    const { begun, measurements } = begin();
    expect(await measurements.take(request(0.1), REVISION, () => false)).toBeNull();
    expect(begun).toHaveLength(0);
    const shares: number[] = [];
    void measurements.take(request(0.2), REVISION, (share) => shares.push(share) < 3);
    await vi.waitFor(() => expect(begun).toHaveLength(1));
    expect(await begun[0]!.onProgress(1, 4)).toBe(true);
    expect(await begun[0]!.onProgress(2, 4)).toBe(false);
    expect(shares).toEqual([0, 0.25, 0.5]);
  });

  it('are kept: what was asked before is answered at once, until the ensemble is another', async () => {
    const { begun, measurements } = begin();
    expect(measurements.kept(request(0.1), REVISION)).toBeNull();
    const first = measurements.take(request(0.1), REVISION, always);
    await vi.waitFor(() => expect(begun).toHaveLength(1));
    begun[0]!.end();
    await first;
    expect(measurements.kept(request(0.1), REVISION)).toEqual({ epsilon: 0.1 });
    expect(await measurements.take(request(0.1), REVISION, always)).toEqual({ epsilon: 0.1 });
    expect(begun).toHaveLength(1);
    expect(measurements.kept(request(0.1), REVISION + 1)).toBeNull();
    expect(measurements.kept({ ...request(0.1), images: 100 }, REVISION)).toBeNull();
  });

  it('of the ensemble in the Lab are not kept: its steps count anew with every run', async () => {
    const { begun, measurements } = begin();
    const live = measurements.take(request(0.1, LIVE), REVISION, always);
    await vi.waitFor(() => expect(begun).toHaveLength(1));
    begun[0]!.end();
    await live;
    expect(measurements.kept(request(0.1, LIVE), REVISION)).toBeNull();
  });

  it('with the surrogate wait until the engine has it, and say why where it cannot be had', async () => {
    const { begun, engine, bringTo, measurements } = begin();
    const asked: MeasureRequest<'success'> = {
      ...request(0.1),
      measure: 'success',
      attacker: 'surrogate',
    };
    bringTo.mockRejectedValueOnce(new Error('surrogate.safetensors is missing.'));
    await expect(measurements.take(asked, REVISION, always)).rejects.toThrow('is missing');
    expect(begun).toHaveLength(0);
    void measurements.take(asked, REVISION, always);
    await vi.waitFor(() => expect(begun).toHaveLength(1));
    expect(bringTo.mock.calls).toEqual([
      [engine, ['surrogate']],
      [engine, ['surrogate']],
    ]);
    begun[0]!.end();
    void measurements.take({ ...asked, attacker: 0 }, REVISION, always);
    await vi.waitFor(() => expect(begun).toHaveLength(2));
    expect(bringTo).toHaveBeenCalledTimes(2);
  });

  it('of who attacks take the plain surrogate, and the one trained the way that the ensemble was in the end', async () => {
    const { store, begun, measure, bringTo, measurements } = begin();
    const record = (id: string, own: object) =>
      ({ id, initial: { ...DEFAULT_SETTINGS, ...own }, changes: [] }) as unknown as EnsembleRecord;
    const diverse = record('mine', { penalty: 'gdr' });
    const changes = [{ step: 3, setting: 'metric', value: 'spread' } as const];
    store.setState({
      ensembles: [
        diverse,
        { ...diverse, id: 'changed', changes },
        record('length', { penalty: 'norm' }),
        { ...diverse, id: 'unknown', initial: null },
      ],
      run: { status: { phase: 'paused', settings: { ...DEFAULT_SETTINGS, penalty: 'none' } } },
    } as unknown as Partial<SessionState>);
    for (const [id, taken] of [
      ['mine', ['surrogate', 'surrogate-diverse']],
      ['changed', ['surrogate', 'surrogate-gdr-spread']],
      ['length', ['surrogate']],
      ['unknown', ['surrogate']],
      [LIVE, ['surrogate', 'surrogate-plain']],
    ] as const) {
      const asked: MeasureRequest<'card'> = { measure: 'card', ensemble: id, epsilon: 0.06 };
      const found = measurements.take(asked, REVISION, always);
      await vi.waitFor(() => expect(begun).toHaveLength(measure.mock.calls.length));
      await vi.waitFor(() => expect(measure.mock.lastCall?.[0]).toMatchObject({ ensemble: id }));
      expect(bringTo.mock.lastCall?.[1]).toEqual(taken);
      expect(measure.mock.lastCall?.[2]).toEqual(taken);
      begun.at(-1)!.end();
      await found;
    }
  });

  it('fail when the engine ends, and do not hold up the next', async () => {
    const { store, begun, calls, measurements } = begin();
    const lost = measurements.take(request(0.1), REVISION, always);
    const next = measurements.take(request(0.2), REVISION, always);
    await vi.waitFor(() => expect(begun).toHaveLength(1));
    store.setState({ phase: 'starting' });
    calls.end('The worker has ended.');
    await expect(lost).rejects.toThrow(EngineUnavailableError);
    await expect(next).rejects.toThrow(EngineUnavailableError);
  });

  it('leave nobody watching the session, whether they end, are given up or are lost', async () => {
    const { store, begun, calls, measurements, subscribers } = begin();
    expect(subscribers()).toBe(0);
    const first = measurements.take(request(0.1), REVISION, always);
    await vi.waitFor(() => expect(begun).toHaveLength(1));
    begun[0]!.end();
    await first;
    await measurements.take(request(0.1), REVISION, () => false);
    expect(subscribers()).toBe(0);

    const lost = measurements.take(request(0.2), REVISION, always);
    await vi.waitFor(() => expect(begun).toHaveLength(2));
    // The engine asks whether to go on while a run is going, and ends before it is answered.
    store.setState({ run: run('running') });
    const answer = begun[1]!.onProgress(1, 4);
    await vi.waitFor(() => expect(subscribers()).toBe(1));
    calls.end('The worker has ended.');
    await expect(lost).rejects.toThrow(EngineUnavailableError);
    await expect(answer).rejects.toThrow();
    expect(subscribers()).toBe(0);
  });
});
