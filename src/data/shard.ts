/**
 * One shard: `count` label bytes, then `count` images of one byte a value, gzipped. It is decompressed
 * as it streams in and verified before anybody sees it.
 */

import { DataFileError } from './data-file-error';
import { Intake } from './intake';
import type { ShardEntry } from './manifest';
import { messageOf } from './message-of';
import { sha256 } from './sha256';
import { webPageInstead } from './web-page';

export interface Shard {
  readonly count: number;
  /** [count], each below the class count */
  readonly labels: Uint8Array;
  /** count × imageSize values, 0 to 255. */
  readonly pixels: Uint8Array;
}

export interface ReadOptions {
  readonly signal?: AbortSignal | undefined;
  /** Bytes received so far, of `totalBytes`, both as stored (compressed). */
  readonly onProgress?: ((bytes: number, totalBytes: number) => void) | undefined;
}

/**
 * @param stored the file's bytes; gzip, or already decompressed by a host that takes the compression
 *   for its own
 * @throws DataFileError
 */
export async function readShard(
  stored: ReadableStream<Uint8Array>,
  entry: ShardEntry,
  { imageSize, classCount }: { imageSize: number; classCount: number },
  { signal, onProgress }: ReadOptions = {},
): Promise<Shard> {
  const { file, count } = entry;
  const expected = count * (1 + imageSize);
  const intake = new Intake(stored, () =>
    onProgress?.(storedBytes(intake, entry, expected), entry.bytes),
  );
  const cancel = () => intake.cancel();
  signal?.addEventListener('abort', cancel, { once: true });
  if (signal?.aborted) cancel();
  try {
    const bytes = await unpack(intake, expected);
    signal?.throwIfAborted();
    if (bytes.length < expected && !intake.isGzip) throw new Error('too little data');
    await verify(bytes, entry, expected);
    const labels = bytes.subarray(0, count);
    if (labels.some((label) => label >= classCount)) throw new Error('a label names no class');
    return { count, labels, pixels: bytes.subarray(count) };
  } catch (error) {
    // Cancelling ends the stream, which looks like a short file: ask first whether it was that.
    if (signal?.aborted) throw new DataFileError(file, 'aborted');
    intake.cancel();
    throw explained(error, intake, entry, expected);
  } finally {
    signal?.removeEventListener('abort', cancel);
  }
}

/** Where the host has decompressed the file, its share that has come is told in stored bytes. */
function storedBytes(
  { received, isGzip }: Intake,
  { bytes }: ShardEntry,
  expected: number,
): number {
  return Math.min(bytes, isGzip ? received : Math.round((received / expected) * bytes));
}

/** Unpacks what begins as gzip does; passes on what does not. */
async function unpack(intake: Intake, expected: number): Promise<Uint8Array> {
  await intake.readHead();
  if (!intake.isGzip) return collect(intake.stream(), expected);
  if (typeof DecompressionStream === 'undefined') throw new Unsupported('no DecompressionStream');
  const gunzip = new DecompressionStream('gzip') as ReadableWritablePair<Uint8Array, Uint8Array>;
  return collect(intake.stream().pipeThrough(gunzip), expected);
}

/** Reads a stream to its end, and no further than `limit` bytes. */
async function collect(stream: ReadableStream<Uint8Array>, limit: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(limit);
  let length = 0;
  const reader = stream.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return bytes.subarray(0, length);
    if (length + value.length > limit) {
      void reader.cancel().catch(() => {});
      throw new Altered('more data than expected');
    }
    bytes.set(value, length);
    length += value.length;
  }
}

async function verify(bytes: Uint8Array, entry: ShardEntry, expected: number): Promise<void> {
  if (bytes.length !== expected) throw new Altered(`${bytes.length} of ${expected} bytes`);
  const found = await sha256(bytes);
  if (found === null) throw new Unsupported('no way to compute its checksum');
  if (found !== entry.sha256) throw new Altered('its checksum differs');
}

/** The file came and unpacked whole, yet it is another. */
class Altered extends Error {}

class Unsupported extends Error {}

function explained(
  error: unknown,
  intake: Intake,
  entry: ShardEntry,
  expected: number,
): DataFileError {
  const { file } = entry;
  const { received } = intake;
  const message = messageOf(error);
  if (error instanceof Unsupported) return new DataFileError(file, 'unsupported', message);
  const whole = intake.isGzip || received === 0 ? entry.bytes : expected;
  const sizes = `${received} of ${whole} bytes`;
  if (intake.failure instanceof DataFileError) return intake.failure;
  if (intake.failure) return new DataFileError(file, 'network', `${message}, after ${sizes}`);
  if (intake.isPage) return webPageInstead(file);
  // As long as the stored file, yet no gzip: it is the beginning that was altered.
  const garbled = received === entry.bytes && !intake.isGzip;
  const short = intake.ended && received < whole && !garbled && !(error instanceof Altered);
  return short
    ? new DataFileError(file, 'truncated', sizes)
    : new DataFileError(file, 'altered', garbled ? 'it is not compressed as it was' : message);
}
