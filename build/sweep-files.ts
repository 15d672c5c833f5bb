/**
 * Which results of `npm run sweep` are published with the page: the files of a folder, as they are when it is built.
 * A static host lists no folder.
 */
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

export interface SweepFile {
  readonly name: string;
  readonly bytes: number;
}

export function sweepFilesIn(folder: string): SweepFile[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith('.jsonl'))
    .sort()
    .map((name) => ({ name, bytes: statSync(join(folder, name)).size }));
}
