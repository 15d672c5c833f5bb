import { expect, it, vi } from 'vitest';
import { DEFAULT_PLANE_SETTINGS as SETTINGS } from '../../training/plane-settings';
import type { PlaygroundData, PlaygroundStatus } from '../playground-protocol';
import { EngineUnavailableError } from './engine-unavailable';
import { Playground, type PlaygroundEngine } from './playground';

const DATA: PlaygroundData = {
  id: 'two',
  points: Float32Array.of(0, 0, 1, 1),
  labels: Uint8Array.of(0, 1),
  classCount: 2,
};

/** An engine that answers when it is let. */
function fakeEngine() {
  const waiting: (() => void)[] = [];
  const later = <T>(value: T) => new Promise<T>((resolve) => waiting.push(() => resolve(value)));
  const engine = {
    playgroundBegin: vi.fn(async (..._given: unknown[]) => {}),
    playgroundPlay: vi.fn(async () => {}),
    playgroundChange: vi.fn(async (..._given: unknown[]) => {}),
    playgroundField: vi.fn((request: unknown) => later({ step: 1, field: request })),
    playgroundClose: vi.fn(async () => {}),
  };
  return {
    engine,
    remote: engine as unknown as PlaygroundEngine,
    answer: () => waiting.shift()?.(),
  };
}

const status = (part: Partial<PlaygroundStatus>): PlaygroundStatus => ({
  ...{ phase: 'running', step: 0, settings: SETTINGS, message: null },
  ...part,
});

it('begins a run and hears of it, and of none before it', async () => {
  const { engine, remote } = fakeEngine();
  const playground = new Playground(() => remote);
  await playground.begin(SETTINGS, DATA);
  const first = playground.store.getState().run!;
  expect(engine.playgroundBegin).toHaveBeenCalledWith(first, SETTINGS, DATA);
  expect(engine.playgroundPlay).toHaveBeenCalledOnce();
  await playground.begin({ ...SETTINGS, seed: 2 }, DATA, false);
  expect(engine.playgroundPlay).toHaveBeenCalledOnce();
  playground.events.playgroundStatus(first, status({ step: 9 }));
  expect(playground.store.getState().status).toBeNull();
  playground.events.playgroundStatus(playground.store.getState().run!, status({ step: 1 }));
  expect(playground.store.getState().status!.step).toBe(1);
});

it('goes on with the run before where one cannot be begun', async () => {
  const { engine, remote } = fakeEngine();
  const playground = new Playground(() => remote);
  await playground.begin(SETTINGS, DATA);
  const before = playground.store.getState();
  engine.playgroundBegin.mockRejectedValueOnce(new RangeError('members must be …'));
  await expect(playground.begin({ ...SETTINGS, members: 9 }, DATA)).rejects.toThrow(RangeError);
  expect(playground.store.getState()).toEqual(before);
});

it('begins in the next engine what it could not begin in this one, and what was going there', async () => {
  const { engine, remote } = fakeEngine();
  let there = false;
  const playground = new Playground(() => {
    if (!there) throw new EngineUnavailableError();
    return remote;
  });
  await expect(playground.begin(SETTINGS, DATA)).rejects.toThrow(EngineUnavailableError);
  there = true;
  await playground.resume();
  expect(engine.playgroundBegin).toHaveBeenCalledOnce();
  expect(engine.playgroundPlay).toHaveBeenCalledOnce();
  // Another engine: with what was changed meanwhile, and at rest where it rested.
  const changed = { ...SETTINGS, lambda: 8 };
  const { run } = playground.store.getState();
  playground.events.playgroundStatus(run!, status({ phase: 'paused', settings: changed }));
  await playground.resume();
  expect(engine.playgroundBegin.mock.lastCall!.slice(1)).toEqual([changed, DATA]);
  expect(engine.playgroundPlay).toHaveBeenCalledOnce();
});

it('changes what differs, and nothing else', async () => {
  const { engine, remote } = fakeEngine();
  const playground = new Playground(() => remote);
  await playground.begin(SETTINGS, DATA);
  playground.events.playgroundStatus(playground.store.getState().run!, status({}));
  await playground.change({ ...SETTINGS, lambda: 5, penalty: 'cosine' });
  expect(engine.playgroundChange.mock.calls).toEqual([
    ['penalty', 'cosine'],
    ['lambda', 5],
  ]);
});

it('has one layer drawn at a time, and of those that wait the last', async () => {
  const { engine, remote, answer } = fakeEngine();
  const playground = new Playground(() => remote);
  const asked = [1, 2, 3].map((epsilon) =>
    playground.field({ layer: 'probability', intervals: 8, epsilon }),
  );
  expect(engine.playgroundField).toHaveBeenCalledOnce();
  answer();
  expect((await asked[0])!.field).toMatchObject({ epsilon: 1 });
  expect(await asked[1]).toBeNull();
  await vi.waitFor(() => expect(engine.playgroundField).toHaveBeenCalledTimes(2));
  answer();
  expect((await asked[2])!.field).toMatchObject({ epsilon: 3 });
});

it('shows nothing more when it is closed', async () => {
  const { engine, remote } = fakeEngine();
  const playground = new Playground(() => remote);
  await playground.begin(SETTINGS, DATA);
  await playground.close();
  expect(engine.playgroundClose).toHaveBeenCalledOnce();
  expect(playground.store.getState().run).toBeNull();
  await playground.resume();
  expect(engine.playgroundBegin).toHaveBeenCalledOnce();
});
