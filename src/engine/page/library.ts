/**
 * What the page keeps across visits, in IndexedDB: the ensembles trained so far, and the run that was
 * under way. Nothing here rejects: where a browser keeps nothing (some private windows, frames of other
 * origins), does not answer or has no room, the page is told, and goes on without.
 */
import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import { messageOf } from '../../data/message-of';
import { within } from '../../data/within';
import {
  completeRecord,
  completeRun,
  type EnsembleRecord,
  inOrder,
  isEnsembleRecord,
  isUnfinishedRun,
  type UnfinishedRun,
} from './records';
import { newSlot, rememberSlot, takeSlot } from './run-slot';

/** Each tab's run stands under the key of the tab's slot (run-slot.ts). */
interface Schema extends DBSchema {
  ensembles: { key: string; value: EnsembleRecord };
  run: { key: string; value: UnfinishedRun };
}

type Database = IDBPDatabase<Schema>;

/** For an answer, ms: the engine starts after what was kept has been read, and readers wait for writes. */
const LIMIT = 3000;

const PROBLEMS = {
  full: () =>
    'This browser has no room left for what you train: a reload loses it. Save the ensembles that you want to have.',
  write: (why: string) =>
    `This browser could not keep what has changed (${why}): a reload loses it.`,
  read: (why: string) =>
    `What this browser keeps of earlier visits could not be read (${why}). It is left as it is: reload the page to try again.`,
  deleted: () =>
    'What this browser kept for this page has been deleted, so nothing is kept for this tab any more. Reload it to go on.',
  replaced: () =>
    'A newer version of this page is open in another tab, so nothing is kept for this one any more. Reload it to go on.',
} as const;

export class Library {
  readonly #database: Promise<Database | null>;
  #slot: Promise<string>;
  /** Says to this page's other tabs which ensemble has changed: its id. */
  readonly #tabs: BroadcastChannel | null;
  readonly #told = new Set<keyof typeof PROBLEMS>();
  /** Whether the database has been left to another tab, which upgrades or deletes it. */
  #left = false;

  /**
   * @param onProblem is told, in a sentence, what could not be kept or read; a kind of problem once in a
   *   visit, however often it comes, and each record that is left out
   */
  constructor(
    private readonly onProblem: (problem: string) => void = () => {},
    private readonly name = 'gradient-diversity',
  ) {
    this.#tabs = channel(name);
    this.#database = this.#open(name).catch(() => null);
    this.#slot = this.#read((database) => database.getAllKeys('run'), null).then((used) =>
      used ? takeSlot(name, used) : newSlot(name),
    );
  }

  /** Whether anything can be kept at all. */
  async available(): Promise<boolean> {
    return (await this.#database) !== null;
  }

  /** Oldest first, then those of unknown age. A record of another shape is left out, and named. */
  async ensembles(): Promise<EnsembleRecord[]> {
    const keys = await this.#read((database) => database.getAllKeys('ensembles'), []);
    // One by one: a value that cannot be read would take all others with it.
    const all = await Promise.all(
      keys.map((key) => this.#read((database) => database.get('ensembles', key), undefined)),
    );
    const sound = all.filter((record, k) => {
      if (record === undefined || isEnsembleRecord(record)) return record !== undefined;
      this.onProblem(`“${nameOf(record, keys[k]!)}”, kept on an earlier visit, ${UNFIT}`);
      return false;
    }) as EnsembleRecord[];
    return inOrder(sound.map(completeRecord));
  }

  /** Null where none is kept under the id; undefined where that cannot be said, or it is of another shape. */
  async ensemble(id: string): Promise<EnsembleRecord | null | undefined> {
    const found = await this.#read(
      async (database) => (await database.get('ensembles', id)) ?? null,
      undefined,
    );
    if (found === null) return null;
    return isEnsembleRecord(found) ? completeRecord(found) : undefined;
  }

  async putEnsemble(record: EnsembleRecord): Promise<void> {
    const kept = await this.#write((database) => database.put('ensembles', record));
    if (kept) this.#tabs?.postMessage(record.id);
  }

  async removeEnsemble(id: string): Promise<void> {
    const removed = await this.#write((database) => database.delete('ensembles', id));
    if (removed) this.#tabs?.postMessage(id);
  }

  /** @param changed is told the id of an ensemble that another tab has kept, renamed or removed */
  onChangeElsewhere(changed: (id: string) => void): void {
    this.#tabs?.addEventListener('message', ({ data }) => changed(String(data)));
  }

  /**
   * The run that was under way when its tab was closed or reloaded; it is this tab's from now on. One that
   * cannot be read stays as it is: this tab's runs are kept elsewhere then.
   */
  async unfinishedRun(): Promise<UnfinishedRun | undefined> {
    const slot = await within(LIMIT, this.#slot, () => null);
    if (slot === null && (await this.available())) this.#tell('read', NO_ANSWER);
    const run =
      slot === null ? LATE : await this.#read((database) => database.get('run', slot), LATE);
    if (run === LATE) {
      this.#slot = Promise.resolve(newSlot(this.name));
      return undefined;
    }
    if (run === undefined) return undefined;
    if (isUnfinishedRun(run)) return completeRun(run);
    this.onProblem(`The run that was under way on an earlier visit ${UNFIT}`);
    return undefined;
  }

  /** Replaces this tab's unfinished run; null forgets it. */
  async putRun(run: UnfinishedRun | null): Promise<void> {
    const slot = await this.#slot;
    if (run) rememberSlot(this.name, slot);
    await this.#write((database) =>
      run ? database.put('run', run, slot) : database.delete('run', slot),
    );
  }

  /** @throws DOMException; also at once, where the browser denies the page its storage */
  async #open(name: string): Promise<Database | null> {
    const opened = openDB<Schema>(name, 1, {
      upgrade(database) {
        database.createObjectStore('ensembles', { keyPath: 'id' });
        database.createObjectStore('run');
      },
      blocking: (_, wanted, event) => {
        // Another tab waits for this connection to be closed, to upgrade or delete the database.
        (event.target as IDBDatabase).close();
        this.#left = true;
        this.#tell(wanted === null ? 'deleted' : 'replaced');
      },
    });
    const database = await within(LIMIT, opened, () => null);
    // Too late to be read. An older tab that blocks the opening may be the reason.
    if (!database) opened.then((late) => late.close()).catch(() => {});
    return database;
  }

  async #read<T, O>(act: (database: Database) => Promise<T>, otherwise: O): Promise<T | O> {
    const database = await this.#database;
    if (!database || this.#left) return otherwise;
    try {
      const found = await within(LIMIT, act(database), () => LATE);
      if (found !== LATE) return found as T;
      this.#tell('read', NO_ANSWER);
    } catch (error) {
      this.#tell('read', messageOf(error));
    }
    return otherwise;
  }

  /** @returns whether it is written */
  async #write(act: (database: Database) => Promise<unknown>): Promise<boolean> {
    const database = await this.#database;
    if (!database || this.#left) return false;
    try {
      const outcome = await within(LIMIT, act(database), () => LATE);
      if (outcome === LATE) this.#tell('write', NO_ANSWER);
      return outcome !== LATE;
    } catch (error) {
      const full = error instanceof DOMException && error.name === 'QuotaExceededError';
      this.#tell(full ? 'full' : 'write', messageOf(error));
      return false;
    }
  }

  #tell(problem: keyof typeof PROBLEMS, why = ''): void {
    if (this.#told.has(problem)) return;
    this.#told.add(problem);
    this.onProblem(PROBLEMS[problem](why.replace(/\.$/, '')));
  }
}

/** Null where this browser gives the page none. */
function channel(name: string): BroadcastChannel | null {
  try {
    return new BroadcastChannel(name);
  } catch {
    return null;
  }
}

const UNFIT = 'is not of the shape that this page keeps, and is left out.';
const NO_ANSWER = 'no answer came';
const LATE = Symbol('late');

function nameOf(record: unknown, key: string): string {
  const { name } = Object(record) as { name?: unknown };
  return typeof name === 'string' && name ? name.slice(0, 80) : key;
}
