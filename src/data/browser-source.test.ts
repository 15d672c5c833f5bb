import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { browserSource } from './browser-source';
import { openDataset } from './dataset';
import { SILENCE } from './download';
import { ManifestError } from './manifest';
import { altered, ascii, failureOf, manifestJson, stalled, TRAIN, testFiles } from './test-shards';

const BASE = 'https://example.org/page/data/';
const FIRST = TRAIN[0]!.entry;
const KEY = `${BASE}${FIRST.file}?sha256=${FIRST.sha256}`;

/** The part of a browser's cache that is used, in memory. */
class TestCache {
  readonly entries = new Map<string, Response>();

  async match(url: string): Promise<Response | undefined> {
    return this.entries.get(url)?.clone();
  }

  async put(url: string, response: Response): Promise<void> {
    const body = await response.arrayBuffer();
    this.entries.set(url, new Response(body, { headers: response.headers }));
  }

  async delete(url: string, { ignoreSearch = false } = {}): Promise<boolean> {
    const path = (address: string) => (ignoreSearch ? address.split('?')[0] : address);
    const found = [...this.entries.keys()].filter((key) => path(key) === path(url));
    for (const key of found) this.entries.delete(key);
    return found.length > 0;
  }
}

/** A static host. */
let files: Map<string, Uint8Array>;
let answer: (file: string) => Response | undefined;
let cache: TestCache;

const fetched = vi.fn(async (url: URL, init: RequestInit): Promise<Response> => {
  if (init.signal?.aborted) throw init.signal.reason;
  const file = url.pathname.replace('/page/data/', '');
  const special = answer(file);
  if (special) return special;
  const bytes = files.get(file);
  return bytes ? new Response(bytes.slice()) : new Response('Not found', { status: 404 });
});

const fetchedFiles = () => fetched.mock.calls.map(([url]) => url.pathname.split('/').at(-1));

beforeEach(() => {
  files = testFiles().set('manifest.json', ascii(JSON.stringify(manifestJson())));
  answer = () => undefined;
  cache = new TestCache();
  fetched.mockClear();
  vi.stubGlobal('fetch', fetched);
  vi.stubGlobal('caches', { open: async () => cache });
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const page = () =>
  new Response('<!doctype html><title>App</title>', {
    headers: { 'Content-Type': 'text/html; charset=utf-8' },
  });

describe('a data set on a web server', () => {
  it.each([BASE, BASE.slice(0, -1)])('is found in its folder %s', async (base) => {
    const dataset = await openDataset(browserSource(base));
    await dataset.prefetch('train', 80);
    expect(dataset.loaded('train')).toBe(80);
    expect(fetched.mock.calls[0]![0].href).toBe(`${BASE}manifest.json`);
    expect(fetched.mock.calls[1]![0].href).toBe(KEY);
  });

  it('is fetched once, and read from the cache on the next visit', async () => {
    const dataset = await openDataset(browserSource(BASE));
    await dataset.shard('train', 0);
    await vi.waitFor(() => expect([...cache.entries.keys()]).toEqual([KEY]));
    const next = await openDataset(browserSource(BASE));
    expect((await next.shard('train', 0)).pixels).toEqual(TRAIN[0]!.raw.subarray(20));
    expect(fetchedFiles()).toEqual(['manifest.json', FIRST.file, 'manifest.json']);
  });

  it('of a new version replaces what was kept of the old one', async () => {
    const old = `${BASE}${FIRST.file}?sha256=${'0'.repeat(64)}`;
    const other = `${BASE}other.bin?sha256=${'0'.repeat(64)}`;
    await cache.put(old, new Response('old'));
    await cache.put(other, new Response('other'));
    const dataset = await openDataset(browserSource(BASE));
    await dataset.shard('train', 0);
    await vi.waitFor(() => expect([...cache.entries.keys()]).toEqual([other, KEY]));
  });

  it('in a poisoned cache is thrown away, fetched anew past every cache, and kept', async () => {
    await cache.put(KEY, new Response(altered(TRAIN[0]!.packed, 50).slice()));
    const dataset = await openDataset(browserSource(BASE));
    expect((await dataset.shard('train', 0)).pixels).toEqual(TRAIN[0]!.raw.subarray(20));
    expect(fetched.mock.calls[1]![1]).toMatchObject({ cache: 'reload' });
    await vi.waitFor(async () => {
      const kept = await cache.entries.get(KEY)!.clone().arrayBuffer();
      expect(new Uint8Array(kept)).toEqual(TRAIN[0]!.packed);
    });
  });

  it.each(['open', 'match'] as const)(
    'is fetched where the cache is silent (%s)',
    async (method) => {
      vi.useFakeTimers();
      const silent = () => new Promise<never>(() => {});
      if (method === 'open') vi.stubGlobal('caches', { open: silent });
      else vi.spyOn(cache, 'match').mockImplementation(silent);
      const shard = openDataset(browserSource(BASE)).then((dataset) => dataset.shard('train', 0));
      await vi.advanceTimersByTimeAsync(3000);
      expect((await shard).pixels).toEqual(TRAIN[0]!.raw.subarray(20));
    },
  );

  it('is not kept before it is verified', async () => {
    files.set(FIRST.file, altered(TRAIN[0]!.packed, 50));
    const dataset = await openDataset(browserSource(BASE));
    expect((await failureOf(dataset.shard('train', 0))).reason).toBe('altered');
    expect(cache.entries.size).toBe(0);
    expect(fetchedFiles()).toEqual(['manifest.json', FIRST.file]);
  });

  it.each<[string, () => void]>([
    ['there is none', () => vi.stubGlobal('caches', undefined)],
    [
      'it may not be opened',
      () => vi.stubGlobal('caches', { open: () => Promise.reject(new Error('SecurityError')) }),
    ],
    ['it cannot be read', () => vi.spyOn(cache, 'match').mockRejectedValue(new Error('broken'))],
    ['it is full', () => vi.spyOn(cache, 'put').mockRejectedValue(new Error('quota'))],
  ])('needs no cache: %s', async (_, spoil) => {
    spoil();
    const dataset = await openDataset(browserSource(BASE));
    expect((await dataset.shard('train', 0)).count).toBe(20);
  });
});

describe('a server', () => {
  const shardFailure = async () => {
    const dataset = await openDataset(browserSource(BASE));
    return failureOf(dataset.shard('train', 0));
  };

  it('that does not have a shard says so', async () => {
    files.delete(FIRST.file);
    expect(await shardFailure()).toMatchObject({ file: FIRST.file, reason: 'missing' });
  });

  it('that answers with its page and status 200 does not have the shard', async () => {
    answer = (file) => (file === FIRST.file ? page() : undefined);
    expect(await shardFailure()).toMatchObject({ file: FIRST.file, reason: 'missing' });
  });

  it('that does not say that its answer is a page is seen through', async () => {
    files.set(FIRST.file, ascii('<!doctype html><title>App</title>'));
    expect(await shardFailure()).toMatchObject({ file: FIRST.file, reason: 'missing' });
    expect(cache.entries.size).toBe(0);
  });

  it('that fails is a network problem, with its status', async () => {
    answer = (file) => (file === FIRST.file ? new Response('', { status: 503 }) : undefined);
    const error = await shardFailure();
    expect(error.reason).toBe('network');
    expect(error.message).toContain('503');
  });

  it('that cannot be reached is a network problem, and the next try may succeed', async () => {
    const dataset = await openDataset(browserSource(BASE));
    fetched.mockRejectedValueOnce(new TypeError('Failed to fetch'));
    const error = await failureOf(dataset.shard('train', 0));
    expect(error.reason).toBe('network');
    expect(error.message).toMatch(/Failed to fetch.*Check the connection/);
    expect((await dataset.shard('train', 0)).count).toBe(20);
  });

  it('that falls silent in the middle of a shard is given up, and the next try may succeed', async () => {
    const dataset = await openDataset(browserSource(BASE));
    answer = () => new Response(stalled(TRAIN[0]!.packed.slice(0, 20)));
    vi.useFakeTimers();
    const failure = failureOf(dataset.prefetch('train', 20));
    await vi.advanceTimersByTimeAsync(SILENCE);
    vi.useRealTimers();
    expect(await failure).toMatchObject({ file: FIRST.file, reason: 'stalled' });
    expect(cache.entries.size).toBe(0);
    answer = () => undefined;
    expect((await dataset.shard('train', 0)).count).toBe(20);
  });

  it('that does not answer when asked for the manifest is given up', async () => {
    vi.useFakeTimers();
    fetched.mockReturnValueOnce(new Promise(() => {}));
    const failure = failureOf(openDataset(browserSource(BASE)));
    await vi.advanceTimersByTimeAsync(SILENCE);
    vi.useRealTimers();
    expect(await failure).toMatchObject({ file: 'manifest.json', reason: 'stalled' });
  });

  it('that has decompressed the shard already is understood', async () => {
    files.set(FIRST.file, TRAIN[0]!.raw);
    const dataset = await openDataset(browserSource(BASE));
    expect((await dataset.shard('train', 0)).pixels).toEqual(TRAIN[0]!.raw.subarray(20));
  });

  it.each([20, 149, 150])(
    'is hung up on after %i bytes when nobody waits any more',
    async (sent) => {
      const [drained, stopped] = [vi.fn(), vi.fn()];
      const dataset = await openDataset(browserSource(BASE));
      answer = () =>
        new Response(
          new ReadableStream({
            start: (c) => c.enqueue(TRAIN[0]!.packed.slice(0, sent)),
            // Called once nothing is queued: what was sent has been read.
            pull: drained,
            cancel: stopped,
          }),
        );
      const controller = new AbortController();
      const left = failureOf(dataset.shard('train', 0, { signal: controller.signal }));
      await vi.waitFor(() => expect(drained).toHaveBeenCalled());
      controller.abort();
      expect((await left).reason).toBe('aborted');
      await vi.waitFor(() => expect(stopped).toHaveBeenCalled());
      expect(cache.entries.size).toBe(0);
    },
  );
});

describe('a manifest on a web server', () => {
  it('that is not there is a missing file', async () => {
    files.delete('manifest.json');
    const error = await failureOf(openDataset(browserSource(BASE)));
    expect(error).toMatchObject({ file: 'manifest.json', reason: 'missing' });
  });

  it.each([
    ['said to be one', page],
    ['not said to be one', () => new Response(' <html></html>')],
  ])('answered by a page, %s, is a missing file', async (_, response) => {
    answer = response;
    expect((await failureOf(openDataset(browserSource(BASE)))).reason).toBe('missing');
  });

  it('that is not JSON is unusable', async () => {
    files.set('manifest.json', ascii('{"format": '));
    await expect(openDataset(browserSource(BASE))).rejects.toThrow(ManifestError);
  });

  it('need not be waited for', async () => {
    const opening = openDataset(browserSource(BASE), { signal: AbortSignal.abort() });
    expect((await failureOf(opening)).reason).toBe('aborted');
  });
});
