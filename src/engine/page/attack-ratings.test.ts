/** Ratings in the background, with measures that end when the test tells them to. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Evaluation, FINAL_EPSILONS, type MeasureRequest } from '../protocol';
import { AttackRatings } from './attack-ratings';
import { EngineUnavailableError } from './engine-unavailable';
import { Idle } from './idle';
import type { Measurements } from './measurements';
import type { EnsembleRecord } from './records';
import type { RunView } from './run-view';
import { type SessionStore, sessionStore } from './session-state';

type Take = (
  request: MeasureRequest<'success'>,
  revision: number,
  onShare: () => boolean,
) => Promise<object | null>;

const record = (id: string, origin: EnsembleRecord['origin'] = 'trained') =>
  ({
    id,
    origin,
    steps: 5,
    weights: { parameters: [] },
    evaluation: {} as Evaluation,
  }) as unknown as EnsembleRecord;

const take = vi.fn<Take>();
const putEnsemble = vi.fn(async () => {});
let store: SessionStore;
let idle: Idle;

const rated = (id: string) =>
  (store.getState().ensembles.find((own) => own.id === id)?.attacks ?? []).map(
    ({ method, epsilon }) => [method, epsilon],
  );
const ALL = ['pgd', 'mi'].flatMap((method) => FINAL_EPSILONS.map((epsilon) => [method, epsilon]));
const run = (phase: string) => ({ status: { phase } }) as unknown as RunView;
const pass = (ms = 60_000) => vi.advanceTimersByTimeAsync(ms);

beforeEach(() => {
  vi.useFakeTimers();
  take.mockReset().mockResolvedValue({ rates: {} });
  putEnsemble.mockClear();
  store = sessionStore('auto');
  idle = new Idle();
  const measurements = { take } as unknown as Measurements;
  new AttackRatings(store, measurements, idle, { putEnsemble });
});

afterEach(() => vi.useRealTimers());

describe('ratings with attacks of many steps', () => {
  it('are taken of every ensemble, each method at each ε, and kept once all are there', async () => {
    store.setState({ phase: 'ready', ensembles: [record('plain', 'shipped'), record('own')] });
    await pass();
    expect(rated('plain')).toEqual(ALL);
    expect(rated('own')).toEqual(ALL);
    expect(take).toHaveBeenCalledTimes(2 * ALL.length);
    expect(take.mock.calls[0]![0]).toMatchObject({ attacker: 'ensemble', epsilon: 0.03 });
    expect(putEnsemble).toHaveBeenCalledTimes(1);
    expect(putEnsemble).toHaveBeenCalledWith(expect.objectContaining({ id: 'own' }));
  });

  it('wait for the rating with FGS, for a run, and for whatever a reader waits for', async () => {
    store.setState({ phase: 'ready', ensembles: [{ ...record('own'), evaluation: null }] });
    await pass();
    expect(take).not.toHaveBeenCalled();
    store.setState({ ensembles: [record('own')], run: run('running') });
    await pass();
    expect(take).not.toHaveBeenCalled();
    let answered = () => {};
    void idle.during(
      new Promise<void>((resolve) => {
        answered = resolve;
      }),
    );
    store.setState({ run: run('ended') });
    await pass();
    expect(take).not.toHaveBeenCalled();
    answered();
    await pass();
    expect(rated('own')).toEqual(ALL);
  });

  it('give way as soon as a reader waits for something or a run begins, and are taken again after', async () => {
    let told: () => boolean = () => true;
    let end = (_: object | null) => {};
    take.mockImplementation((_, __, onShare) => {
      told = onShare;
      return new Promise((resolve) => {
        end = resolve;
      });
    });
    store.setState({ phase: 'ready', ensembles: [record('own')] });
    await pass();
    expect(told()).toBe(true);
    let answered = () => {};
    void idle.during(
      new Promise<void>((resolve) => {
        answered = resolve;
      }),
    );
    expect(told()).toBe(false);
    end(null);
    await pass();
    expect(take).toHaveBeenCalledTimes(1);
    answered();
    await pass();
    expect(take).toHaveBeenCalledTimes(2);
    expect(take.mock.calls[1]![0]).toEqual(take.mock.calls[0]![0]);
    store.setState({ run: run('running') });
    expect(told()).toBe(false);
  });

  it('of an ensemble that was removed or trained on are dropped', async () => {
    let end = (_: object | null) => {};
    take.mockImplementationOnce(
      () =>
        new Promise((resolve) => {
          end = resolve;
        }),
    );
    store.setState({ phase: 'ready', ensembles: [record('own')] });
    await pass();
    const trainedOn = record('own');
    store.setState({ ensembles: [trainedOn] });
    end({ rates: { same: 1 } });
    await pass();
    expect(take.mock.calls.length).toBe(1 + ALL.length);
    expect(rated('own')).toEqual(ALL);
    const { attacks } = store.getState().ensembles[0]!;
    expect(attacks!.some(({ rates }) => rates?.same === 1)).toBe(false);
  });

  it('that cannot be taken are not tried for ever; those that an engine took with it are taken by the next', async () => {
    take.mockRejectedValueOnce(new Error('Too large.'));
    take.mockImplementationOnce(async () => {
      store.setState({ phase: 'starting' });
      throw new EngineUnavailableError();
    });
    store.setState({ phase: 'ready', ensembles: [record('own')] });
    await pass();
    expect(take).toHaveBeenCalledTimes(2);
    store.setState({ phase: 'ready' });
    await pass();
    expect(rated('own')).toEqual(ALL.slice(1));
    expect(take).toHaveBeenCalledTimes(1 + ALL.length);
  });
});
