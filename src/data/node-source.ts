/** A data set in a folder, for the command line and tests. */
import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { ShardError } from './shard';
import type { ShardSource } from './source';

export function nodeSource(folder: string): ShardSource {
  return {
    manifest: async () => JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')),

    async open({ file }) {
      const path = join(folder, file);
      const found = await stat(path).catch(() => null);
      if (!found?.isFile()) throw new ShardError(file, 'missing');
      return {
        bytes: Readable.toWeb(createReadStream(path)) as ReadableStream<Uint8Array>,
        cached: false,
        settle: async () => {},
      };
    },
  };
}
