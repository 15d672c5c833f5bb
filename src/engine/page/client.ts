/**
 * The page's end of the engine: starts the worker, hands out its typed remote, and tells when it has
 * died. Calls that a worker leaves unanswered are rejected.
 */
import { proxy, type Remote, wrap } from 'comlink';
import { within } from '../../data/within';
import { whenFree } from '../life-lock';
import { DEVICE_FAILED, type EngineEvents } from '../protocol';
import type { WorkerEntry } from '../worker/worker';
import { EngineUnavailableError } from './engine-unavailable';
import { PendingCalls } from './pending-calls';

/** For a worker's code to arrive and to answer, ms. */
const START_LIMIT = 60_000;

export type RemoteEngine = Awaited<ReturnType<Remote<WorkerEntry>['open']>>;

export interface EngineClient {
  /**
   * The engine. Rejected with EngineUnavailableError where the worker ends or is closed before it is
   * open, or is not open within a minute; so is every call to the engine that has no answer by then.
   */
  readonly opened: Promise<RemoteEngine>;
  /** Ends the worker. */
  close(): void;
}

/**
 * @param dataUrl the folder of the data set, absolute
 * @param onDeath called once, with a sentence that says what has happened, when a worker that was open has
 *   ended, before its calls are rejected; never after `close`
 */
export function openEngine(
  dataUrl: string,
  events: EngineEvents,
  onDeath: (what: string) => void,
): EngineClient {
  const worker = startWorker();
  // The device's own message may come after the answer that it spoils.
  const calls = new PendingCalls(({ name, message }) => {
    if (name === DEVICE_FAILED) end(message, () => open && onDeath(message));
  });
  const closed = new AbortController();
  let open = false;

  const end = (message: string, tell: () => void = () => {}) => {
    if (closed.signal.aborted) return;
    closed.abort();
    worker.terminate();
    tell();
    calls.end(message);
  };
  const died = (reason: string) => {
    const what = `The worker that computes has ended${inBrackets(reason)}.`;
    end(what, () => open && onDeath(what));
  };
  worker.onerror = (event) => died(event.message || 'it could not be loaded');

  const tooLate = () => {
    const what = `The worker that computes has not started within ${START_LIMIT / 1000} seconds.`;
    end(what);
    throw new EngineUnavailableError(what);
  };
  const start = async () => {
    const entry = calls.of(wrap<WorkerEntry>(worker));
    const lock = `engine-${crypto.randomUUID()}`;
    // Without a lock a death is noticed only where it is an error.
    if ((await entry.hold(lock)) === 'held') whenFree(lock, closed.signal, () => died(''));
    const engine = await entry.open(dataUrl, proxy(events) as never);
    open = true;
    return calls.of(engine);
  };
  return {
    opened: within(START_LIMIT, start(), tooLate),
    close: () => end('The engine was closed before it had answered. Try again.'),
  };
}

/**
 * In a sandboxed frame the page's origin is opaque: no script's address counts as its own, as a worker's must. A
 * data URL may stand for it, and import the script where its host lets anybody read it
 * (Access-Control-Allow-Origin: *). Not a blob: Chromium takes none as a module there.
 */
function startWorker(): Worker {
  const { origin, Worker: Native } = globalThis;
  // Called `Worker`, and given its address in place, for the build to find the script.
  const Worker = origin === 'null' ? importing(Native) : Native;
  return new Worker(new URL('../worker/worker.ts', import.meta.url), { type: 'module' });
}

function importing(Native: typeof Worker): typeof Worker {
  return class extends Native {
    constructor(script: string | URL, options?: WorkerOptions) {
      const code = `import ${JSON.stringify(`${script}`)};`;
      super(`data:text/javascript,${encodeURIComponent(code)}`, options);
    }
  };
}

/** What is known of why, to stand at the end of a sentence. */
function inBrackets(reason: string): string {
  return reason ? ` (${reason.replace(/\.$/, '')})` : '';
}
