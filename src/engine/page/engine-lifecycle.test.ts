/** Starts and ends of the engine, with workers that do what the test tells them to. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { DEFAULT_SETTINGS } from '../protocol';
import type { EngineClient, RemoteEngine } from './client';
import { EngineLifecycle, type LifecycleEvents } from './engine-lifecycle';
import { EngineUnavailableError } from './engine-unavailable';
import { PendingCalls } from './pending-calls';
import { statusAt } from './run-view';
import type { RunEngine } from './runs';
import { type SessionState, type SessionStore, sessionStore } from './session-state';

interface TestClient {
  readonly closed: () => boolean;
  readonly play: ReturnType<typeof vi.fn>;
  readonly events: LifecycleEvents;
  /** Ends by itself, when it is open. */
  die(): void;
}

let store: SessionStore;
let clients: TestClient[];
/** What the next worker does first. */
let opening: () => Promise<unknown>;
type Asked = [choice: string, excluded: readonly string[]];
/** What a worker does that is to start a backend; WASM and plain JavaScript are there. */
let starting: (...asked: Asked) => Promise<unknown>;
const startsBackend = async (choice: string, excluded: readonly string[]) => {
  const backend = ['wasm', 'cpu'].find(
    (name) => !excluded.includes(name) && (choice === 'auto' || choice === name),
  );
  // As an error is that comes from a worker.
  if (!backend) throw Object.assign(new Error(`No ${choice} here.`), { name: 'NoBackendError' });
  return { backend };
};
let lifecycle: EngineLifecycle;
const notify = vi.fn();
const runs = {
  keptStep: 40,
  events: () => ({}) as LifecycleEvents,
  resumeIn: vi.fn(async (_: RunEngine) => {}),
  pauseAndKeep: vi.fn(async () => {}),
};
const ensembles = {
  load: vi.fn(async () => {}),
  fetchShipped: vi.fn(async (_: RemoteEngine, __?: AbortSignal) => {}),
  rate: vi.fn(async () => {}),
};

function open(events: LifecycleEvents, onDeath: (what: string) => void): EngineClient {
  const calls = new PendingCalls();
  let closed = false;
  const close = () => {
    closed = true;
    calls.end('The engine was closed.');
  };
  const play = vi.fn(async () => {});
  const engine = {
    start: (...asked: Asked) => starting(...asked),
    openData: async () => ({}),
    play,
  };
  clients.push({
    events,
    play,
    closed: () => closed,
    die() {
      if (!closed) onDeath('The worker that computes has ended.');
      close();
    },
  });
  const opened = calls.follow(opening).then(() => calls.of(engine) as unknown as RemoteEngine);
  return { opened, close };
}

/** A run that goes on, at step 60. */
const going: Partial<SessionState> = {
  run: {
    id: 'run',
    samples: [],
    status: { ...statusAt(DEFAULT_SETTINGS, [], 60), phase: 'running' },
  },
};
const settle = (ms = 0) => vi.advanceTimersByTimeAsync(ms);
const alive = () => clients.filter(({ closed }) => !closed());
const phase = () => store.getState().phase;

beforeEach(() => {
  vi.useFakeTimers();
  vi.clearAllMocks();
  store = sessionStore('auto');
  clients = [];
  opening = async () => {};
  starting = vi.fn(startsBackend);
  lifecycle = new EngineLifecycle(store, open, ensembles, runs, notify);
});
afterEach(() => void vi.useRealTimers());

describe('a worker that dies', () => {
  it('is replaced at once by the next backend, and a run that was going goes on', async () => {
    await lifecycle.start();
    store.setState(going);
    clients[0]!.die();
    await settle();
    expect(phase()).toBe('ready');
    expect(store.getState().backend?.backend).toBe('cpu');
    expect(clients).toHaveLength(2);
    expect(clients[1]!.play).toHaveBeenCalledOnce();
    expect(notify.mock.calls).toEqual([
      ['problem', expect.stringMatching(/ended\. Plain JavaScript.*goes on from step 40/)],
    ]);
  });

  it('is not replaced by itself for ever where each one dies at once', async () => {
    ensembles.load.mockImplementation(async () => clients.at(-1)!.die());
    void lifecycle.start();
    await settle();
    // The first two, then a pause.
    expect(clients).toHaveLength(2);
    await settle(60_000);
    expect(clients).toHaveLength(5);
    expect(alive()).toEqual([]);
    expect(phase()).toBe('failed');
    expect(store.getState().failure).toMatch(/ended 5 times within a minute.*try again/);

    ensembles.load.mockImplementation(async () => {});
    await lifecycle.startAfresh();
    expect(phase()).toBe('ready');
    expect(store.getState().failure).toBeNull();
  });

  it('that goes on with less says so in its line, and is not missed', async () => {
    await lifecycle.start();
    clients[0]!.events.adapter('one processor thread');
    expect(store.getState().backend).toMatchObject({ adapter: 'one processor thread' });
    expect(clients).toHaveLength(1);
  });

  it('is missed once, whoever tells of it: the device first, then the worker', async () => {
    await lifecycle.start();
    clients[0]!.events.deviceFailed('The graphics device was lost.');
    clients[0]!.die();
    await settle(10_000);
    expect(clients).toHaveLength(2);
    expect(notify).toHaveBeenCalledOnce();
  });

  it('finds the session starting when its calls are rejected', async () => {
    await lifecycle.start();
    const phases: string[] = [];
    store.subscribe(({ phase }) => void phases.push(phase));
    const call = lifecycle.ready().openData();
    clients[0]!.events.deviceFailed('The graphics device was lost.');
    await call.catch(() => {});
    expect(phases[0]).toBe('starting');
  });

  it('waits in no backoff that a reader has cut short', async () => {
    await lifecycle.start();
    clients[0]!.die();
    await settle();
    clients[1]!.die();
    await settle();
    await lifecycle.startAfresh();
    await settle(60_000);
    expect(clients).toHaveLength(3);
  });
});

describe('a backend', () => {
  it('that ends its worker while it starts is not tried by the next', async () => {
    starting = async (choice, excluded) => {
      if (excluded.includes('webgpu')) return startsBackend(choice, excluded);
      clients.at(-1)!.events.trying('webgpu');
      clients.at(-1)!.die();
      return new Promise(() => {});
    };
    await lifecycle.start();
    await settle();
    expect(phase()).toBe('ready');
    expect(clients).toHaveLength(2);
  });

  it('that was chosen and cannot be used is tried once, and another runs', async () => {
    store.setState({ choice: 'webgpu' });
    await lifecycle.start();
    expect(vi.mocked(starting).mock.calls).toEqual([
      ['webgpu', []],
      ['auto', ['webgpu']],
    ]);
    expect(notify).toHaveBeenCalledWith('problem', expect.stringContaining("WebGPU can't be used"));
  });

  it('that has failed is tried again where no other is left', async () => {
    await lifecycle.start();
    starting = vi.fn(async (choice, excluded) => {
      if (excluded.length > 0) return startsBackend('none', excluded);
      return startsBackend(choice, excluded);
    });
    clients[0]!.die();
    await settle();
    expect(phase()).toBe('ready');
    expect(vi.mocked(starting).mock.calls).toEqual([
      ['auto', ['wasm']],
      ['auto', []],
    ]);
  });

  it('that failed over a minute ago is tried again after the next failure', async () => {
    await lifecycle.start();
    clients[0]!.die();
    await settle(61_000);
    expect(store.getState().backend?.backend).toBe('cpu');
    clients[1]!.die();
    await settle();
    expect(store.getState().backend?.backend).toBe('wasm');
    expect(vi.mocked(starting)).toHaveBeenLastCalledWith('auto', ['cpu']);
  });

  it('has taken over only where it runs', async () => {
    await lifecycle.start();
    ensembles.load.mockRejectedValueOnce(new Error('Out of memory.'));
    clients[0]!.die();
    await settle();
    expect(phase()).toBe('failed');
    // One that a reader's choice has replaced before it was ready.
    await lifecycle.startAfresh();
    opening = () => new Promise(() => {});
    clients.at(-1)!.die();
    await settle();
    opening = async () => {};
    await lifecycle.startWithChoice();
    await settle(10_000);
    expect(phase()).toBe('ready');
    expect(notify).not.toHaveBeenCalled();
  });
});

describe('a start', () => {
  it('waits for no shipped ensemble, and ends the downloads of the one before', async () => {
    store.setState(going);
    ensembles.fetchShipped.mockReturnValueOnce(new Promise(() => {}));
    await lifecycle.start();
    expect(phase()).toBe('ready');
    expect(clients[0]!.play).toHaveBeenCalledOnce();
    expect(ensembles.rate).not.toHaveBeenCalled();
    const signal = ensembles.fetchShipped.mock.lastCall![1]!;
    expect(signal.aborted).toBe(false);
    await lifecycle.start();
    expect(signal.aborted).toBe(true);
    await settle();
    expect(ensembles.rate).toHaveBeenCalledOnce();
  });

  it('no longer says why the data could not be opened before', async () => {
    store.setState({ dataFailure: 'The shard was cut short.' });
    opening = () => new Promise(() => {});
    void lifecycle.start();
    expect(store.getState().dataFailure).toBeNull();
  });
});

describe('an engine that does not open', () => {
  it('is a failure with its reason, and leaves no worker', async () => {
    opening = async () => {
      throw new EngineUnavailableError('The worker that computes has ended (404).');
    };
    await lifecycle.start();
    expect(phase()).toBe('failed');
    expect(store.getState().failure).toMatch(/could not be started.*404/);
    expect(alive()).toEqual([]);
    expect(() => lifecycle.ready()).toThrow(EngineUnavailableError);
  });

  it('is closed when the reader chooses another backend meanwhile', async () => {
    opening = () => new Promise(() => {});
    const first = lifecycle.start();
    opening = async () => {};
    await lifecycle.startWithChoice();
    await first;
    expect(phase()).toBe('ready');
    expect(clients).toHaveLength(2);
    expect(alive()).toHaveLength(1);
  });
});

describe('another backend, chosen while a run is going', () => {
  it('is given the run that the one before has handed over, and plays it', async () => {
    await lifecycle.start();
    store.setState(going);
    runs.pauseAndKeep.mockImplementationOnce(async () => {
      // The session is starting, so that nobody asks for more; the worker is there to answer.
      expect(phase()).toBe('starting');
      expect(clients[0]!.closed()).toBe(false);
      const { run } = store.getState();
      const status = { ...run!.status, phase: 'paused', step: 40 } as const;
      store.setState({ run: { ...run!, status } });
    });
    await lifecycle.startWithChoice();
    expect(alive()).toEqual([clients[1]]);
    expect(clients[1]!.play).toHaveBeenCalledOnce();
    expect(notify).not.toHaveBeenCalled();
  });

  it('says from where the run goes on where steps are lost', async () => {
    await lifecycle.start();
    store.setState(going);
    await lifecycle.startWithChoice();
    expect(notify.mock.calls).toEqual([['info', expect.stringContaining('goes on from step 40')]]);
  });

  it('is started once where the reader chooses twice, with the last choice', async () => {
    await lifecycle.start();
    store.setState(going);
    await Promise.all([lifecycle.startWithChoice(), lifecycle.startWithChoice()]);
    expect(runs.pauseAndKeep).toHaveBeenCalledOnce();
    expect(clients).toHaveLength(2);
    expect(clients[1]!.play).toHaveBeenCalledOnce();
  });

  it('leaves a run alone that stands still', async () => {
    await lifecycle.start();
    const { run } = going;
    store.setState({ run: { ...run!, status: { ...run!.status, phase: 'paused', step: 40 } } });
    await lifecycle.startWithChoice();
    expect(runs.pauseAndKeep).not.toHaveBeenCalled();
    expect(clients[1]!.play).not.toHaveBeenCalled();
  });
});
