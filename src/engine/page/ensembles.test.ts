/** The ensembles at hand, with an engine that takes of them what the test tells it to. */
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { SHIPPED } from '../../ensemble/shipped';
import type { Snapshot } from '../../training/snapshot';
import { DEFAULT_SETTINGS, type Evaluation } from '../protocol';
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
const library = { putEnsemble: vi.fn(async () => {}), removeEnsemble: vi.fn(async () => {}) };
const putEnsemble = vi.fn<(id: string) => Promise<void>>();
const dropEnsemble = vi.fn(async () => {});
const engine = { putEnsemble, dropEnsemble } as unknown as RemoteEngine;
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

describe('an ensemble that is removed', () => {
  it('is gone from the page at once, however long the storage takes', async () => {
    library.removeEnsemble.mockReturnValueOnce(new Promise(() => {}));
    void ensembles.remove(engine, 'own');
    await vi.waitFor(() => expect(shown()).toEqual(SHIPPED));
    expect(dropEnsemble).toHaveBeenCalledWith('own');
  });
});

describe('an ensemble whose run has ended', () => {
  it('is kept also where the engine ends before it has taken it', async () => {
    putEnsemble.mockRejectedValue(new EngineUnavailableError());
    const run = { id: 'new', samples: [], status: statusAt(DEFAULT_SETTINGS, [], 9) };
    const snapshot = { initial: DEFAULT_SETTINGS, changes: [], step: 9 } as unknown as Snapshot;
    await ensembles.add(engine, run, 'wasm', snapshot, {} as Evaluation);
    expect(library.putEnsemble).toHaveBeenCalledWith(expect.objectContaining({ id: 'new' }));
    expect(store.getState().selected).toBe('new');
  });
});
