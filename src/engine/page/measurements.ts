/**
 * Measures of whole ensembles: one after another, only while no run is going, which they would slow down, and
 * kept, so that going back to a setting is instant.
 */
import { proxy } from 'comlink';
import {
  LIVE,
  type Measured,
  type MeasureName,
  type MeasureRequest,
  type TrainingSettings,
} from '../protocol';
import type { RemoteEngine } from './client';
import { settingsInTheEnd } from './records';
import { isGoing } from './run-view';
import { type SessionStore, until } from './session-state';
import { type Surrogates, surrogatesFor } from './surrogates';

/** Told how far a measure has come, 0 to 1; false gives it up. */
export type OnShare = (share: number) => boolean;

/** What the engine calls, for who wants shares. */
export function sharesTo(onShare: OnShare) {
  return proxy((done: number, total: number) => onShare(done / total));
}

/** Results that are kept: enough for an afternoon with a slider, few enough for a phone. */
const MOST_KEPT = 400;

export class Measurements {
  #last: Promise<unknown> = Promise.resolve();
  /** What has been found, by what was asked; the latest last. */
  readonly #kept = new Map<string, Measured[MeasureName]>();

  constructor(
    private readonly store: SessionStore,
    private readonly engine: () => RemoteEngine,
    private readonly surrogates: Pick<Surrogates, 'bringTo'>,
  ) {}

  /**
   * @param revision of the ensemble's parameters
   * @returns what has been found before; null where that is nothing
   */
  kept<K extends MeasureName>(request: MeasureRequest<K>, revision: number): Measured[K] | null {
    return (this.#kept.get(keyOf(request, revision)) as Measured[K] | undefined) ?? null;
  }

  /**
   * @param revision of the ensemble's parameters: what is found is kept by it
   * @returns null where it was given up
   * @throws EngineUnavailableError where the engine ends before it has measured
   * @throws DataFileError where a surrogate cannot be had
   */
  take<K extends MeasureName>(
    request: MeasureRequest<K>,
    revision: number,
    onShare: OnShare,
  ): Promise<Measured[K] | null> {
    const own = this.#last.then(() => this.#measure(request, revision, onShare));
    this.#last = own.catch(() => {});
    return own;
  }

  async #measure<K extends MeasureName>(
    request: MeasureRequest<K>,
    revision: number,
    onShare: OnShare,
  ): Promise<Measured[K] | null> {
    const known = this.kept(request, revision);
    if (known) return known;
    const over = new AbortController();
    const before = this.#parametersOf(request.ensemble);
    const onProgress = async (done: number, total: number) => {
      // Also between chunks: a run may have begun meanwhile.
      await until(this.store, ({ run }) => !isGoing(run?.status), over.signal);
      return this.#parametersOf(request.ensemble) === before && onShare(done / total);
    };
    try {
      if (!(await onProgress(0, 1))) return null;
      const settings = this.#settingsOf(request.ensemble);
      const surrogates = surrogatesFor(request as MeasureRequest, settings);
      if (surrogates.length > 0) await this.surrogates.bringTo(this.engine(), surrogates);
      const found = await this.engine().measure(
        request as MeasureRequest,
        proxy(onProgress),
        surrogates,
      );
      if (found) this.#keep(request as MeasureRequest, revision, found);
      return found as Measured[K] | null;
    } finally {
      // An engine that ended in between waits for no answer.
      over.abort();
    }
  }

  /** Which parameters stand under an id in the engine: those of the Lab go when steps are taken. */
  #parametersOf(ensemble: string): string {
    const { run } = this.store.getState();
    return ensemble === LIVE ? `${run?.id} ${run?.status.step}` : ensemble;
  }

  #settingsOf(ensemble: string): TrainingSettings | null {
    const { run, ensembles } = this.store.getState();
    if (ensemble === LIVE) return run?.status.settings ?? null;
    const record = ensembles.find(({ id }) => id === ensemble);
    return record ? settingsInTheEnd(record) : null;
  }

  #keep(request: MeasureRequest, revision: number, found: Measured[MeasureName]): void {
    // The steps of the one in the Lab count anew with every run.
    if (request.ensemble === LIVE) return;
    this.#kept.set(keyOf(request, revision), found);
    if (this.#kept.size > MOST_KEPT) this.#kept.delete(this.#kept.keys().next().value!);
  }
}

function keyOf(request: object, revision: number): string {
  return JSON.stringify([request, revision]);
}
