/**
 * Downloads of the page's own files. A server that falls silent, before its answer or in the middle of
 * it, is not waited for for ever.
 */
import { DataFileError } from './data-file-error';
import { messageOf } from './message-of';
import { sha256 } from './sha256';
import { isWebPage, webPageInstead } from './web-page';
import { within } from './within';

/** Without a byte for so long, ms, a connection is taken for dead. */
export const SILENCE = 15_000;

export interface DownloadOptions {
  readonly signal?: AbortSignal | undefined;
  /** `reload` passes by what the browser keeps: it may be what was bad. */
  readonly cache?: RequestCache | undefined;
}

export interface Download {
  readonly headers: Headers;
  /** Rejects its reader with a DataFileError of reason network, stalled or aborted. */
  readonly bytes: ReadableStream<Uint8Array>;
}

/** What a file must be to be used. */
export interface Expected {
  readonly bytes: number;
  /** Lower-case hexadecimal. */
  readonly sha256: string;
}

/**
 * Begins a download: the server's answer is there, its bytes are on their way.
 * @param file by which errors name it
 * @throws DataFileError with reason missing, network, stalled or aborted
 */
export async function openDownload(
  file: string,
  url: URL,
  { signal, cache = 'default' }: DownloadOptions = {},
): Promise<Download> {
  const connection = new AbortController();
  const hangUp = () => connection.abort();
  signal?.addEventListener('abort', hangUp, { once: true });
  if (signal?.aborted) hangUp();
  let received = 0;

  const stalled = (): never => {
    hangUp();
    const after = received > 0 ? `, after ${received} bytes` : '';
    throw new DataFileError(file, 'stalled', `nothing came for ${SILENCE / 1000} seconds${after}`);
  };
  const heard = <T>(answer: Promise<T>): Promise<T> =>
    within(SILENCE, answer, stalled).catch((error: unknown) => {
      if (error instanceof DataFileError) throw error;
      if (signal?.aborted) throw new DataFileError(file, 'aborted');
      const after = received > 0 ? `, after ${received} bytes` : '';
      throw new DataFileError(file, 'network', `${messageOf(error)}${after}`);
    });

  const response = await heard(fetch(url, { cache, signal: connection.signal }));
  const problem = problemWith(file, response);
  if (problem || !response.body) {
    void response.body?.cancel().catch(() => {});
    throw problem ?? new DataFileError(file, 'network', 'the server sent nothing');
  }
  const reader: ReadableStreamDefaultReader<Uint8Array> = response.body.getReader();
  const bytes = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await heard(reader.read());
        if (done) return controller.close();
        received += value.length;
        controller.enqueue(value);
      },
      cancel: (reason) => reader.cancel(reason),
    },
    // The silence that counts is that of a server that is listened to.
    { highWaterMark: 0 },
  );
  return { headers: response.headers, bytes };
}

export interface WholeOptions extends DownloadOptions {
  /** What it must be, where that is known; nothing else is handed out then. */
  readonly expected?: Expected | undefined;
  /** Is told how many bytes there are with each that come. */
  readonly onBytes?: ((bytes: number) => void) | undefined;
}

/**
 * A whole file.
 * @throws DataFileError
 */
export async function download(
  file: string,
  url: URL,
  { expected, onBytes, ...options }: WholeOptions = {},
): Promise<Uint8Array> {
  const { bytes: stream } = await openDownload(file, url, options);
  const bytes = await collect(stream, onBytes);
  if (isWebPage(bytes)) throw webPageInstead(file);
  if (expected) await verify(file, bytes, expected);
  return bytes;
}

async function collect(
  stream: ReadableStream<Uint8Array>,
  onBytes?: (bytes: number) => void,
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  const reader = stream.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    chunks.push(value);
    length += value.length;
    onBytes?.(length);
  }
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}

async function verify(file: string, bytes: Uint8Array, expected: Expected): Promise<void> {
  const sizes = `${bytes.length} of ${expected.bytes} bytes`;
  if (bytes.length < expected.bytes) throw new DataFileError(file, 'truncated', sizes);
  const found = await sha256(bytes);
  if (found === null) {
    throw new DataFileError(file, 'unsupported', 'no way to compute its checksum');
  }
  if (found !== expected.sha256) {
    throw new DataFileError(file, 'altered', 'its checksum differs');
  }
}

/** What an answer says of the file that was asked for, if it is not the file. */
function problemWith(file: string, { ok, status, headers }: Response): DataFileError | null {
  if (ok) {
    return headers.get('Content-Type')?.includes('text/html') ? webPageInstead(file) : null;
  }
  if (status === 404 || status === 410) {
    return new DataFileError(file, 'missing', `status ${status}`);
  }
  return new DataFileError(file, 'network', `the server answered ${status}`);
}
