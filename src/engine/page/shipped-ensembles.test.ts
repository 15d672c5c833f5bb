import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ENSEMBLE_FOLDER } from '../../../scripts/paths';
import { SILENCE } from '../../data/download';
import { decodeEnsemble } from '../../ensemble/ensemble-file';
import { AT_START } from '../../ensemble/shipped';
import { SHIPPED_FILES } from '../../ensemble/shipped-files';
import { LIVE } from '../protocol';
import type { RemoteEngine } from './client';
import { Ensembles } from './ensembles';
import type { Library } from './library';
import { type SessionState, type SessionStore, sessionStore } from './session-state';
import { ShippedDownloads } from './shipped-downloads';

const onDevice = new Map<string, object>();
const engine = {
  readEnsemble: async (bytes: Uint8Array) => decodeEnsemble(bytes, 784, 10),
  putEnsemble: async (id: string, weights: object) => void onDevice.set(id, weights),
} as unknown as RemoteEngine;

/** What the server answers, by file; its own file where nothing else is said. */
const answers = new Map<string, () => Response | Promise<Response>>();
const shippedBytes = (file: string) => readFileSync(join(ENSEMBLE_FOLDER, file));
const fetched = vi.fn(async (url: URL, _init: RequestInit): Promise<Response> => {
  const file = url.pathname.split('/').at(-1)!;
  return (await answers.get(file)?.()) ?? new Response(shippedBytes(file));
});

let store: SessionStore;
let downloads: ShippedDownloads;
let ensembles: Ensembles;
const ids = () => store.getState().ensembles.map(({ id }) => id);
const failure = () => store.getState().shippedFailure;

beforeEach(() => {
  onDevice.clear();
  answers.clear();
  fetched.mockClear();
  vi.stubGlobal('fetch', fetched);
  store = sessionStore('auto');
  downloads = new ShippedDownloads('https://example.org/ensembles/');
  ensembles = new Ensembles(store, {} as Library, downloads, () => {});
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** As an engine that starts is given them. */
async function load(on = engine): Promise<void> {
  await ensembles.load(on);
  await ensembles.fetchShipped(on);
}

/** The file with one byte of its weights changed. */
function altered(file: string): Response {
  const bytes = new Uint8Array(shippedBytes(file));
  bytes[bytes.length - 3]! ^= 1;
  return new Response(bytes);
}

describe('the shipped ensembles', () => {
  it('are fetched, put on the device and shown', async () => {
    await load();
    expect(ids()).toEqual(AT_START);
    expect([...onDevice.keys()].toSorted()).toEqual(AT_START.toSorted());
    expect(failure()).toBeNull();
  });

  it('tell how many bytes of all have come, until they are here', async () => {
    const told: (SessionState['shippedDownload'] | null)[] = [];
    store.subscribe(({ shippedDownload }) => told.push(shippedDownload));
    await load();
    const wanted = AT_START.reduce((sum, id) => sum + SHIPPED_FILES[id].bytes, 0);
    expect(told).toContainEqual({ loaded: wanted, wanted });
    expect(store.getState().shippedDownload).toBeNull();
  });

  it('are fetched once, though the page has begun to before there is an engine', async () => {
    const begun = downloads.prefetch();
    await load();
    await begun;
    expect(fetched).toHaveBeenCalledTimes(AT_START.length);
    expect(ids()).toEqual(AT_START);
  });

  it('are not fetched again for an engine that starts anew', async () => {
    await load();
    onDevice.clear();
    await load();
    expect(fetched).toHaveBeenCalledTimes(AT_START.length);
    expect([...onDevice.keys()]).toEqual(AT_START);
  });

  it('are not used when they are not what they should be', async () => {
    answers.set('plain.safetensors', () => altered('plain.safetensors'));
    await load();
    expect(ids()).toEqual(['diverse']);
    expect(onDevice.has('plain')).toBe(false);
    expect(failure()).toBe(
      'The data file plain.safetensors is not the file it should be (its checksum differs). ' +
        'Nothing of it was used. Try again; if that does not help, reload the page.',
    );
  });

  it('that did not come are fetched when they are asked for again, past the cache', async () => {
    answers.set('plain.safetensors', () => altered('plain.safetensors'));
    await load();
    expect(store.getState().selected).toBe('diverse');
    answers.clear();
    await ensembles.fetchShipped(engine);
    expect(failure()).toBeNull();
    expect(ids()).toEqual(AT_START);
    expect(onDevice.has('plain')).toBe(true);
    // The other one only stood in for it.
    expect(store.getState().selected).toBe('plain');
    const [url, init] = fetched.mock.lastCall!;
    expect(url.pathname).toBe('/ensembles/plain.safetensors');
    expect(init.cache).toBe('reload');
    expect(fetched).toHaveBeenCalledTimes(AT_START.length + 1);
  });

  it('that come late leave a reader’s choice alone', async () => {
    answers.set('plain.safetensors', () => altered('plain.safetensors'));
    await load();
    store.setState({ selected: 'diverse', chosen: 'diverse' });
    answers.clear();
    await ensembles.fetchShipped(engine);
    expect(ids()).toEqual(AT_START);
    expect(store.getState().selected).toBe('diverse');
  });

  it('are laid under attack once they have come, where there was nothing to attack', async () => {
    for (const id of AT_START) {
      answers.set(`${id}.safetensors`, () => new Response('', { status: 503 }));
    }
    await load();
    expect(failure()).toContain('the server answered 503');
    expect(store.getState().selected).toBe(LIVE);
    answers.clear();
    await ensembles.fetchShipped(engine);
    expect(store.getState().selected).toBe(AT_START[0]);
  });

  it('that a silent server keeps back are waited for 15 seconds', async () => {
    vi.useFakeTimers();
    answers.set('diverse.safetensors', () => new Promise(() => {}));
    const loading = load();
    await vi.advanceTimersByTimeAsync(SILENCE);
    await loading;
    expect(ids()).toEqual(['plain']);
    expect(failure()).toMatch(/diverse\.safetensors has stopped arriving .* try again/);
  });

  it('are left alone once nobody waits for them, and nothing is said', async () => {
    const closing = new AbortController();
    answers.set('plain.safetensors', () => new Promise(() => {}));
    const fetching = ensembles.fetchShipped(engine, closing.signal);
    closing.abort();
    await fetching;
    expect(ids()).toEqual([]);
    expect(failure()).toBeNull();
  });

  it('that an earlier engine has fetched are not shown while the next is given what there is', async () => {
    const earlier = ensembles.fetchShipped(engine);
    const given = ensembles.load(engine);
    await Promise.all([earlier, given]);
    expect(ids()).toEqual([]);
    await ensembles.fetchShipped(engine);
    expect(ids()).toEqual(AT_START);
  });

  it('that were asked for by an engine which is gone do not count as missing', async () => {
    const failures: (() => void)[] = [];
    const gone = {
      ...engine,
      readEnsemble: () =>
        new Promise((_, reject) => {
          failures.push(() => reject(new Error('The worker has ended.')));
        }),
    } as unknown as RemoteEngine;
    const earlier = load(gone);
    await vi.waitFor(() => expect(failures).toHaveLength(AT_START.length));
    await load();
    for (const fail of failures) fail();
    await earlier;
    expect(failure()).toBeNull();
    expect(ids()).toEqual(AT_START);
  });
});
