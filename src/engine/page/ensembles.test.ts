/** The ensembles at hand, with an engine that takes of them what the test tells it to. */
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { SHIPPED } from '../../ensemble/shipped';
import type { Snapshot } from '../../training/snapshot';
import { type Change, DEFAULT_SETTINGS, type Evaluation, LIVE } from '../protocol';
import type { RemoteEngine } from './client';
import { EngineUnavailableError } from './engine-unavailable';
import { Ensembles } from './ensembles';
import type { Library } from './library';
import type { EnsembleRecord } from './records';
import { statusAt } from './run-view';
import { type SessionStore, sessionStore } from './session-state';

const record = (id: string, origin: EnsembleRecord['origin']) =>
  ({
    id,
    name: id,
    origin,
    weights: { members: 2, hidden: [8], parameters: [] },
  }) as unknown as EnsembleRecord;
const shipped = SHIPPED.map((id) => record(id, 'shipped'));

const notify = vi.fn();
const library = { putEnsemble: vi.fn(async () => {}) };
const putEnsemble = vi.fn<(id: string) => Promise<void>>();
const engine = { putEnsemble } as unknown as RemoteEngine;
let store: SessionStore;
let ensembles: Ensembles;
const shown = () => store.getState().ensembles.map(({ id }) => id);

beforeEach(() => {
  vi.clearAllMocks();
  putEnsemble.mockImplementation(async () => {});
  store = sessionStore('auto');
  store.setState({ ensembles: [...shipped, record('own', 'trained')] });
  ensembles = new Ensembles(store, library as unknown as Library, 'https://example.org/', notify);
});

describe('an ensemble that the engine does not take', () => {
  it('is left out and named, costs no other, and is given to the next engine', async () => {
    putEnsemble.mockImplementation(async (id) => {
      if (id === 'own') throw new Error('The values do not fit the shape.');
    });
    await ensembles.load(engine);
    expect(shown()).toEqual(SHIPPED);
    expect(notify.mock.calls).toEqual([['problem', expect.stringContaining('“own”')]]);
    putEnsemble.mockImplementation(async () => {});
    await ensembles.load(engine);
    expect(shown()).toEqual([...SHIPPED, 'own']);
  });

  it('is not left out where the engine has only ended', async () => {
    putEnsemble.mockRejectedValue(new EngineUnavailableError());
    await expect(ensembles.load(engine)).rejects.toThrow(EngineUnavailableError);
    expect(shown()).toEqual([...SHIPPED, 'own']);
    expect(notify).not.toHaveBeenCalled();
  });
});

describe('an ensemble whose run has ended', () => {
  it('is kept also where the engine ends before it has taken it', async () => {
    putEnsemble.mockRejectedValue(new EngineUnavailableError());
    await add();
    expect(library.putEnsemble).toHaveBeenCalledWith(expect.objectContaining({ id: 'new' }));
  });

  it('is laid under attack only where its run was, so that no figure above the Lab grows', async () => {
    await add();
    expect(shown()).toContain('new');
    expect(store.getState().selected).toBe(SHIPPED[0]);
    store.setState({ selected: LIVE });
    await add();
    expect(store.getState().selected).toBe('new');
  });

  it.each<[string, Change[]]>([
    ['3 × 64, gdr λ = 3', []],
    ['3 × 64, gdr λ = 8', [{ step: 0, setting: 'lambda', value: 8 }]],
    [
      '3 × 64, gdr λ = 3 → 8',
      [
        { step: 5, setting: 'lambda', value: 5 },
        { step: 6, setting: 'lambda', value: 8 },
      ],
    ],
    ['3 × 64, gdr λ = 3 → no penalty', [{ step: 5, setting: 'penalty', value: 'none' }]],
    ['3 × 64, gdr λ = 3 → gal λ = 3', [{ step: 5, setting: 'penalty', value: 'gal' }]],
    ['3 × 64, gdr λ = 3', [{ step: 5, setting: 'epochs', value: 8 }]],
  ])(
    'is named by what it was trained with from the first step to the last: %s',
    async (name, changes) => {
      await add(changes);
      expect(store.getState().ensembles.at(-1)?.name).toBe(name);
    },
  );

  function add(changes: readonly Change[] = []) {
    const run = { id: 'new', samples: [], status: statusAt(DEFAULT_SETTINGS, changes, 9) };
    const snapshot = { initial: DEFAULT_SETTINGS, changes, step: 9 } as unknown as Snapshot;
    return ensembles.add(engine, run, 'wasm', snapshot, {} as Evaluation);
  }
});
