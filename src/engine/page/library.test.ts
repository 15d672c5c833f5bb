/** What the page keeps, in databases that are sound, denied, slow, full or used by other tabs. */
import { IDBFactory } from 'fake-indexeddb';
import 'fake-indexeddb/auto';
import { deleteDB, openDB } from 'idb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Snapshot } from '../../training/snapshot';
import { DEFAULT_SETTINGS } from '../protocol';
import { TestBrowser } from '../test-locks';
import { Library } from './library';
import type { EnsembleRecord, UnfinishedRun } from './records';

const NAME = 'gradient-diversity';
const VALUES = [new Float32Array(4)];
const snapshot: Snapshot = {
  initial: DEFAULT_SETTINGS,
  changes: [{ step: 3, setting: 'lambda', value: 5 }],
  step: 40,
  parameters: VALUES,
  adam: { mean: VALUES, square: VALUES },
};
const rates = { same: 0, all: 0, ensemble: Number.NaN };
const evaluation = {
  memberAccuracy: [0.8, 0.8, 0.8],
  ensembleAccuracy: 0.8,
  attacked: 900,
  gdr: Number.NaN,
  cosine: 0.1,
  leftOut: 0,
  measures: {
    gdr: Number.NaN,
    gdrSpread: 0.25,
    norm: 0.5,
    normMedian: 0.15,
    jointSlope: 0.3,
    memberNorm: [0.4, 0.5, 0.6],
    memberNormMedian: [0.1, 0.1, 0.2],
    vanishing: 0,
  },
  fgs: [{ epsilon: 0.06, rates }],
};
const loss = { crossEntropy: [1, 1, 1], penalty: null, total: 3 };
const record: EnsembleRecord = {
  id: 'own',
  name: 'My own',
  origin: 'trained',
  trainedAt: '2026-01-01T00:00:00.000Z',
  backend: 'wasm',
  initial: DEFAULT_SETTINGS,
  changes: [],
  steps: 40,
  weights: { members: 3, hidden: [64], parameters: VALUES },
  evaluation,
  samples: [{ ...evaluation, step: 40, loss }],
  snapshot,
};
const run = (id: string): UnfinishedRun => ({ id, snapshot, samples: record.samples });

let browser: TestBrowser;
let problems: string[];

beforeEach(() => {
  browser = new TestBrowser();
  problems = [];
  vi.stubGlobal('indexedDB', new IDBFactory());
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** The library of a tab; the tab's locks are freed when it is closed. */
async function openTab() {
  const tab = browser.open();
  vi.stubGlobal('navigator', tab);
  const library = new Library((problem) => problems.push(problem), NAME);
  return { library, unfinished: await library.unfinishedRun(), close: tab.end };
}

/** Writes what the page itself would not. */
async function write(store: 'ensembles' | 'run', value: unknown, key?: string): Promise<void> {
  const database = await openDB(NAME);
  await database.put(store, value, key);
  database.close();
}

describe('what is kept', () => {
  it('is found again on a later visit', async () => {
    const { library, close } = await openTab();
    await library.putEnsemble(record);
    await library.putRun(run('first'));
    close();
    const later = await openTab();
    expect(await later.library.ensembles()).toEqual([record]);
    expect(later.unfinished).toEqual(run('first'));
    expect(problems).toEqual([]);
  });

  it('is found again where an earlier version of the page has kept it', async () => {
    const database = await openDB(NAME, 1, {
      upgrade(created) {
        created.createObjectStore('ensembles', { keyPath: 'id' });
        created.createObjectStore('run');
      },
    });
    await database.put('run', run('old'), 'current');
    database.close();
    expect((await openTab()).unfinished).toEqual(run('old'));
  });

  it('is each tab’s own run: no other goes on with it or deletes it while the tab is open', async () => {
    const first = await openTab();
    await first.library.putRun(run('first'));
    const second = await openTab();
    expect(second.unfinished).toBeUndefined();
    await second.library.putRun(run('second'));
    await second.library.putRun(null);
    await second.library.putRun(run('third'));
    first.close();
    second.close();
    const found = [await openTab(), await openTab(), await openTab()];
    expect(found.map(({ unfinished }) => unfinished?.id).sort()).toEqual([
      'first',
      'third',
      undefined,
    ]);
  });
});

describe('other tabs', () => {
  it('are told which ensemble one of them has kept or removed, and find what it has left', async () => {
    const [first, second] = [(await openTab()).library, (await openTab()).library];
    const told: string[] = [];
    first.onChangeElsewhere((id) => told.push(`first ${id}`));
    second.onChangeElsewhere((id) => told.push(`second ${id}`));
    await first.putEnsemble(record);
    await vi.waitFor(() => expect(told).toEqual(['second own']));
    expect(await second.ensemble('own')).toEqual(record);
    await second.removeEnsemble('own');
    await vi.waitFor(() => expect(told).toEqual(['second own', 'first own']));
    expect(await first.ensemble('own')).toBeNull();
  });

  it('are not told of what could not be kept', async () => {
    const [first, second] = [(await openTab()).library, (await openTab()).library];
    const told: string[] = [];
    second.onChangeElsewhere((id) => told.push(id));
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementationOnce(() => {
      throw new DOMException('The disk is full.', 'QuotaExceededError');
    });
    await first.putEnsemble(record);
    await first.putEnsemble({ ...record, id: 'kept' });
    await vi.waitFor(() => expect(told).toContain('kept'));
    expect(told).toEqual(['kept']);
  });

  it('are not needed: where a browser gives no channel all is kept as ever', async () => {
    vi.stubGlobal(
      'BroadcastChannel',
      class {
        constructor() {
          throw new DOMException('Denied.', 'SecurityError');
        }
      },
    );
    const { library } = await openTab();
    await library.putEnsemble(record);
    expect(await library.ensembles()).toEqual([record]);
    expect(problems).toEqual([]);
  });
});

describe('ratings with attacks of many steps', () => {
  const rating = {
    method: 'pgd',
    epsilon: 0.06,
    images: 1000,
    attackable: 800,
    rates,
    robust: 0.3,
    jointAccuracy: 0.4,
    still: 0,
  } as const;

  it('are kept with the ensemble; a record of an earlier version, which has none, is read', async () => {
    const tab = await openTab();
    await tab.library.putEnsemble({ ...record, attacks: [rating] });
    await tab.library.putEnsemble({ ...record, id: 'earlier' });
    const found = await tab.library.ensembles();
    expect(found.map(({ id, attacks }) => [id, attacks])).toEqual([
      ['earlier', undefined],
      ['own', [rating]],
    ]);
    expect(problems).toEqual([]);
  });
});

it('a record of a version that did not measure gradients is read as it was', async () => {
  const { library } = await openTab();
  const { measures: _, ...rated } = evaluation;
  const old = { ...record, evaluation: rated, samples: [{ ...rated, step: 40, loss }] };
  await write('ensembles', old);
  expect(await library.ensembles()).toEqual([old]);
  expect(problems).toEqual([]);
});

describe('a record of another shape', () => {
  it.each([
    [
      'ratings without a method',
      {
        ...record,
        id: 'bad',
        name: 'Half written',
        attacks: [{ method: 'fgs', epsilon: 0.06, rates }],
      },
    ],
    ['without weights', { id: 'bad', name: 'Half written' }],
    [
      'with plain arrays',
      {
        ...record,
        id: 'bad',
        name: 'Half written',
        weights: { members: 3, hidden: [64], parameters: [[1]] },
      },
    ],
    [
      'with settings out of range',
      {
        ...record,
        id: 'bad',
        name: 'Half written',
        initial: { ...DEFAULT_SETTINGS, members: 1e9 },
      },
    ],
    [
      'with measures that are none',
      {
        ...record,
        id: 'bad',
        name: 'Half written',
        evaluation: { ...evaluation, measures: { gdr: 0.2 } },
      },
    ],
    ['with samples that are none', { ...record, id: 'bad', name: 'Half written', samples: [{}] }],
  ])('is left out and named, and costs no other (%s)', async (_, bad) => {
    const { library } = await openTab();
    await library.putEnsemble(record);
    await write('ensembles', bad);
    expect(await library.ensembles()).toEqual([record]);
    expect(problems).toEqual([expect.stringContaining('“Half written”')]);
  });

  it('is no run to go on with', async () => {
    const first = await openTab();
    await first.library.putRun(run('first'));
    await write('run', { ...run('first'), snapshot: { step: 'forty' } }, 'current');
    first.close();
    expect((await openTab()).unfinished).toBeUndefined();
    expect(problems).toEqual([expect.stringContaining('The run that was under way')]);
  });
});

describe('a browser that keeps nothing', () => {
  const works = async () => {
    const { library, unfinished } = await openTab();
    expect(unfinished).toBeUndefined();
    expect(await library.ensembles()).toEqual([]);
    await library.putEnsemble(record);
    await library.putRun(run('first'));
    await library.removeEnsemble('own');
    return library.available();
  };

  it('because it denies the page its storage, at once', async () => {
    vi.stubGlobal('indexedDB', {
      open: () => {
        throw new DOMException('The operation is insecure.', 'SecurityError');
      },
    });
    expect(await works()).toBe(false);
  });

  it('because it has no IndexedDB', async () => {
    vi.stubGlobal('indexedDB', undefined);
    expect(await works()).toBe(false);
  });

  it('because it does not answer, is waited for three seconds', async () => {
    vi.useFakeTimers();
    const request = Object.create(IDBOpenDBRequest.prototype);
    vi.stubGlobal('indexedDB', {
      open: () => Object.assign(request, { addEventListener: () => {} }),
    });
    const outcome = works();
    await vi.advanceTimersByTimeAsync(3100);
    expect(await outcome).toBe(false);
  });
});

/** What a test makes of the store's own method. */
type Method = 'get' | 'getAllKeys';
const failsOnce = (method: Method) =>
  vi.spyOn(IDBObjectStore.prototype, method).mockImplementationOnce(() => {
    throw new DOMException('Data lost due to missing file.', 'NotReadableError');
  });
/** Of requests that never have an answer. */
const silent = () => Object.create(IDBRequest.prototype, { addEventListener: { value: () => {} } });

describe('a run that cannot be read', () => {
  /** A tab that has found nothing begins a run and gives it up; the next one looks again. */
  async function trainsAndLeaves(tab: Awaited<ReturnType<typeof openTab>>) {
    expect(tab.unfinished).toBeUndefined();
    await tab.library.putRun(null);
    await tab.library.putRun(run('second'));
    await tab.library.putRun(null);
    tab.close();
    vi.restoreAllMocks();
    vi.useRealTimers();
    return (await openTab()).unfinished?.id;
  }

  it.each<[string, Method]>([
    ['because its read fails', 'get'],
    ['because the keys of all runs cannot be read', 'getAllKeys'],
  ])('is left as it is, %s', async (_, method) => {
    const first = await openTab();
    await first.library.putRun(run('first'));
    first.close();
    failsOnce(method);
    expect(await trainsAndLeaves(await openTab())).toBe('first');
    expect(problems).toEqual([expect.stringContaining('It is left as it is')]);
  });

  it.each<[string, Method]>([
    ['it has', 'get'],
    ['the keys have', 'getAllKeys'],
  ])('is left as it is, because %s not come within three seconds', async (_, method) => {
    const first = await openTab();
    await first.library.putRun(run('first'));
    first.close();
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const asked = vi.spyOn(IDBObjectStore.prototype, method).mockImplementationOnce(silent);
    const opening = openTab();
    await vi.waitFor(() => expect(asked).toHaveBeenCalled());
    await vi.advanceTimersByTimeAsync(3100);
    expect(await trainsAndLeaves(await opening)).toBe('first');
    expect(problems).toEqual([expect.stringContaining('no answer came')]);
  });

  it('is left as it is, because its tab’s slot is not known within three seconds', async () => {
    const first = await openTab();
    await first.library.putRun(run('first'));
    first.close();
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    let answer = () => {};
    const tab = browser.open();
    const answered = new Promise<void>((resolve) => {
      answer = resolve;
    });
    const { request } = tab.locks;
    const slow = (...asked: unknown[]) => answered.then(() => Reflect.apply(request, null, asked));
    vi.stubGlobal('navigator', { locks: { request: slow } });
    const library = new Library((problem) => problems.push(problem), NAME);
    const reading = library.unfinishedRun();
    await library.available();
    await vi.advanceTimersByTimeAsync(3100);
    const unfinished = await reading;
    answer();
    expect(await trainsAndLeaves({ library, unfinished, close: tab.end })).toBe('first');
    expect(problems).toEqual([expect.stringContaining('no answer came')]);
  });
});

describe('a database in trouble', () => {
  it('whose reads fail says so once, and nothing rejects', async () => {
    const { library } = await openTab();
    await library.putEnsemble(record);
    vi.spyOn(IDBObjectStore.prototype, 'get').mockImplementation(() => {
      throw new DOMException('Data lost due to missing file.', 'NotReadableError');
    });
    expect(await library.ensembles()).toEqual([]);
    expect(await library.ensembles()).toEqual([]);
    expect(problems).toEqual([expect.stringContaining('Data lost due to missing file')]);
    vi.restoreAllMocks();
    expect(await library.ensembles()).toEqual([record]);
  });

  it('that is full says so once, however often it is written to', async () => {
    const { library } = await openTab();
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new DOMException('The disk is full.', 'QuotaExceededError');
    });
    for (let k = 0; k < 3; k++) await library.putRun(run('first'));
    await library.putEnsemble(record);
    expect(problems).toEqual([expect.stringContaining('no room left')]);
    vi.restoreAllMocks();
  });

  it('lets a tab with a newer version upgrade it, and says that this one keeps nothing more', async () => {
    const { library } = await openTab();
    await library.putRun(run('first'));
    const newer = await openDB(NAME, 2);
    await library.putRun(run('second'));
    await library.putRun(null);
    expect(problems).toEqual([expect.stringContaining('newer version')]);
    expect(await newer.get('run', 'current')).toEqual(run('first'));
    newer.close();
  });

  it('whose writes are not answered is waited for three seconds, and says so once', async () => {
    const { library } = await openTab();
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const put = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(silent);
    const writes = [library.putEnsemble(record), library.putRun(run('first'))];
    await vi.waitFor(() => expect(put).toHaveBeenCalledTimes(2));
    await vi.advanceTimersByTimeAsync(3100);
    await Promise.all(writes);
    expect(problems).toEqual([expect.stringMatching(/could not keep .*no answer came/)]);
    vi.restoreAllMocks();
  });

  it('that is deleted says that nothing more is kept', async () => {
    const { library } = await openTab();
    await deleteDB(NAME);
    await library.putRun(run('first'));
    expect(problems).toEqual([expect.stringContaining('has been deleted')]);
  });

  it('that another tab blocks is not waited for longer than one that does not answer', async () => {
    const older = await openDB(NAME, 1, {
      upgrade(created) {
        created.createObjectStore('run');
      },
    });
    const upgrade = openDB(NAME, 2);
    const { library } = await openTab();
    expect(await library.available()).toBe(false);
    older.close();
    (await upgrade).close();
  });
});
