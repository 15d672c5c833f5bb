/** The file that a sweep adds its lines to, whole lines only, so that an interrupted sweep goes on where it stopped. */
import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  truncateSync,
  writeSync,
} from 'node:fs';
import { SweepError } from '../src/sweep/sweep-error';
import {
  formatSweepLine,
  lineKey,
  parseSweepLine,
  parseSweepLines,
  type SweepLine,
} from '../src/sweep/sweep-line';
import { UsageError } from './arguments';

export class SweepFile {
  readonly #path: string;
  readonly #keys = new Set<string>();
  readonly #lines: SweepLine[];

  /**
   * Reads what is there; what a crash has left of a last line is taken away.
   * @throws UsageError where a line cannot be used
   */
  constructor(path: string) {
    this.#path = path;
    mend(path);
    this.#lines = existsSync(path) ? readSweepFile(path) : [];
    for (const line of this.#lines) this.#keys.add(lineKey(line));
  }

  /** What was there from the first. */
  get lines(): readonly SweepLine[] {
    return this.#lines;
  }

  has(run: Pick<SweepLine, 'settings' | 'data'>): boolean {
    return this.#keys.has(lineKey(run));
  }

  /** Adds a line, in one piece, unless its run is there. */
  append(line: SweepLine): void {
    if (this.has(line)) return;
    const file = openSync(this.#path, 'a');
    try {
      writeSync(file, `${formatSweepLine(line)}\n`);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    this.#keys.add(lineKey(line));
  }
}

/** @throws UsageError that names the file, the line and what is wrong with it */
export function readSweepFile(path: string): SweepLine[] {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    throw new UsageError(`cannot read ${path}: give a file of a sweep (JSON lines)`);
  }
  try {
    return parseSweepLines(text);
  } catch (error) {
    if (error instanceof SweepError) throw new UsageError(`${path}, ${error.message}`);
    throw error;
  }
}

/** A last line without an end: it gets one where it is whole, and goes where it is not. */
function mend(path: string): void {
  if (!existsSync(path)) return;
  const bytes = readFileSync(path);
  const end = bytes.lastIndexOf('\n') + 1;
  if (end === bytes.length) return;
  const last = bytes.subarray(end).toString('utf8');
  if (!isWhole(last)) {
    truncateSync(path, end);
    return;
  }
  const file = openSync(path, 'a');
  writeSync(file, '\n');
  closeSync(file);
}

function isWhole(text: string): boolean {
  try {
    parseSweepLine(text);
    return true;
  } catch {
    return false;
  }
}
