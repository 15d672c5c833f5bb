/**
 * The page's end of the engine: starts the worker, hands out its typed remote, and tells when it has
 * died.
 */
import { proxy, type Remote, wrap } from 'comlink';
import type { EngineEvents } from '../protocol';
import type { WorkerEntry } from '../worker/worker';

export type RemoteEngine = Awaited<ReturnType<Remote<WorkerEntry>['open']>>;

export interface EngineClient {
  readonly engine: RemoteEngine;
  /** Settles when the worker is no more, with what is known of why, if anything. Never after `close`. */
  readonly died: Promise<string>;
  close(): void;
}

/** @param dataUrl the folder of the data set, absolute */
export async function openEngine(dataUrl: string, events: EngineEvents): Promise<EngineClient> {
  const lock = `engine-${crypto.randomUUID()}`;
  const worker = new Worker(new URL('../worker/worker.ts', import.meta.url), { type: 'module' });
  const closed = new AbortController();
  const broken = new Promise<string>((resolve) => {
    worker.onerror = (event) => resolve(event.message || 'it could not be loaded');
  });
  const opened = wrap<WorkerEntry>(worker).open(dataUrl, lock, proxy(events) as never);
  const engine = await Promise.race([opened, broken.then(fail)]);
  return {
    engine: engine as RemoteEngine,
    died: Promise.race([broken, released(lock, closed.signal)]),
    close() {
      closed.abort();
      worker.terminate();
    },
  };
}

function fail(reason: string): never {
  throw new Error(reason);
}

/** Settles when the worker's lock is free, that is, when the worker has ended. */
function released(lock: string, signal: AbortSignal): Promise<string> {
  return new Promise((resolve) => {
    navigator.locks
      .request(lock, { signal }, () => resolve(''))
      .catch(() => {
        // Aborted by `close`: nobody is to be told.
      });
  });
}
