import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { DataFileError } from './data-file-error';
import { download, openDownload, SILENCE } from './download';
import { ascii, failureOf, stalled } from './test-shards';

const FILE = 'weights.bin';
const URL_OF_IT = new URL(`https://example.org/${FILE}`);
const BYTES = ascii('0123456789');
const EXPECTED = {
  bytes: BYTES.length,
  sha256: createHash('sha256').update(BYTES).digest('hex'),
};

const fetched = vi.fn<(url: URL, init: RequestInit) => Promise<Response>>();
/** The signal that the last request was made with. */
const connection = () => fetched.mock.lastCall![1].signal!;

/** A server that sends these pieces, each so long (ms) after the one before, and then ends. */
function slowly(pieces: readonly Uint8Array[], pause: number): ReadableStream<Uint8Array> {
  const left = [...pieces];
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      await new Promise((done) => setTimeout(done, pause));
      const piece = left.shift();
      if (piece) controller.enqueue(piece);
      else controller.close();
    },
  });
}

beforeEach(() => {
  vi.useFakeTimers();
  fetched.mockReset();
  vi.stubGlobal('fetch', fetched);
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('a download', () => {
  it('without an answer for 15 seconds is given up, and hung up on', async () => {
    fetched.mockReturnValue(new Promise(() => {}));
    const failure = failureOf(download(FILE, URL_OF_IT));
    await vi.advanceTimersByTimeAsync(SILENCE - 1);
    expect(connection().aborted).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(await failure).toMatchObject({
      file: FILE,
      reason: 'stalled',
      message:
        'The data file weights.bin has stopped arriving (nothing came for 15 seconds). ' +
        'Check the connection and try again.',
    });
    expect(connection().aborted).toBe(true);
  });

  it('that stops in the middle is given up 15 seconds after its last byte', async () => {
    fetched.mockResolvedValue(new Response(stalled(BYTES.slice(0, 4))));
    const failure = failureOf(download(FILE, URL_OF_IT));
    await vi.advanceTimersByTimeAsync(SILENCE);
    expect((await failure).message).toContain('(nothing came for 15 seconds, after 4 bytes)');
    expect(connection().aborted).toBe(true);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('may take as long as it likes while bytes come', async () => {
    const pieces = Array.from(BYTES, (byte) => Uint8Array.of(byte));
    fetched.mockResolvedValue(new Response(slowly(pieces, SILENCE - 1)));
    const bytes = download(FILE, URL_OF_IT, { expected: EXPECTED });
    await vi.advanceTimersByTimeAsync(11 * SILENCE);
    expect(await bytes).toEqual(BYTES);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('that nobody reads from is not taken for a silent one', async () => {
    fetched.mockResolvedValue(new Response(stalled(BYTES)));
    const { bytes } = await openDownload(FILE, URL_OF_IT);
    await vi.advanceTimersByTimeAsync(2 * SILENCE);
    expect(connection().aborted).toBe(false);
    await bytes.cancel();
  });

  it.each([
    ['before its answer', 0],
    ['in the middle', 4],
  ])('may be given up by its caller %s', async (_, sent) => {
    fetched.mockImplementation(async (_url, { signal }) => {
      const broken = new Promise<never>((_, reject) => {
        signal!.addEventListener('abort', () => reject(signal!.reason));
      });
      if (sent === 0) return broken;
      const body = new ReadableStream<Uint8Array>({
        start(controller) {
          controller.enqueue(BYTES.slice(0, sent));
          broken.catch((reason) => controller.error(reason));
        },
      });
      return new Response(body);
    });
    const caller = new AbortController();
    const failure = failureOf(download(FILE, URL_OF_IT, { signal: caller.signal }));
    await vi.advanceTimersByTimeAsync(10);
    caller.abort();
    await vi.advanceTimersByTimeAsync(SILENCE);
    expect((await failure).reason).toBe('aborted');
    expect(connection().aborted).toBe(true);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('is handed out whole, and past the browser’s cache where that is asked for', async () => {
    fetched.mockImplementation(async () => new Response(BYTES.slice()));
    expect(await download(FILE, URL_OF_IT, { expected: EXPECTED })).toEqual(BYTES);
    await download(FILE, URL_OF_IT, { cache: 'reload' });
    expect(fetched.mock.calls.map(([, { cache }]) => cache)).toEqual(['default', 'reload']);
  });

  it.each([
    ['truncated', 'cut short', BYTES.slice(0, 9), '9 of 10 bytes'],
    ['altered', 'of the same length', ascii('012345678x'), 'its checksum differs'],
    ['altered', 'longer', ascii('0123456789+'), 'its checksum differs'],
    ['missing', 'a web page', ascii('<!doctype html><title>App</title>'), 'a web page instead'],
  ])('is %s when what came is %s', async (reason, _, bytes, detail) => {
    fetched.mockResolvedValue(new Response(bytes.slice()));
    const error = await failureOf(download(FILE, URL_OF_IT, { expected: EXPECTED }));
    expect(error).toBeInstanceOf(DataFileError);
    expect(error.reason).toBe(reason);
    expect(error.message).toContain(detail);
  });

  it('that cannot be verified here is not handed out', async () => {
    fetched.mockResolvedValue(new Response(BYTES.slice()));
    vi.stubGlobal('crypto', {});
    const error = await failureOf(download(FILE, URL_OF_IT, { expected: EXPECTED }));
    expect(error.reason).toBe('unsupported');
    expect(error.message).toContain('https');
  });

  it('that breaks says how far it came', async () => {
    let sent = false;
    const breaking = new ReadableStream<Uint8Array>({
      pull(controller) {
        if (sent) controller.error(new TypeError('connection lost'));
        else controller.enqueue(BYTES.slice(0, 4));
        sent = true;
      },
    });
    fetched.mockResolvedValue(new Response(breaking));
    const error = await failureOf(download(FILE, URL_OF_IT));
    expect(error.reason).toBe('network');
    expect(error.message).toContain('(connection lost, after 4 bytes)');
  });
});
