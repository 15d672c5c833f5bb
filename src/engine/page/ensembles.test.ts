/** The ensembles at hand, with an engine that takes of them what the test tells it to. */
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { EnsembleFile } from '../../ensemble/ensemble-file';
import { AT_START } from '../../ensemble/shipped';
import type { Snapshot } from '../../training/snapshot';
import { type Change, DEFAULT_SETTINGS, type Evaluation, LIVE } from '../protocol';
import type { RemoteEngine } from './client';
import { EngineUnavailableError } from './engine-unavailable';
import { Ensembles } from './ensembles';
import type { Library } from './library';
import { type EnsembleRecord, LONGEST_NAME } from './records';
import { statusAt } from './run-view';
import { type SessionStore, sessionStore } from './session-state';
import { ShippedDownloads } from './shipped-downloads';

const record = (id: string, origin: EnsembleRecord['origin']) =>
  ({
    id,
    name: id,
    origin,
    weights: { members: 2, hidden: [8], parameters: [] },
  }) as unknown as EnsembleRecord;
const shipped = AT_START.map((id) => record(id, 'shipped'));

const notify = vi.fn();
const library = {
  putEnsemble: vi.fn(async () => {}),
  removeEnsemble: vi.fn(async () => {}),
  ensemble: vi.fn<(id: string) => Promise<EnsembleRecord | null | undefined>>(),
};
const putEnsemble = vi.fn<(id: string) => Promise<void>>();
const dropEnsemble = vi.fn(async () => {});
const readEnsemble = vi.fn<() => Promise<EnsembleFile>>();
const engine = { putEnsemble, dropEnsemble, readEnsemble } as unknown as RemoteEngine;
let store: SessionStore;
let ensembles: Ensembles;
const shown = () => store.getState().ensembles.map(({ id }) => id);

beforeEach(() => {
  vi.clearAllMocks();
  putEnsemble.mockImplementation(async () => {});
  store = sessionStore('auto');
  store.setState({ ensembles: [...shipped, record('own', 'trained')] });
  ensembles = new Ensembles(
    store,
    library as unknown as Library,
    new ShippedDownloads('https://example.org/'),
    notify,
  );
});

describe('an ensemble that the engine does not take', () => {
  it('is left out and named, costs no other, and is given to the next engine', async () => {
    putEnsemble.mockImplementation(async (id) => {
      if (id === 'own') throw new Error('The values do not fit the shape.');
    });
    await ensembles.load(engine);
    expect(shown()).toEqual(AT_START);
    expect(notify.mock.calls).toEqual([['problem', expect.stringContaining('“own”')]]);
    putEnsemble.mockImplementation(async () => {});
    await ensembles.load(engine);
    expect(shown()).toEqual([...AT_START, 'own']);
  });

  it('is not left out where the engine has only ended', async () => {
    putEnsemble.mockRejectedValue(new EngineUnavailableError());
    await expect(ensembles.load(engine)).rejects.toThrow(EngineUnavailableError);
    expect(shown()).toEqual([...AT_START, 'own']);
    expect(notify).not.toHaveBeenCalled();
  });
});

describe('rating', () => {
  const evaluate = vi.fn<(id: string) => Promise<Evaluation>>();
  const rating = { evaluate } as unknown as RemoteEngine;
  const rated = { attacked: 9 } as Evaluation;

  beforeEach(() => {
    evaluate.mockReset().mockResolvedValue(rated);
    store.setState({
      ensembles: ['first', 'second', 'third'].map((id) => ({
        ...record(id, 'trained'),
        evaluation: null,
      })),
    });
  });

  it('looks at each ensemble as it is when its turn comes', async () => {
    evaluate.mockImplementationOnce(async () => {
      const [first, second, third] = store.getState().ensembles;
      store.setState({ ensembles: [first!, { ...third!, evaluation: rated }] });
      expect(second!.id).toBe('second');
      return rated;
    });
    await ensembles.rate(rating, () => true);
    expect(evaluate.mock.calls).toEqual([['first']]);
    expect(notify).not.toHaveBeenCalled();
  });

  it('names the ensemble that cannot be rated, and goes on with the others', async () => {
    evaluate.mockRejectedValueOnce(new Error('The loss is no number.'));
    await ensembles.rate(rating, () => true);
    expect(evaluate).toHaveBeenCalledTimes(3);
    expect(notify.mock.calls).toEqual([
      ['problem', 'The ensemble “first” could not be rated: The loss is no number.'],
    ]);
  });

  it('says nothing of an engine that has ended: the next one rates them', async () => {
    evaluate.mockRejectedValueOnce(new EngineUnavailableError());
    await ensembles.rate(rating, () => true);
    expect(evaluate).toHaveBeenCalledOnce();
    expect(notify).not.toHaveBeenCalled();
  });
});

describe('the name of an ensemble', () => {
  it('is what the reader gives it, here and on later visits', async () => {
    await ensembles.rename('own', '  Mine ');
    expect(store.getState().ensembles.at(-1)!.name).toBe('Mine');
    expect(library.putEnsemble).toHaveBeenCalledWith(expect.objectContaining({ name: 'Mine' }));
    await ensembles.rename('own', 'x'.repeat(1000));
    expect(store.getState().ensembles.at(-1)!.name).toHaveLength(LONGEST_NAME);
  });

  it('stays where the new one says nothing', async () => {
    await expect(ensembles.rename('own', '  ')).rejects.toThrow('at least one');
    expect(store.getState().ensembles.at(-1)!.name).toBe('own');
  });
});

describe('an ensemble that is removed', () => {
  it('is gone from the page at once, however long the storage takes', async () => {
    library.removeEnsemble.mockReturnValueOnce(new Promise(() => {}));
    void ensembles.remove(engine, 'own');
    await vi.waitFor(() => expect(shown()).toEqual(AT_START));
    expect(dropEnsemble).toHaveBeenCalledWith('own');
  });

  it('can be put back, where it stood, on the device, and in what is kept', async () => {
    const later = { ...record('later', 'loaded'), trainedAt: null };
    const own = { ...record('own', 'trained'), trainedAt: '2026-01-01' };
    store.setState({ ensembles: [...shipped, own, later], selected: 'own' });
    await ensembles.remove(engine, 'own');
    expect(shown()).toEqual([...AT_START, 'later']);
    expect(store.getState().selected).toBe(AT_START[0]);
    expect(library.removeEnsemble).toHaveBeenCalledWith('own');
    await ensembles.putBack(engine, 'own');
    expect(shown()).toEqual([...AT_START, 'own', 'later']);
    expect(store.getState().removed).toEqual([]);
    expect(putEnsemble).toHaveBeenCalledWith('own', expect.anything());
    expect(library.putEnsemble).toHaveBeenCalledWith(own);
    await ensembles.putBack(engine, 'own');
    expect(shown()).toEqual([...AT_START, 'own', 'later']);
  });
});

describe('a file', () => {
  const weights = (last: number) => ({
    members: 2,
    hidden: [8],
    parameters: [new Float32Array([1, 2, last])],
  });
  const file = new File(['…'], 'one.safetensors');

  it('of an ensemble that is here already counts once', async () => {
    readEnsemble.mockImplementation(async () => ({ ...weights(3), metadata: {} }));
    expect(await ensembles.read(engine, file)).toBeNull();
    const first = store.getState().selected;
    store.setState({ selected: 'own' });
    expect(await ensembles.read(engine, file)).toBe('one');
    expect(store.getState().selected).toBe(first);
    expect(shown()).toHaveLength(AT_START.length + 2);

    await ensembles.remove(engine, first);
    expect(await ensembles.read(engine, file)).toBe('one');
    expect(shown()).toContain(first);

    readEnsemble.mockImplementation(async () => ({ ...weights(4), metadata: {} }));
    expect(await ensembles.read(engine, file)).toBeNull();
    expect(shown()).toHaveLength(AT_START.length + 3);
  });

  it('of one that came with the page is the reader’s copy, which no newer version replaces', async () => {
    const came = { ...record(AT_START[0], 'shipped'), weights: weights(3) };
    store.setState({ ensembles: [came] });
    readEnsemble.mockImplementation(async () => ({ ...weights(3), metadata: {} }));
    expect(await ensembles.read(engine, file)).toBeNull();
    expect(shown()).toHaveLength(2);
  });
});

describe('what another tab', () => {
  const other = record('other', 'trained');

  it('has kept is shown and given to the engine', async () => {
    library.ensemble.mockResolvedValue(other);
    await ensembles.followOtherTab(engine, 'other');
    expect(shown()).toEqual([...AT_START, 'own', 'other']);
    expect(putEnsemble).toHaveBeenCalledWith('other', other.weights);
    expect(store.getState().selected).toBe(AT_START[0]);
  });

  it('has kept is shown also where the engine has ended, and not where an engine does not take it', async () => {
    library.ensemble.mockResolvedValue(other);
    putEnsemble.mockRejectedValueOnce(new Error('The values do not fit the shape.'));
    await ensembles.followOtherTab(engine, 'other');
    expect(shown()).toEqual([...AT_START, 'own']);
    putEnsemble.mockRejectedValueOnce(new EngineUnavailableError());
    await ensembles.followOtherTab(engine, 'other');
    expect(shown()).toContain('other');
  });

  it('has renamed bears its new name, and the rating that it has here', async () => {
    const rating = {} as Evaluation;
    const own = { ...record('own', 'trained'), evaluation: rating };
    store.setState({ ensembles: [...shipped, own] });
    library.ensemble.mockResolvedValue({ ...own, name: 'Renamed', evaluation: null });
    await ensembles.followOtherTab(engine, 'own');
    expect(store.getState().ensembles.at(-1)).toEqual({ ...own, name: 'Renamed' });
    expect(putEnsemble).not.toHaveBeenCalled();
  });

  it('has removed is gone here too, and named; what cannot be looked up stays', async () => {
    store.setState({ selected: 'own' });
    library.ensemble.mockResolvedValue(undefined);
    await ensembles.followOtherTab(engine, 'own');
    expect(shown()).toContain('own');
    library.ensemble.mockResolvedValue(null);
    await ensembles.followOtherTab(engine, 'own');
    expect(shown()).toEqual(AT_START);
    expect(store.getState().selected).toBe(AT_START[0]);
    expect(dropEnsemble).toHaveBeenCalledWith('own');
    expect(notify.mock.calls).toEqual([['info', expect.stringContaining('“own”')]]);
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
    expect(store.getState().selected).toBe(AT_START[0]);
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
      const ended = store.getState().ensembles.find(({ id }) => id === 'new');
      expect(ended?.name).toBe(name);
    },
  );

  function add(changes: readonly Change[] = []) {
    const run = { id: 'new', samples: [], status: statusAt(DEFAULT_SETTINGS, changes, 9) };
    const snapshot = { initial: DEFAULT_SETTINGS, changes, step: 9 } as unknown as Snapshot;
    return ensembles.add(engine, run, 'wasm', snapshot, {} as Evaluation);
  }
});
