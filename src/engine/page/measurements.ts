/**
 * Measures of whole ensembles, asked for by figures: one after another, and only while no run is going,
 * which they would slow down.
 */
import { proxy } from 'comlink';
import type { Measured, MeasureName, MeasureRequest } from '../protocol';
import type { RemoteEngine } from './client';
import { isGoing } from './run-view';
import { type SessionStore, until } from './session-state';

/** Told how far a measure has come, 0 to 1; false gives it up. */
export type OnShare = (share: number) => boolean;

/** What the engine calls, for who wants shares. */
export function sharesTo(onShare: OnShare) {
  return proxy((done: number, total: number) => onShare(done / total));
}

export class Measurements {
  #last: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly store: SessionStore,
    private readonly engine: () => RemoteEngine,
  ) {}

  /**
   * @returns null where it was given up
   * @throws EngineUnavailableError where the engine ends before it has measured
   */
  take<K extends MeasureName>(
    request: MeasureRequest<K>,
    onShare: OnShare,
  ): Promise<Measured[K] | null> {
    const own = this.#last.then(() => this.#measure(request, onShare));
    this.#last = own.catch(() => {});
    return own;
  }

  async #measure<K extends MeasureName>(
    request: MeasureRequest<K>,
    onShare: OnShare,
  ): Promise<Measured[K] | null> {
    const over = new AbortController();
    const onProgress = async (done: number, total: number) => {
      // Also between chunks: a run may have begun meanwhile.
      await until(this.store, ({ run }) => !isGoing(run?.status), over.signal);
      return onShare(done / total);
    };
    try {
      if (!(await onProgress(0, 1))) return null;
      const found = await this.engine().measure(request, proxy(onProgress));
      return found as Measured[K] | null;
    } finally {
      // An engine that ended in between waits for no answer.
      over.abort();
    }
  }
}
