import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ENSEMBLE_FOLDER } from '../../../scripts/paths';
import { decodeEnsemble } from '../../ensemble/ensemble-file';
import { SHIPPED_FILES } from '../../ensemble/shipped-files';
import { SHIPPED_NAMES } from '../../ensemble/shipped-names';
import type { RemoteEngine } from './client';
import { EngineUnavailableError } from './engine-unavailable';
import { type Fetching, type SessionStore, sessionStore } from './session-state';
import { ShippedDownloads } from './shipped-downloads';
import { ShippedOnChoice } from './shipped-on-choice';

const ID = 'gdr-spread';
const FILE = SHIPPED_FILES[ID];
const fileBytes = (id: keyof typeof SHIPPED_FILES = ID) =>
  new Uint8Array(readFileSync(join(ENSEMBLE_FOLDER, SHIPPED_FILES[id].file)));
const fetched = vi.fn<(url: URL, init: RequestInit) => Promise<Response>>();
const rate = vi.fn();

function startEngine() {
  const onDevice = new Map<string, object>();
  const engine = {
    readEnsemble: async (bytes: Uint8Array) => decodeEnsemble(bytes, 784, 10),
    putEnsemble: async (id: string, weights: object) => void onDevice.set(id, weights),
  } as unknown as RemoteEngine;
  return { engine, onDevice };
}

let store: SessionStore;
let present: ReturnType<typeof startEngine>;
let onChoice: ShippedOnChoice;
const ids = () => store.getState().ensembles.map(({ id }) => id);
const fetching = () => store.getState().fetching;
const plain = { id: 'plain', origin: 'shipped' } as never;
/** As the session does when a reader chooses one to attack. */
const choose = (id: string) => {
  store.setState({ chosen: id });
  onChoice.want(id);
};

beforeEach(() => {
  rate.mockReset();
  fetched.mockReset().mockImplementation(async () => new Response(fileBytes()));
  vi.stubGlobal('fetch', fetched);
  store = sessionStore('auto');
  present = startEngine();
  const downloads = new ShippedDownloads('https://example.org/ensembles/');
  onChoice = new ShippedOnChoice(store, downloads, () => present.engine, rate);
});

afterEach(() => vi.unstubAllGlobals());

describe('a shipped ensemble that comes when it is chosen', () => {
  it('is fetched then and not before, told in bytes, put on the device, shown and rated', async () => {
    store.setState({ phase: 'ready', ensembles: [plain] });
    expect(fetched).not.toHaveBeenCalled();
    const told: (Fetching | undefined)[] = [];
    store.subscribe((state) => told.push(state.fetching[ID]));
    onChoice.want(ID);
    await vi.waitFor(() => expect(ids()).toEqual(['plain', ID]));
    expect(fetched.mock.lastCall![0].href).toContain('/ensembles/gdr-spread.safetensors?sha256=');
    const wanted = FILE.bytes;
    expect(told).toContainEqual({ loaded: 0, wanted, failure: null });
    expect(told).toContainEqual({ loaded: wanted, wanted, failure: null });
    expect(fetching()).toEqual({});
    expect(present.onDevice.has(ID)).toBe(true);
    expect(store.getState().ensembles[1]).toMatchObject({
      name: SHIPPED_NAMES[ID],
      origin: 'shipped',
      evaluation: null,
    });
    expect(rate).toHaveBeenCalledWith(present.engine);
    // Wanted to look at, not to attack.
    expect(store.getState().selected).toBe('plain');
  });

  it('is laid under attack once it is here, where it is still the one that was chosen', async () => {
    store.setState({ phase: 'ready', ensembles: [plain] });
    choose(ID);
    expect(store.getState().selected).toBe('plain');
    await vi.waitFor(() => expect(store.getState().selected).toBe(ID));

    fetched.mockImplementation(async () => new Response(fileBytes('cosine')));
    choose('cosine');
    store.setState({ selected: 'plain', chosen: 'plain' });
    await vi.waitFor(() => expect(ids()).toContain('cosine'));
    expect(store.getState().selected).toBe('plain');
  });

  it('is fetched for a link as soon as there is an engine; another stands in for it', async () => {
    store.setState({ selected: ID, chosen: ID });
    expect(fetched).not.toHaveBeenCalled();
    store.setState({ phase: 'ready', ensembles: [plain] });
    expect(store.getState().selected).toBe('plain');
    await vi.waitFor(() => expect(store.getState().selected).toBe(ID));
  });

  it('is fetched once, however often it is asked for', async () => {
    store.setState({ phase: 'ready' });
    onChoice.want(ID);
    onChoice.want(ID);
    choose(ID);
    await vi.waitFor(() => expect(ids()).toEqual([ID]));
    onChoice.want(ID);
    expect(fetched).toHaveBeenCalledTimes(1);
    expect(fetching()).toEqual({});
  });

  it('that is not what it should be is not used; asked for again, it is fetched past the cache', async () => {
    const bad = fileBytes();
    bad[bad.length - 3]! ^= 1;
    fetched.mockImplementationOnce(async () => new Response(bad));
    store.setState({ phase: 'ready', ensembles: [plain] });
    choose(ID);
    await vi.waitFor(() => expect(fetching()[ID]?.failure).toContain('its checksum differs'));
    expect(ids()).toEqual(['plain']);
    expect(present.onDevice.size).toBe(0);
    // Not by itself: the reader asks.
    store.setState({ ensembles: [plain] });
    expect(fetched).toHaveBeenCalledTimes(1);
    onChoice.want(ID);
    await vi.waitFor(() => expect(ids()).toEqual(['plain', ID]));
    expect(fetched.mock.lastCall![1].cache).toBe('reload');
  });

  it('is given to the next engine where one has ended before it had it', async () => {
    const gone = startEngine();
    gone.engine.readEnsemble = (() => {
      store.setState({ phase: 'starting' });
      present = startEngine();
      return Promise.reject(new EngineUnavailableError());
    }) as never;
    present = gone;
    store.setState({ phase: 'ready' });
    onChoice.want(ID);
    await vi.waitFor(() => expect(present).not.toBe(gone));
    await vi.waitFor(() => expect(fetching()).toEqual({}));
    expect(ids()).toEqual([]);
    store.setState({ phase: 'ready' });
    await vi.waitFor(() => expect(ids()).toEqual([ID]));
    expect(present.onDevice.has(ID)).toBe(true);
    expect(fetched).toHaveBeenCalledTimes(1);
  });

  it('is none of those that come at the start, nor the reader’s own', () => {
    store.setState({ phase: 'ready' });
    onChoice.want('plain');
    onChoice.want('b5a7e3c4-own');
    expect(fetched).not.toHaveBeenCalled();
  });
});
