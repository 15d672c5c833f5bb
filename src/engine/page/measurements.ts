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
export type Following = (share: number) => boolean;

export class Measurements {
  #last: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly store: SessionStore,
    private readonly engine: () => RemoteEngine,
  ) {}

  /** @returns null where it was given up */
  take<K extends MeasureName>(
    request: MeasureRequest<K>,
    following: Following,
  ): Promise<Measured[K] | null> {
    const own = this.#last.then(() => this.#measure(request, following));
    this.#last = own.catch(() => {});
    return own;
  }

  async #measure<K extends MeasureName>(
    request: MeasureRequest<K>,
    following: Following,
  ): Promise<Measured[K] | null> {
    const goOn = async (done: number, total: number) => {
      // Also between chunks: a run may have begun meanwhile.
      await until(this.store, ({ run }) => !isGoing(run?.status));
      return following(done / total);
    };
    if (!(await goOn(0, 1))) return null;
    // Of a worker that has ended no answer comes.
    const ended = until(this.store, ({ phase }) => phase !== 'ready').then((): never => {
      throw new Error('The engine ended while it measured.');
    });
    const found = await Promise.race([this.engine().measure(request, proxy(goOn)), ended]);
    return found as Measured[K] | null;
  }
}
