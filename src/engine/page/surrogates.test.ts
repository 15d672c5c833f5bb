import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ENSEMBLE_FOLDER } from '../../../scripts/paths';
import { decodeEnsemble } from '../../ensemble/ensemble-file';
import { SHIPPED_FILES, SURROGATE } from '../../ensemble/shipped-files';
import type { RemoteEngine } from './client';
import { EngineUnavailableError } from './engine-unavailable';
import { type SessionState, type SessionStore, sessionStore } from './session-state';
import { ShippedDownloads } from './shipped-downloads';
import { Surrogates } from './surrogates';

const FILE = SHIPPED_FILES[SURROGATE];
const fileBytes = (file: string = FILE.file) =>
  new Uint8Array(readFileSync(join(ENSEMBLE_FOLDER, file)));

/** In pieces, as a network brings it. */
const inPieces = (bytes: Uint8Array) =>
  new Response(
    new ReadableStream({
      start(controller) {
        const half = bytes.length >> 1;
        controller.enqueue(bytes.subarray(0, half));
        controller.enqueue(bytes.subarray(half));
        controller.close();
      },
    }),
  );
const fetched = vi.fn<(url: URL, init: RequestInit) => Promise<Response>>();

function startEngine() {
  const onDevice = new Map<string, { members: number }>();
  const engine = {
    readEnsemble: async (bytes: Uint8Array) => decodeEnsemble(bytes, 784, 10),
    putEnsemble: async (id: string, weights: { members: number }) => void onDevice.set(id, weights),
  } as unknown as RemoteEngine;
  return { engine, onDevice };
}

let store: SessionStore;
let surrogates: Surrogates;

beforeEach(() => {
  fetched
    .mockReset()
    .mockImplementation(async (url) => inPieces(fileBytes(url.pathname.split('/').at(-1)!)));
  vi.stubGlobal('fetch', fetched);
  store = sessionStore('auto');
  surrogates = new Surrogates(store, new ShippedDownloads('https://example.org/ensembles/'));
});

afterEach(() => vi.unstubAllGlobals());

describe('a surrogate', () => {
  it('is fetched when it is wanted, put on the device, and no ensemble of the list', async () => {
    expect(fetched).not.toHaveBeenCalled();
    const told: SessionState['surrogate'][] = [];
    store.subscribe((state) => told.push(state.surrogate));
    const { engine, onDevice } = startEngine();
    await surrogates.bringTo(engine);
    expect(onDevice.get(SURROGATE)).toMatchObject({ members: 3 });
    expect(store.getState().ensembles).toEqual([]);
    const wanted = FILE.bytes;
    expect(told).toEqual([
      { loaded: 0, wanted },
      { loaded: wanted >> 1, wanted },
      { loaded: wanted, wanted },
      null,
    ]);
  });

  it('is fetched once, whoever asks meanwhile and whatever engine asks later', async () => {
    const [first, next] = [startEngine(), startEngine()];
    await Promise.all([surrogates.bringTo(first.engine), surrogates.bringTo(first.engine)]);
    await surrogates.bringTo(first.engine);
    await surrogates.bringTo(next.engine);
    expect(fetched).toHaveBeenCalledTimes(1);
    expect(next.onDevice.has(SURROGATE)).toBe(true);
  });

  it('that is not what it should be is not used; asked for again, it is fetched past the cache', async () => {
    const bad = fileBytes();
    bad[bad.length - 3]! ^= 1;
    fetched.mockImplementationOnce(async () => inPieces(bad));
    const { engine, onDevice } = startEngine();
    await expect(surrogates.bringTo(engine)).rejects.toThrow(
      'surrogate.safetensors is not the file it should be (its checksum differs)',
    );
    expect(onDevice.size).toBe(0);
    expect(store.getState().surrogate).toBeNull();
    await surrogates.bringTo(engine);
    expect(onDevice.has(SURROGATE)).toBe(true);
    expect(fetched.mock.lastCall![1].cache).toBe('reload');
  });

  it('comes beside another, each in its own time, and how far they are is told of both', async () => {
    const wanted = FILE.bytes + SHIPPED_FILES['surrogate-diverse'].bytes;
    const told: SessionState['surrogate'][] = [];
    store.subscribe((state) => told.push(state.surrogate));
    const { engine, onDevice } = startEngine();
    await surrogates.bringTo(engine, [SURROGATE, 'surrogate-diverse']);
    expect([...onDevice.keys()].toSorted()).toEqual([SURROGATE, 'surrogate-diverse']);
    expect(told[1]).toEqual({ loaded: 0, wanted });
    expect(told.at(-1)).toBeNull();
    await surrogates.bringTo(engine, [SURROGATE, 'surrogate-plain']);
    expect(fetched).toHaveBeenCalledTimes(3);
  });

  it('is given to the next engine where one has ended before it had it', async () => {
    const gone = { readEnsemble: () => Promise.reject(new EngineUnavailableError()) };
    await expect(surrogates.bringTo(gone as unknown as RemoteEngine)).rejects.toThrow(
      EngineUnavailableError,
    );
    const { engine, onDevice } = startEngine();
    await surrogates.bringTo(engine);
    expect(onDevice.has(SURROGATE)).toBe(true);
    expect(fetched).toHaveBeenCalledTimes(1);
  });
});
