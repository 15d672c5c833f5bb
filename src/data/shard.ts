/**
 * One shard: `count` label bytes, then `count` images of one byte a value, gzipped. It is decompressed
 * as it streams in and verified before anybody sees it.
 */
import type { ShardEntry } from './manifest';

export interface Shard {
  readonly count: number;
  /** [count] */
  readonly labels: Uint8Array;
  /** count × imageSize values, 0 to 255. */
  readonly pixels: Uint8Array;
}

export type ShardProblem = 'missing' | 'truncated' | 'altered' | 'network' | 'aborted';

const EXPLANATION: Readonly<Record<ShardProblem, string>> = {
  missing: 'is not on the server',
  truncated: 'arrived cut short',
  altered: 'is not the file it should be (its checksum differs)',
  network: 'could not be fetched',
  aborted: 'was no longer wanted',
};

export class ShardError extends Error {
  override readonly name = 'ShardError';

  constructor(
    readonly file: string,
    readonly reason: ShardProblem,
    detail = '',
  ) {
    const more = detail ? ` (${detail})` : '';
    const advice = reason === 'aborted' ? '' : ' Nothing of it was used. Try again.';
    super(`The data file ${file} ${EXPLANATION[reason]}${more}.${advice}`);
  }
}

export interface ReadOptions {
  readonly signal?: AbortSignal | undefined;
  /** Bytes received so far, as stored. */
  readonly onProgress?: ((bytes: number) => void) | undefined;
}

/** The first bytes of every gzip file. */
const GZIP = [0x1f, 0x8b] as const;

/**
 * @param stored the file's bytes; gzip, or already decompressed by a host that takes the compression
 *   for its own
 * @throws ShardError
 */
export async function readShard(
  stored: ReadableStream<Uint8Array>,
  entry: ShardEntry,
  { imageSize, classCount }: { imageSize: number; classCount: number },
  { signal, onProgress }: ReadOptions = {},
): Promise<Shard> {
  const { file, count } = entry;
  const expected = count * (1 + imageSize);
  let received = 0;
  const counted = stored.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        received += chunk.length;
        onProgress?.(received);
        controller.enqueue(chunk);
      },
    }),
    signal ? { signal } : {},
  );
  const bytes = await collect(await decompressed(counted), expected).catch((error: unknown) => {
    if (signal?.aborted) throw new ShardError(file, 'aborted');
    if (received < entry.bytes)
      throw new ShardError(file, 'truncated', sizes(received, entry.bytes));
    throw new ShardError(file, 'altered', messageOf(error));
  });
  if (signal?.aborted) throw new ShardError(file, 'aborted');
  if (bytes.length < expected)
    throw new ShardError(file, 'truncated', sizes(bytes.length, expected));
  if ((await sha256(bytes)) !== entry.sha256) throw new ShardError(file, 'altered');
  const labels = bytes.subarray(0, count);
  if (labels.some((label) => label >= classCount)) {
    throw new ShardError(file, 'altered', 'a label names no class');
  }
  return { count, labels, pixels: bytes.subarray(count) };
}

/** Unpacks what begins as gzip does; passes on what does not. */
async function decompressed(
  stored: ReadableStream<Uint8Array>,
): Promise<ReadableStream<Uint8Array>> {
  const reader = stored.getReader();
  const first = await reader.read();
  const whole = new ReadableStream<Uint8Array>({
    start(controller) {
      if (first.done) controller.close();
      else controller.enqueue(first.value);
    },
    async pull(controller) {
      const { done, value } = await reader.read();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    cancel: (reason) => reader.cancel(reason),
  });
  const packed = first.value?.[0] === GZIP[0] && first.value[1] === GZIP[1];
  return packed
    ? whole.pipeThrough(
        new DecompressionStream('gzip') as ReadableWritablePair<Uint8Array, Uint8Array>,
      )
    : whole;
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
      await reader.cancel();
      throw new Error('more data than expected');
    }
    bytes.set(value, length);
    length += value.length;
  }
}

/** @throws Error where the platform gives no digest (a page that is not served over https) */
async function sha256(bytes: Uint8Array): Promise<string> {
  if (!globalThis.crypto?.subtle) {
    throw new Error('This page must be served over https (or from localhost) to verify its data.');
  }
  const digest = await crypto.subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>);
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function sizes(found: number, expected: number): string {
  return `${found} of ${expected} bytes`;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
