/** A data set in a folder, for the command line and tests. */
import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { DataFileError } from './data-file-error';
import { ManifestError } from './manifest';
import { messageOf } from './message-of';
import { MANIFEST_FILE, type ShardSource } from './source';

/** @param folder the folder of the manifest */
export function nodeSource(folder: string): ShardSource {
  return {
    async manifest(signal) {
      const path = await found(folder, MANIFEST_FILE);
      const text = await readFile(path, { encoding: 'utf8', signal }).catch((error: unknown) => {
        if (signal?.aborted) throw new DataFileError(MANIFEST_FILE, 'aborted');
        throw unreadable(MANIFEST_FILE, error);
      });
      try {
        return JSON.parse(text);
      } catch (error) {
        throw new ManifestError(`${path} is not JSON (${messageOf(error)}).`);
      }
    },

    async open({ file }, { signal } = {}) {
      const path = await found(folder, file);
      if (signal?.aborted) throw new DataFileError(file, 'aborted');
      return {
        bytes: Readable.toWeb(createReadStream(path)) as ReadableStream<Uint8Array>,
        cached: false,
        settle: async () => {},
      };
    },
  };
}

async function found(folder: string, file: string): Promise<string> {
  const path = join(folder, file);
  const status = await stat(path).catch(() => null);
  if (status?.isFile()) return path;
  throw new DataFileError(file, 'missing', `in ${folder}`, 'npm run build-dataset makes it.');
}

function unreadable(file: string, error: unknown): DataFileError {
  return new DataFileError(file, 'network', messageOf(error), 'Check that it can be read.');
}
