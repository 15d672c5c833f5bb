/** The page's end of a worker that does what the test tells it to; comlink speaks over real ports. */
import { type Endpoint, expose, proxy } from 'comlink';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { RECIPES } from '../../attacks/attack-recipe';
import { holdForLife } from '../life-lock';
import type { EngineEvents } from '../protocol';
import { refusedLocks, TestBrowser } from '../test-locks';
import { DeviceFailedError } from '../worker/device';
import { openEngine } from './client';
import { EngineUnavailableError } from './engine-unavailable';

let browser: TestBrowser;
let workers: TestWorker[];
/** Whether a worker answers nothing at all. */
let mute: boolean;
/** Whether workers get no locks. */
let refusing: boolean;

class TestWorker {
  readonly #channel = new MessageChannel();
  readonly #life = browser.open();
  onerror: ((event: { message: string }) => void) | null = null;
  terminated = false;

  constructor() {
    workers.push(this);
    const engine = {
      attack: () => new Promise(() => {}),
      play: () => {},
      evaluate: () => {
        throw new DeviceFailedError('The graphics device was lost.');
      },
    };
    const entry = {
      // In a thread of its own, whose locks end with it.
      hold: (lock: string) => {
        const page = navigator;
        vi.stubGlobal('navigator', refusing ? { locks: refusedLocks } : this.#life);
        const outcome = holdForLife(lock);
        vi.stubGlobal('navigator', page);
        return outcome;
      },
      open: () => proxy(engine),
    };
    if (!mute) expose(entry, this.#channel.port2 as unknown as Endpoint);
    this.#channel.port1.start();
  }

  postMessage(message: unknown, transfer: Transferable[]) {
    this.#channel.port1.postMessage(message, transfer);
  }

  addEventListener(type: string, listener: EventListener) {
    this.#channel.port1.addEventListener(type, listener);
  }

  removeEventListener(type: string, listener: EventListener) {
    this.#channel.port1.removeEventListener(type, listener);
  }

  /** Ends as a worker does that the browser has killed: without a word. */
  die() {
    this.#channel.port1.close();
    this.#life.end();
  }

  terminate() {
    this.terminated = true;
    this.die();
  }
}

beforeEach(() => {
  browser = new TestBrowser();
  workers = [];
  mute = false;
  refusing = false;
  vi.stubGlobal('Worker', TestWorker);
  vi.stubGlobal('navigator', browser.open());
});
afterEach(() => {
  for (const worker of workers) worker.terminate();
  vi.unstubAllGlobals();
});

const start = (onDeath: (what: string) => void = () => {}) =>
  openEngine('https://example.org/data/', {} as EngineEvents, onDeath);
const request = {
  ensemble: 'plain',
  image: 0,
  attacker: 'ensemble',
  recipe: RECIPES.fgs,
  epsilon: 0.1,
} as const;

describe('a call in flight', () => {
  it('is rejected when the worker is killed, after the page has been told', async () => {
    const told: string[] = [];
    const engine = await start((what) => told.push(what)).opened;
    const attack = engine.attack(request).catch((error: Error) => {
      told.push(error.name);
    });
    workers[0]!.die();
    await attack;
    expect(told).toEqual(['The worker that computes has ended.', 'EngineUnavailableError']);
  });

  it('is rejected when the worker breaks, with the reason', async () => {
    const engine = await start().opened;
    const attack = engine.attack(request);
    workers[0]!.onerror?.({ message: 'out of memory' });
    await expect(attack).rejects.toThrow('The worker that computes has ended (out of memory).');
    expect(workers[0]!.terminated).toBe(true);
  });

  it('is rejected when the engine is closed, and nobody is told of a death', async () => {
    const onDeath = vi.fn();
    const client = start(onDeath);
    const engine = await client.opened;
    const attack = engine.attack(request);
    client.close();
    await expect(attack).rejects.toThrow(EngineUnavailableError);
    await expect(engine.play()).rejects.toThrow(EngineUnavailableError);
    expect(onDeath).not.toHaveBeenCalled();
  });
});

describe('a call that a failed device has spoiled', () => {
  it('is one to an engine that has ended, and the page is told first', async () => {
    const told: string[] = [];
    const engine = await start((what) => told.push(what)).opened;
    await expect(engine.evaluate('plain')).rejects.toThrow(
      new EngineUnavailableError('The graphics device was lost.'),
    );
    expect(told).toEqual(['The graphics device was lost.']);
    expect(workers[0]!.terminated).toBe(true);
  });
});

describe('opening an engine', () => {
  it('is given up where the worker is silent for a minute', async () => {
    vi.useFakeTimers();
    mute = true;
    const onDeath = vi.fn();
    const failure = start(onDeath).opened.catch((error: Error) => error);
    await vi.advanceTimersByTimeAsync(60_000);
    vi.useRealTimers();
    expect(await failure).toEqual(
      new EngineUnavailableError('The worker that computes has not started within 60 seconds.'),
    );
    expect(workers[0]!.terminated).toBe(true);
    expect(onDeath).not.toHaveBeenCalled();
  });

  it('fails where the worker breaks, with the reason', async () => {
    mute = true;
    const onDeath = vi.fn();
    const { opened } = start(onDeath);
    workers[0]!.onerror?.({ message: '' });
    await expect(opened).rejects.toThrow('it could not be loaded');
    expect(onDeath).not.toHaveBeenCalled();
  });

  it('fails where it is closed, and leaves no worker behind', async () => {
    mute = true;
    const client = start();
    client.close();
    await expect(client.opened).rejects.toThrow(EngineUnavailableError);
    expect(workers[0]!.terminated).toBe(true);
  });

  it('needs no locks: without them then only an error tells of a death', async () => {
    refusing = true;
    const onDeath = vi.fn();
    const engine = await start(onDeath).opened;
    await engine.play();
    expect(onDeath).not.toHaveBeenCalled();
    workers[0]!.onerror?.({ message: 'out of memory' });
    expect(onDeath).toHaveBeenCalledOnce();
  });

  it('needs no navigator.locks at all, as outside a secure context', async () => {
    refusing = true;
    vi.stubGlobal('navigator', {});
    const engine = await start().opened;
    await engine.play();
  });
});
