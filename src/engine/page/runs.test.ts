/** The runs of a session, with an engine that does what the test tells it to. */
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { AT_START } from '../../ensemble/shipped';
import type { Snapshot } from '../../training/snapshot';
import {
  DEFAULT_SETTINGS,
  type Evaluation,
  LIVE,
  RANGES,
  type RunPhase,
  type Sample,
  type SampleAttack,
} from '../protocol';
import { EngineUnavailableError } from './engine-unavailable';
import { PendingCalls } from './pending-calls';
import type { EnsembleRecord } from './records';
import { statusAt } from './run-view';
import { type RunEngine, Runs } from './runs';
import { type SessionStore, sessionStore } from './session-state';

const evaluation = {} as Evaluation;
const withLambda = (lambda: number) => ({ ...DEFAULT_SETTINGS, lambda });
const snapshotAt = (step: number): Snapshot => ({
  initial: DEFAULT_SETTINGS,
  changes: [],
  step,
  parameters: [],
  adam: { mean: [], square: [] },
});

const engine = {
  beginRun: vi.fn<(id: string, from: object) => Promise<void>>(),
  play: vi.fn(async () => {}),
  pause: vi.fn(async () => {}),
  stepOnce: vi.fn(async () => {}),
  sampleWith: vi.fn(async (_: SampleAttack) => {}),
  stop: vi.fn(async () => {}),
  change: vi.fn<(setting: string, value: unknown) => Promise<void>>(),
};
const library = { putRun: vi.fn(async () => {}) };
const onEnded = vi.fn(async () => {});
const notify = vi.fn();

let store: SessionStore;
let runs: Runs;

beforeEach(() => {
  vi.clearAllMocks();
  engine.beginRun.mockImplementation(async () => {});
  engine.change.mockImplementation(async () => {});
  store = sessionStore('auto');
  store.setState({ phase: 'ready' });
  runs = new Runs(store, library, () => engine as unknown as RunEngine, onEnded, notify);
});

const events = () => runs.events(() => true);
const shown = () => store.getState().run!;
const begun = () => engine.beginRun.mock.calls.map(([, from]) => from);
const enter = (phase: RunPhase, id = shown().id) =>
  events().status(id, { ...shown().status, phase });
/** Steps of enough samples for a line. */
const SEEN = [1, 50, 100, 150, 200, 250, 300, 350] as const;
const sample = (step: number, id = shown().id) => events().sample(id, { step } as Sample);
/** Lets everything happen that waits for nothing else. */
const settled = () => new Promise((resolve) => setTimeout(resolve));

describe('retraining live', () => {
  it('starts over at once, from the same seed, with the new settings', async () => {
    await runs.train(withLambda(3));
    const first = shown().id;
    for (const step of SEEN) sample(step);
    void runs.retrain(withLambda(10));
    await settled();
    expect(begun()).toEqual([withLambda(3), withLambda(10)]);
    expect(engine.play).toHaveBeenCalledTimes(2);
    expect(shown().id).not.toBe(first);
    expect(shown()).toMatchObject({ samples: [], status: { step: 0, settings: { seed: 1 } } });
    expect(store.getState().earlier.map(({ id }) => id)).toEqual([first]);
  });

  it('begins no further run before the last has been seen, and then the last that was asked for', async () => {
    await runs.train(withLambda(3));
    for (const step of SEEN) sample(step);
    const seen = shown().id;
    for (const lambda of [4, 5, 6, 7]) void runs.retrain(withLambda(lambda));
    await settled();
    expect(begun().slice(1)).toEqual([withLambda(4)]);
    expect(store.getState().asked).toEqual(withLambda(7));
    sample(1);
    await settled();
    expect(begun().slice(1)).toEqual([withLambda(4), withLambda(7)]);
    sample(1);
    await settled();
    expect(store.getState().asked).toBeNull();
    expect(begun()).toHaveLength(3);
    // The stub between the two has not taken the place of the run that could be seen.
    expect(store.getState().earlier.map(({ id }) => id)).toEqual([seen]);
  });

  it('waits for no run that the reader has paused, or that has failed', async () => {
    for (const [k, phase] of (['paused', 'failed', 'waiting'] as const).entries()) {
      void runs.retrain(withLambda(k));
      await settled();
      enter(phase);
      await settled();
      expect(store.getState().asked).toBeNull();
    }
    expect(begun()).toEqual([withLambda(0), withLambda(1), withLambda(2)]);
  });

  it('hears nothing more of the run that was given up', async () => {
    await runs.train(withLambda(3));
    const old = shown().id;
    void runs.retrain(withLambda(10));
    await settled();
    sample(400, old);
    enter('paused', old);
    events().keep(old, snapshotAt(400));
    events().ended(old, snapshotAt(400), evaluation);
    expect(shown()).toMatchObject({ samples: [], status: { phase: 'running', step: 0 } });
    expect(onEnded).not.toHaveBeenCalled();
    expect(runs.keptStep).toBe(0);
  });

  it('does not give up what is about to be kept', async () => {
    await runs.train(withLambda(3));
    const finished = shown().id;
    let stopped = () => {};
    engine.stop.mockImplementationOnce(
      () =>
        new Promise<void>((resolve) => {
          stopped = resolve;
        }),
    );
    void runs.stop();
    void runs.retrain(withLambda(10));
    await settled();
    expect(begun()).toHaveLength(1);
    enter('ending');
    stopped();
    await settled();
    expect(begun()).toHaveLength(1);
    events().ended(finished, snapshotAt(9), evaluation);
    enter('ended');
    await settled();
    expect(onEnded).toHaveBeenCalledOnce();
    expect(begun()).toEqual([withLambda(3), withLambda(10)]);
  });

  it('is told once to stop, however often the reader asks', async () => {
    await runs.train(withLambda(3));
    const stops = [runs.stop(), runs.stop()];
    await settled();
    enter('ended');
    await Promise.all(stops);
    expect(engine.stop).toHaveBeenCalledOnce();
    await runs.train(withLambda(4));
    void runs.stop();
    await settled();
    expect(engine.stop).toHaveBeenCalledTimes(2);
  });

  it('leaves the run under way alone where the settings are refused', async () => {
    await runs.train(withLambda(3));
    const { id } = shown();
    engine.beginRun.mockRejectedValueOnce(new RangeError('batch must be at most images'));
    await expect(runs.retrain(withLambda(10))).rejects.toThrow('batch must be at most images');
    expect(shown().id).toBe(id);
    expect(store.getState()).toMatchObject({ asked: null, earlier: [] });
  });
});

describe('the ensemble of a run that live retraining has begun', () => {
  const end = async () => {
    events().ended(shown().id, snapshotAt(9), evaluation);
    enter('ended');
    await settled();
  };

  beforeEach(async () => {
    void runs.retrain(withLambda(10));
    await settled();
    library.putRun.mockClear();
  });

  it('is kept only where the reader asks for it, and not lost with the page before', async () => {
    await end();
    expect(onEnded).not.toHaveBeenCalled();
    expect(store.getState().unkept).toBe(shown().id);
    expect(library.putRun).not.toHaveBeenCalled();
    await runs.keep();
    expect(onEnded).toHaveBeenCalledOnce();
    expect(store.getState().unkept).toBeNull();
    expect(library.putRun.mock.calls).toEqual([[null]]);
    await runs.keep();
    expect(onEnded).toHaveBeenCalledOnce();
  });

  it('is kept where the reader stops it', async () => {
    const stopped = runs.stop();
    await end();
    await stopped;
    expect(onEnded).toHaveBeenCalledOnce();
    expect(store.getState().unkept).toBeNull();
  });

  it('is given up with the run, when another begins', async () => {
    await end();
    await runs.train(withLambda(3));
    expect(store.getState().unkept).toBeNull();
    await runs.keep();
    expect(onEnded).not.toHaveBeenCalled();
    await end();
    expect(onEnded).toHaveBeenCalledOnce();
  });
});

describe('the runs of a visit', () => {
  it('stay in the charts when another begins, also without live retraining, until they are taken out', async () => {
    const ids: string[] = [];
    for (const lambda of [0, 3, 10]) {
      await runs.train(withLambda(lambda));
      ids.push(shown().id);
      for (const step of SEEN) sample(step);
    }
    const earlier = () => store.getState().earlier.map(({ id }) => id);
    expect(earlier()).toEqual(ids.slice(0, 2));
    runs.forget(ids[0]!);
    expect(earlier()).toEqual([ids[1]]);
  });
});

describe('changing a run under way', () => {
  it('tells the engine at once, then once a frame, the last value always', async () => {
    await runs.train(withLambda(3));
    vi.useFakeTimers();
    try {
      const asked = [4, 5, 6, 7].map((lambda) => runs.change('lambda', lambda));
      await vi.advanceTimersByTimeAsync(0);
      expect(engine.change.mock.calls).toEqual([['lambda', 4]]);
      // What the reader has asked for is what the reader sees.
      expect(store.getState().asked?.lambda).toBe(7);
      await vi.advanceTimersByTimeAsync(1000);
      await Promise.all(asked);
      expect(engine.change.mock.calls).toEqual([
        ['lambda', 4],
        ['lambda', 7],
      ]);
      expect(shown().status.settings.lambda).toBe(7);
      expect(store.getState().asked).toBeNull();
    } finally {
      vi.useRealTimers();
    }
  });

  it('loses none of two settings that change in one frame', async () => {
    await runs.train(withLambda(3));
    await Promise.all([
      runs.change('lambda', 4),
      runs.change('penalty', 'cosine'),
      runs.change('learningRate', 0.01),
    ]);
    expect(engine.change.mock.calls).toEqual([
      ['lambda', 4],
      ['penalty', 'cosine'],
      ['learningRate', 0.01],
    ]);
  });

  it('shows the run as it is where a value is refused', async () => {
    await runs.train(withLambda(3));
    engine.change.mockRejectedValueOnce(new RangeError('lambda must be a number from 0 to 100'));
    await expect(runs.change('lambda', 1000)).rejects.toThrow(RangeError);
    expect(store.getState().asked).toBeNull();
    expect(shown().status.settings.lambda).toBe(3);
  });
});

describe('going on with an ensemble that has ended', () => {
  const settings = { ...DEFAULT_SETTINGS, images: 640, batch: 64, epochs: 90 };
  const record = (step: number) =>
    ({
      id: 'ended',
      snapshot: { ...snapshotAt(step), initial: settings },
      samples: [],
    }) as unknown as EnsembleRecord;

  it('adds the epochs that were asked for to those that it has had, also where it was stopped', async () => {
    await runs.continueTraining(record(25), 5);
    expect(engine.change).toHaveBeenLastCalledWith('epochs', 7.5);
    await runs.continueTraining(record(900), 5);
    expect(engine.change).toHaveBeenLastCalledWith('epochs', 95);
  });

  it('adds no more than a run may have', async () => {
    const initial = { ...settings, epochs: 98 };
    const { snapshot, ...rest } = record(980);
    await runs.continueTraining({ ...rest, snapshot: { ...snapshot!, initial } }, 5);
    expect(engine.change).toHaveBeenLastCalledWith('epochs', RANGES.epochs.max);
  });
});

describe('the attack of the samples', () => {
  it('is told to the engine at once, and to the next one before it has its run', async () => {
    store.setState({ phase: 'ready' });
    await runs.sampleWith('pgd');
    await runs.sampleWith('pgd');
    expect(engine.sampleWith.mock.calls).toEqual([['pgd']]);
    await runs.resumeIn(engine as unknown as RunEngine);
    expect(engine.sampleWith.mock.calls).toEqual([['pgd'], ['pgd']]);
  });

  it('waits where no engine is ready, and is not told where it is the usual one', async () => {
    store.setState({ phase: 'starting' });
    await runs.resumeIn(engine as unknown as RunEngine);
    expect(engine.sampleWith).not.toHaveBeenCalled();
    await runs.sampleWith('pgd');
    expect(engine.sampleWith).not.toHaveBeenCalled();
    await runs.resumeIn(engine as unknown as RunEngine);
    expect(engine.sampleWith.mock.calls).toEqual([['pgd']]);
  });
});

describe('what is kept of a run', () => {
  it('is where a new engine goes on from: its settings at first, then its last state', async () => {
    await runs.train(withLambda(3));
    await runs.resumeIn(engine as unknown as RunEngine);
    expect(engine.beginRun).toHaveBeenLastCalledWith(shown().id, withLambda(3));
    events().keep(shown().id, snapshotAt(40));
    expect(runs.keptStep).toBe(40);
    await runs.resumeIn(engine as unknown as RunEngine);
    expect(engine.beginRun).toHaveBeenLastCalledWith(shown().id, snapshotAt(40));
  });

  it('is forgotten when its ensemble is kept, unless another run has begun', async () => {
    await runs.train(withLambda(3));
    library.putRun.mockClear();
    events().ended(shown().id, snapshotAt(9), evaluation);
    await settled();
    expect(library.putRun.mock.calls).toEqual([[null]]);

    library.putRun.mockClear();
    onEnded.mockImplementationOnce(async () => {
      store.setState({
        run: { id: 'next', samples: [], status: statusAt(DEFAULT_SETTINGS, [], 0) },
      });
    });
    events().ended(shown().id, snapshotAt(9), evaluation);
    await settled();
    expect(library.putRun).not.toHaveBeenCalled();
  });
});

describe('an engine that ends with a call in flight', () => {
  /** Calls of this engine stay open until it ends. */
  let calls: PendingCalls;
  const dying = () => {
    if (store.getState().phase !== 'ready') throw new EngineUnavailableError();
    return remote();
  };
  const remote = () => calls.of(engine) as unknown as RunEngine;
  const never = () => new Promise<void>(() => {});

  /** What the lifecycle does: say that an engine starts, reject what is open, give the next the run. */
  async function replace() {
    store.setState({ phase: 'starting' });
    calls.end('The worker that computes has ended.');
    await settled();
    calls = new PendingCalls();
    await runs.resumeIn(remote());
    store.setState({ phase: 'ready' });
    await settled();
  }

  beforeEach(() => {
    calls = new PendingCalls();
    runs = new Runs(store, library, dying, onEnded, notify);
  });

  it('has its successor take the change that it left, and those that follow', async () => {
    await runs.train(withLambda(3));
    engine.change.mockImplementationOnce(never);
    const lost = runs.change('lambda', 4);
    await settled();
    const later = runs.change('lambda', 5);
    await replace();
    await Promise.all([lost, later]);
    expect(engine.change).toHaveBeenLastCalledWith('lambda', 5);
    expect(shown().status.settings.lambda).toBe(5);
    expect(store.getState().asked).toBeNull();
    await runs.change('lambda', 6);
    expect(engine.change).toHaveBeenLastCalledWith('lambda', 6);
  });

  it('has its successor begin the run that was asked for, and live retraining goes on', async () => {
    await runs.train(withLambda(3));
    engine.beginRun.mockImplementationOnce(never);
    void runs.retrain(withLambda(10));
    await settled();
    await replace();
    expect(begun().at(-1)).toEqual(withLambda(10));
    sample(1);
    await settled();
    expect(store.getState().asked).toBeNull();
    void runs.retrain(withLambda(20));
    await settled();
    expect(begun().at(-1)).toEqual(withLambda(20));
  });

  it('has its successor stop the run, and another can be begun', async () => {
    await runs.train(withLambda(3));
    engine.stop.mockImplementationOnce(never);
    const stopped = runs.stop();
    await settled();
    await replace();
    expect(engine.stop).toHaveBeenCalledTimes(2);
    enter('ended');
    await stopped;
    void runs.retrain(withLambda(10));
    await settled();
    expect(begun().at(-1)).toEqual(withLambda(10));
  });

  it('refuses what it left where none follows', async () => {
    await runs.train(withLambda(3));
    engine.change.mockImplementationOnce(never);
    const refused = expect(runs.change('lambda', 4)).rejects.toThrow('not running');
    await settled();
    store.setState({ phase: 'starting' });
    calls.end('The worker that computes has ended.');
    store.setState({ phase: 'failed' });
    await refused;
    expect(store.getState().asked).toBeNull();
  });
});

describe('a run in a new engine', () => {
  it('stands at what was kept of it, with the settings that the reader sees', async () => {
    await runs.train(DEFAULT_SETTINGS);
    events().keep(shown().id, snapshotAt(40));
    for (const step of [20, 40, 60]) sample(step);
    await runs.change('lambda', 7);
    events().status(shown().id, { ...shown().status, phase: 'running', step: 61 });
    engine.change.mockClear();
    await runs.resumeIn(engine as unknown as RunEngine);
    expect(shown().status).toMatchObject({ phase: 'paused', step: 40, settings: { lambda: 7 } });
    expect(shown().samples.map(({ step }) => step)).toEqual([20, 40]);
    expect(engine.change.mock.calls).toEqual([['lambda', 7]]);
  });

  it('that cannot be begun is shown no longer, and the page says why', async () => {
    await runs.train(withLambda(3));
    store.setState({ selected: LIVE });
    engine.beginRun.mockRejectedValueOnce(new RangeError('batch must be at most images.'));
    await runs.resumeIn(engine as unknown as RunEngine);
    expect(store.getState().run).toBeNull();
    expect(notify).toHaveBeenCalledWith('problem', expect.stringContaining('batch must be'));
    // Nothing is attacked that is not there.
    expect(store.getState().selected).toBe(AT_START[0]);
  });

  it('has lost no step where the one before was paused first', async () => {
    await runs.train(withLambda(3));
    const { id } = shown();
    events().status(id, { ...shown().status, step: 50 });
    events().keep(id, snapshotAt(40));
    let over = false;
    const handover = runs.pauseAndKeep(engine as unknown as RunEngine, 60_000).then(() => {
      over = true;
    });
    expect(engine.pause).toHaveBeenCalledOnce();
    events().status(id, { ...shown().status, phase: 'paused', step: 55 });
    await settled();
    expect(over).toBe(false);
    events().keep(id, snapshotAt(55));
    await handover;
    await runs.resumeIn(engine as unknown as RunEngine);
    expect(shown().status.step).toBe(55);
  });

  it('is not waited for beyond a limit where the one before does not answer', async () => {
    await runs.train(withLambda(3));
    vi.useFakeTimers();
    try {
      const handover = runs.pauseAndKeep(engine as unknown as RunEngine, 2000);
      await vi.advanceTimersByTimeAsync(2000);
      await handover;
    } finally {
      vi.useRealTimers();
    }
  });
});
