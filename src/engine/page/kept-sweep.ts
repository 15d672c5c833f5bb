/**
 * What is kept of the reader's own sweep for the next visit, in a database of its own: its lines, and what is still to
 * be trained. Nothing here rejects: where a browser keeps nothing, the page is told once, and goes on without.
 */
import { type IDBPDatabase, openDB } from 'idb';
import { messageOf } from '../../data/message-of';
import { within } from '../../data/within';
import { formatSweepLine, lineKey, parseSweepLine, type SweepLine } from '../../sweep/sweep-line';
import { checkSettings, type TrainingSettings } from '../../training/settings';

/** For an answer, ms. */
const LIMIT = 3000;
const WAITING = 'waiting';

export interface KeptSweepState {
  readonly lines: readonly SweepLine[];
  readonly waiting: readonly TrainingSettings[];
}

const NOTHING: KeptSweepState = { lines: [], waiting: [] };

export class KeptSweep {
  readonly #database: Promise<IDBPDatabase | null>;
  #told = false;

  constructor(
    private readonly onProblem: (problem: string) => void = () => {},
    name = 'gradient-diversity-sweep',
  ) {
    this.#database = open(name);
  }

  /** What is not of the shape of a line, or of settings, is left out. */
  async read(): Promise<KeptSweepState> {
    const database = await this.#database;
    if (!database) return NOTHING;
    try {
      const answer = Promise.all([
        database.getAll('lines') as Promise<unknown[]>,
        database.get('settings', WAITING) as Promise<unknown>,
      ]);
      const found = await within(LIMIT, answer, () => null);
      if (!found) return NOTHING;
      const [lines, waiting] = found;
      return {
        lines: lines.flatMap((text) => orNothing(() => parseSweepLine(String(text)))),
        waiting: (Array.isArray(waiting) ? waiting : []).flatMap((settings) =>
          orNothing(() => {
            checkSettings(settings);
            return settings as TrainingSettings;
          }),
        ),
      };
    } catch {
      return NOTHING;
    }
  }

  async putLine(line: SweepLine): Promise<void> {
    await this.#write((database) => database.put('lines', formatSweepLine(line), lineKey(line)));
  }

  async putWaiting(settings: readonly TrainingSettings[]): Promise<void> {
    await this.#write((database) => database.put('settings', settings, WAITING));
  }

  async removeLines(): Promise<void> {
    await this.#write((database) => database.clear('lines'));
  }

  async #write(act: (database: IDBPDatabase) => Promise<unknown>): Promise<void> {
    const database = await this.#database;
    let why = 'it offers no database';
    if (database) {
      try {
        const outcome = await within(LIMIT, act(database), () => LATE);
        if (outcome !== LATE) return;
        why = 'no answer came';
      } catch (error) {
        why = messageOf(error).replace(/\.$/, '');
      }
    }
    if (this.#told) return;
    this.#told = true;
    this.onProblem(
      `This browser does not keep your sweep (${why}): a reload loses it. Save its lines.`,
    );
  }
}

const LATE = Symbol('late');

async function open(name: string): Promise<IDBPDatabase | null> {
  try {
    const opened = openDB(name, 1, {
      upgrade(database) {
        database.createObjectStore('lines');
        database.createObjectStore('settings');
      },
      // Another tab, or the browser, wants to delete it.
      blocking: (_, __, event) => (event.target as IDBDatabase).close(),
    });
    const database = await within(LIMIT, opened, () => null);
    if (!database) opened.then((late) => late.close()).catch(() => {});
    return database;
  } catch {
    return null;
  }
}

function orNothing<T>(read: () => T): T[] {
  try {
    return [read()];
  } catch {
    return [];
  }
}
