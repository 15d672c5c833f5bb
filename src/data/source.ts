/** Where a data set's files come from. */
import type { ShardEntry } from './manifest';

export interface ShardSource {
  /**
   * The manifest's text, parsed as JSON and not looked at further.
   * @throws ManifestError if it is not JSON; DataFileError with reason missing, network, stalled or
   *   aborted
   */
  manifest(signal?: AbortSignal): Promise<unknown>;
  /** @throws DataFileError with reason missing, network, stalled or aborted */
  open(entry: ShardEntry, options?: OpenOptions): Promise<OpenedShard>;
}

export interface OpenOptions {
  readonly signal?: AbortSignal | undefined;
  /** Passes by every cache: what was kept has proved bad. */
  readonly fresh?: boolean | undefined;
}

/** `unread`: given up before anything was known of the bytes. */
export type Verdict = 'verified' | 'rejected' | 'unread';

export interface OpenedShard {
  readonly bytes: ReadableStream<Uint8Array>;
  /** True where the bytes come from a cache and are worth fetching anew if they are bad. */
  readonly cached: boolean;
  /** To be called once: what is verified may be kept, what is rejected must not be. */
  settle(verdict: Verdict): Promise<void>;
}

/** The manifest's name in the folder of the data set. */
export const MANIFEST_FILE = 'manifest.json';
