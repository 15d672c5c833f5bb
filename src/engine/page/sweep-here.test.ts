import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { lineKey, parseSweepLines, type SweepLine } from '../../sweep/sweep-line';
import type { TrainingSettings } from '../../training/settings';
import type { Evaluation } from '../protocol';
import { EngineUnavailableError } from './engine-unavailable';
import type { RunView } from './run-view';
import { sessionStore } from './session-state';
import { SweepHere } from './sweep-here';

const LINES = parseSweepLines(readFileSync('tests/fixtures/sweep.jsonl', 'utf8'));
const [FIRST, SECOND, THIRD] = LINES as [SweepLine, SweepLine, SweepLine];
const lineOf = (settings: TrainingSettings) => LINES.find((line) => line.settings === settings)!;

type OnDoing = (what: string, share: number) => Promise<boolean>;
type OnSteps = (done: number, of: number) => Promise<boolean>;

const EVALUATION: Evaluation = {
  memberAccuracy: [0.8, 0.8, 0.8],
  ensembleAccuracy: 0.85,
  attacked: 700,
  gdr: 0.25,
  cosine: 0.3,
  leftOut: 0,
  fgs: [{ epsilon: 0.06, rates: { same: 0.3, all: 0.4, ensemble: 0.5 } }],
};
const SUCCESS = { rates: { same: 0.1, all: 0.2, ensemble: 0.3 }, robust: 0.4, jointAccuracy: 0.5 };

function begin(kept: { lines?: SweepLine[]; waiting?: TrainingSettings[] } = {}) {
  const session = sessionStore('auto');
  session.setState({ phase: 'ready' });
  const engine = {
    trainAside: vi.fn(async (_id: string, _settings: TrainingSettings, onSteps: OnSteps) =>
      onSteps(0, 10),
    ),
    evaluate: vi.fn(async () => EVALUATION),
    measure: vi.fn(async () => ({ ...SUCCESS, attackable: 700 })),
    dropEnsemble: vi.fn(async () => {}),
    trainForSweep: vi.fn(async (settings: TrainingSettings, _program: string, on: OnDoing) =>
      (await on('training', 0.5)) ? lineOf(settings) : null,
    ),
  };
  const library = {
    read: async () => ({ lines: kept.lines ?? [], waiting: kept.waiting ?? [] }),
    putLine: vi.fn(async (_line: SweepLine) => {}),
    putWaiting: vi.fn(async (_waiting: readonly TrainingSettings[]) => {}),
    removeLines: vi.fn(async () => {}),
  };
  const idle = { busy: false, rest: async () => {} };
  const sweep = new SweepHere(session, () => engine as never, idle, library);
  return { session, engine, library, sweep, state: () => sweep.store.getState() };
}

afterEach(() => vi.restoreAllMocks());

describe('an ensemble that is trained again', () => {
  it('is rated as far as GDR and FGS at first, then by PGD and MI, and taken off the device', async () => {
    const { engine, sweep, state } = begin();
    const known: object[] = [];
    sweep.store.subscribe(({ again }) => {
      const rating = again[lineKey(FIRST)];
      if (rating && known.at(-1) !== rating) known.push(rating);
    });
    sweep.again(FIRST);
    sweep.again(FIRST);
    expect(state().asked).toEqual([lineKey(FIRST)]);
    await vi.waitFor(() => expect(state()).toMatchObject({ asked: [], doing: null }));
    expect(engine.trainAside.mock.calls.map(([, settings]) => settings)).toEqual([FIRST.settings]);
    expect(known[0]).toMatchObject({ gdr: 0.25, attacks: { fgs: { '0.06': { same: 0.3 } } } });
    const all = { same: 0.1, robust: 0.4, images: 700 };
    expect(known.at(-1)).toMatchObject({
      attacks: { fgs: { '0.03': all, '0.09': all }, pgd: { '0.06': all }, mi: { '0.09': all } },
    });
    expect(engine.dropEnsemble).toHaveBeenCalledOnce();
  });

  it('is begun again where its engine was lost, and told of where it cannot be', async () => {
    const { engine, sweep, state } = begin();
    engine.trainAside.mockRejectedValueOnce(new EngineUnavailableError('gone'));
    sweep.again(FIRST);
    await vi.waitFor(() => expect(state().again).toHaveProperty([lineKey(FIRST)]));
    expect(engine.trainAside).toHaveBeenCalledTimes(2);
    await vi.waitFor(() => expect(state().doing).toBeNull());
    engine.trainAside.mockRejectedValueOnce(new Error('No images.'));
    sweep.again(SECOND);
    await vi.waitFor(() => expect(state().failure).toBe('No images.'));
    expect(state()).toMatchObject({ asked: [], doing: null });
  });

  it('waits while a run is going, and goes before a sweep that has begun', async () => {
    const { session, engine, sweep, state } = begin();
    session.setState({ run: { status: { phase: 'running' } } as unknown as RunView });
    sweep.sweep([FIRST.settings, SECOND.settings]);
    sweep.again(THIRD);
    await vi.waitFor(() => expect(engine.trainForSweep).toHaveBeenCalledOnce());
    await Promise.resolve();
    expect(state().doing).toBeNull();
    session.setState({ run: null });
    await vi.waitFor(() => expect(state().lines).toHaveLength(2));
    const order = [...engine.trainForSweep.mock.invocationCallOrder];
    expect(engine.trainAside.mock.invocationCallOrder[0]).toBeLessThan(order[1]!);
  });
});

it('what is trained again can be called off, and a sweep goes on', async () => {
  const { engine, sweep, state } = begin();
  engine.trainAside.mockImplementation(async (_id, _settings, onSteps) => {
    await onSteps(0, 10);
    sweep.cancelAgain();
    return onSteps(5, 10);
  });
  sweep.again(THIRD);
  sweep.sweep([FIRST.settings]);
  sweep.again(SECOND);
  await vi.waitFor(() => expect(state()).toMatchObject({ lines: [FIRST], doing: null }));
  expect(state()).toMatchObject({ again: {}, asked: [] });
});

describe('a sweep', () => {
  it('trains one ensemble after another, and keeps each line and what is left', async () => {
    const { library, sweep, state } = begin();
    sweep.sweep([FIRST.settings, SECOND.settings]);
    expect(state()).toMatchObject({ total: 2, sweeping: true });
    await vi.waitFor(() => expect(state()).toMatchObject({ sweeping: false, doing: null }));
    expect(state()).toMatchObject({ lines: [FIRST, SECOND], waiting: [] });
    expect(library.putLine.mock.calls).toEqual([[FIRST], [SECOND]]);
    expect(library.putWaiting.mock.calls.map(([waiting]) => waiting.length)).toEqual([2, 1, 0]);
  });

  it('that is cancelled rests with what it has found, and goes on where it was', async () => {
    const { engine, sweep, state } = begin();
    let cancelled = false;
    engine.trainForSweep.mockImplementation(async (settings, _, on) => {
      if (settings === SECOND.settings && !cancelled) {
        cancelled = true;
        sweep.cancel();
      }
      return (await on('training', 0.5)) ? lineOf(settings) : null;
    });
    sweep.sweep([FIRST.settings, SECOND.settings]);
    await vi.waitFor(() => expect(state()).toMatchObject({ sweeping: false, doing: null }));
    expect(state()).toMatchObject({ lines: [FIRST], waiting: [SECOND.settings], total: 2 });
    sweep.goOn();
    await vi.waitFor(() => expect(state().lines).toEqual([FIRST, SECOND]));
  });

  it('of an earlier visit rests, with its lines, until the reader goes on with it', async () => {
    const { engine, sweep, state } = begin({ lines: [FIRST], waiting: [SECOND.settings] });
    await sweep.restore();
    expect(state()).toMatchObject({ lines: [FIRST], waiting: [SECOND.settings], total: 1 });
    expect(engine.trainForSweep).not.toHaveBeenCalled();
    sweep.goOn();
    await vi.waitFor(() => expect(state().lines).toEqual([FIRST, SECOND]));
    sweep.removeLines();
    expect(state().lines).toEqual([]);
  });

  it('that is given up has nothing left, now and later', async () => {
    const { library, sweep, state } = begin({ waiting: [SECOND.settings] });
    await sweep.restore();
    sweep.giveUp();
    expect(state()).toMatchObject({ waiting: [], total: 0 });
    expect(library.putWaiting).toHaveBeenLastCalledWith([]);
  });
});
