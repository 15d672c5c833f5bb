/**
 * What the page keeps across visits, in IndexedDB: the ensembles trained so far, and the run that was
 * under way. Where there is no IndexedDB (some private windows), nothing is kept and nothing breaks.
 */
import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type { EnsembleWeights } from '../../ensemble/ensemble-file';
import type { Evaluation } from '../../measures/evaluation';
import type { Change, TrainingSettings } from '../../training/settings';
import type { Snapshot } from '../../training/snapshot';
import type { BackendName, Sample } from '../protocol';

/** An ensemble: shipped with the page, trained in it, or read from a reader's file. */
export interface EnsembleRecord {
  readonly id: string;
  readonly name: string;
  readonly origin: 'shipped' | 'trained' | 'loaded';
  /** ISO 8601; null where a file did not say how it was trained, as `backend` and `initial`. */
  readonly trainedAt: string | null;
  readonly backend: BackendName | null;
  readonly initial: TrainingSettings | null;
  readonly changes: readonly Change[];
  readonly steps: number;
  readonly weights: EnsembleWeights;
  /** On the held-out images at hand; null until computed. */
  readonly evaluation: Evaluation | null;
  readonly samples: readonly Sample[];
  /** To go on training from; null unless trained here. */
  readonly snapshot: Snapshot | null;
}

/** A run that has not ended: enough to show it again and go on. */
export interface UnfinishedRun {
  readonly id: string;
  readonly snapshot: Snapshot;
  readonly samples: readonly Sample[];
}

interface Schema extends DBSchema {
  ensembles: { key: string; value: EnsembleRecord };
  run: { key: 'current'; value: UnfinishedRun };
}

export class Library {
  readonly #database: Promise<IDBPDatabase<Schema> | null>;

  constructor(name = 'gradient-diversity') {
    this.#database = openDB<Schema>(name, 1, {
      upgrade(database) {
        database.createObjectStore('ensembles', { keyPath: 'id' });
        database.createObjectStore('run');
      },
    }).catch(() => null);
  }

  /** Whether anything can be kept at all. */
  async available(): Promise<boolean> {
    return (await this.#database) !== null;
  }

  /** Oldest first, then those of unknown age. */
  async ensembles(): Promise<EnsembleRecord[]> {
    const all = (await (await this.#database)?.getAll('ensembles')) ?? [];
    const age = ({ trainedAt }: EnsembleRecord) => trainedAt ?? '~';
    return all.sort((a, b) => age(a).localeCompare(age(b)));
  }

  async putEnsemble(record: EnsembleRecord): Promise<void> {
    await (await this.#database)?.put('ensembles', record);
  }

  async removeEnsemble(id: string): Promise<void> {
    await (await this.#database)?.delete('ensembles', id);
  }

  async unfinishedRun(): Promise<UnfinishedRun | undefined> {
    return (await this.#database)?.get('run', 'current');
  }

  /** Replaces the unfinished run; null forgets it. */
  async putRun(run: UnfinishedRun | null): Promise<void> {
    const database = await this.#database;
    if (run) await database?.put('run', run, 'current');
    else await database?.delete('run', 'current');
  }
}
