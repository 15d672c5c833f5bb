/** What the session shows to the figures. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import { AT_START, type ShippedId } from '../../ensemble/shipped';
import type { TrainingSettings } from '../../training/settings';
import type { BackendChoice, BackendReport, DataDescription } from '../protocol';
import type { EnsembleRecord } from './records';
import type { EarlierRun, RunView } from './run-view';

export interface SessionNotice {
  readonly id: number;
  readonly tone: 'info' | 'problem' | 'done';
  readonly text: string;
}

export interface Fetching {
  readonly loaded: number;
  readonly wanted: number;
  readonly failure: string | null;
}

export interface SessionState {
  readonly phase: 'starting' | 'ready' | 'failed';
  /** What happened, where the engine could not be started or is not started again. */
  readonly failure: string | null;
  readonly choice: BackendChoice;
  readonly backend: BackendReport | null;
  readonly data: DataDescription | null;
  /** Why the data set could not be opened. */
  readonly dataFailure: string | null;
  /** Why a shipped ensemble is not here. */
  readonly shippedFailure: string | null;
  /** Of the shipped ensembles' files that are on their way, bytes; null while none is. */
  readonly shippedDownload: { readonly loaded: number; readonly wanted: number } | null;
  /** Shipped ensembles that were chosen and are not here yet: bytes that have come, of how many, or why none do. */
  readonly fetching: { readonly [id in ShippedId]?: Fetching };
  /** Of the surrogates' files that are being fetched: bytes that have come, of how many; null while none is. */
  readonly surrogate: { readonly loaded: number; readonly wanted: number } | null;
  /** Training images that have arrived, of those that the run wants. */
  readonly download: { readonly loaded: number; readonly wanted: number } | null;
  readonly run: RunView | null;
  /** What the reader has asked for and the run does not have yet. */
  readonly asked: TrainingSettings | null;
  /** Runs of this visit before this one, oldest first (`withEarlier`). */
  readonly earlier: readonly EarlierRun[];
  /** The id of the run that has ended and becomes an ensemble only where the reader asks for it. */
  readonly unkept: string | null;
  readonly ensembles: readonly EnsembleRecord[];
  /** Those of `ensembles` that the reader has removed on this visit: they can be put back. */
  readonly removed: readonly EnsembleRecord[];
  /** The ensemble under attack: a record's id or `LIVE`. */
  readonly selected: string;
  /** The one that the reader, or the link, wants there: where it is not here, another stands in for it. */
  readonly chosen: string;
  readonly notices: readonly SessionNotice[];
}

export type SessionStore = StoreApi<SessionState>;

export function sessionStore(choice: BackendChoice): SessionStore {
  return createStore<SessionState>(() => ({
    phase: 'starting',
    failure: null,
    choice,
    backend: null,
    data: null,
    dataFailure: null,
    shippedFailure: null,
    shippedDownload: null,
    fetching: {},
    surrogate: null,
    download: null,
    run: null,
    asked: null,
    earlier: [],
    unkept: null,
    ensembles: [],
    removed: [],
    selected: AT_START[0],
    chosen: AT_START[0],
    notices: [],
  }));
}

/**
 * Settles as soon as the state is as `test` wants it.
 * @throws the signal's reason when it is aborted before
 */
export function until(
  store: SessionStore,
  test: (state: SessionState) => boolean,
  signal?: AbortSignal,
): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) {
      reject(signal.reason);
      return;
    }
    const leave = () => {
      unsubscribe();
      signal?.removeEventListener('abort', abort);
    };
    const look = () => {
      if (!test(store.getState())) return;
      leave();
      resolve();
    };
    const abort = () => {
      leave();
      reject(signal?.reason);
    };
    const unsubscribe = store.subscribe(look);
    signal?.addEventListener('abort', abort);
    look();
  });
}

/** Whether nothing more comes of the run. */
export function isOver({ run }: SessionState): boolean {
  return run === null || run.status.phase === 'ended' || run.status.phase === 'failed';
}

/** Whether a run that has just begun has shown something, or will show nothing for now. */
export function isSeen({ phase, run }: SessionState): boolean {
  return phase !== 'ready' || !run || run.samples.length > 0 || run.status.phase !== 'running';
}

/** Tells the reader something beside the figures. */
export type Notify = (tone: SessionNotice['tone'], text: string) => void;
