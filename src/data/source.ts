/** Where a data set's files come from. */
import type { ShardEntry } from './manifest';

export interface ShardSource {
  /** The manifest's text, parsed as JSON. */
  manifest(signal?: AbortSignal): Promise<unknown>;
  /** @throws ShardError with reason missing, network or aborted */
  open(entry: ShardEntry, signal?: AbortSignal): Promise<OpenedShard>;
}

export interface OpenedShard {
  readonly bytes: ReadableStream<Uint8Array>;
  /** True where the bytes come from a cache and are worth fetching anew if they are bad. */
  readonly cached: boolean;
  /** To be called once the bytes have been verified, or found bad. */
  settle(good: boolean): Promise<void>;
}
