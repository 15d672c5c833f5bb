/**
 * Downloads of the shipped ensembles' files, the surrogate's too: each once, whoever asks first, the page while it has nothing else to do
 * or the session for an engine.
 */
import { DataFileError } from '../../data/data-file-error';
import { download } from '../../data/download';
import type { ReadOptions } from '../../data/shard';
import { SharedDownload } from '../../data/shared-download';
import { AT_START } from '../../ensemble/shipped';
import { SHIPPED_FILES, type ShippedFileId } from '../../ensemble/shipped-files';

export class ShippedDownloads {
  readonly #downloads = new Map<ShippedFileId, SharedDownload<Uint8Array>>();

  /** @param baseUrl of the files, absolute, with a slash at its end */
  constructor(private readonly baseUrl: string) {}

  /**
   * A file's bytes, a copy for each who asks. One that failed is forgotten: asking again tries again.
   * @param options.cache of a download that is not under way yet
   * @throws DataFileError
   */
  async bytes(
    id: ShippedFileId,
    { cache, ...options }: ReadOptions & { readonly cache?: RequestCache } = {},
  ): Promise<Uint8Array> {
    const expected = SHIPPED_FILES[id];
    const { file, sha256 } = expected;
    let shared = this.#downloads.get(id);
    if (!shared || shared.abandoned) {
      const url = new URL(file, this.baseUrl);
      // What a cache keeps of an older version of the page is another file.
      url.searchParams.set('sha256', sha256);
      shared = new SharedDownload<Uint8Array>(({ signal, onProgress }) =>
        download(file, url, {
          expected,
          cache,
          signal,
          onBytes: (bytes) => onProgress(bytes, expected.bytes),
        }),
      );
      this.#downloads.set(id, shared);
    }
    try {
      return (await shared.wait(() => new DataFileError(file, 'aborted'), options)).slice();
    } catch (error) {
      if (this.#downloads.get(id) === shared) this.#downloads.delete(id);
      throw error;
    }
  }

  /** Gives up what nobody will ask for again. */
  forget(id: ShippedFileId): void {
    this.#downloads.delete(id);
  }

  /** Fetches those of the start, one after another, ahead of their use. A failure is left to who uses them. */
  async prefetch(): Promise<void> {
    for (const id of AT_START) await this.bytes(id).catch(() => {});
  }
}

let present: ShippedDownloads | null = null;

/** Those of this page. */
export function shippedDownloads(baseUrl: string): ShippedDownloads {
  present ??= new ShippedDownloads(baseUrl);
  return present;
}
