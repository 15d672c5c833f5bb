import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { selectBackend } from '../../../tests/backend';
import { PatternSource, SETTINGS } from '../../../tests/patterns';
import { RECIPES } from '../../attacks/attack-recipe';
import type { EngineEvents } from '../protocol';
import { DeviceFailedError } from './device';
import { Engine } from './engine';

const device = vi.hoisted(() => ({ fail: (_what: string) => {} }));

vi.mock('./device', async (original) => ({
  ...(await original<typeof import('./device')>()),
  deviceFailure: () =>
    new Promise<string>((resolve) => {
      device.fail = resolve;
    }),
}));

const WHAT = 'The graphics device ran out of memory.';
const ENDLESS = { ...SETTINGS, epochs: 100 };

const events = {
  status: vi.fn(),
  sample: vi.fn(),
  keep: vi.fn(),
  ended: vi.fn(),
  data: vi.fn(),
  trying: vi.fn(),
  adapter: vi.fn(),
  deviceFailed: vi.fn(),
  playgroundStatus: vi.fn(),
  playgroundState: vi.fn(),
} satisfies EngineEvents;

let engine: Engine;

beforeEach(async () => {
  await selectBackend('cpu');
  engine = new Engine(new PatternSource(), events);
  await engine.startBackend('cpu', { wasmFiles: {} });
  await engine.openData();
});

afterEach(() => {
  engine.closeRun();
  vi.clearAllMocks();
});

it('a run on a device that fails shows and keeps nothing more, and lets go of all it has', async () => {
  const before = engine.liveTensors();
  engine.beginRun('run', ENDLESS);
  engine.play();
  await vi.waitFor(() => expect(events.sample).toHaveBeenCalled());
  device.fail(WHAT);
  await Promise.resolve();
  for (const event of [events.status, events.sample, events.keep]) event.mockClear();
  const stopped = engine.stop();
  await vi.waitFor(() => expect(engine.liveTensors()).toBe(before));
  await stopped;
  expect(events.deviceFailed.mock.calls).toEqual([[WHAT]]);
  for (const event of [events.status, events.sample, events.keep, events.ended]) {
    expect(event).not.toHaveBeenCalled();
  }
});

it('what a device computes while it fails is no result', async () => {
  engine.beginRun('run', ENDLESS);
  const { ensemble, image, epsilon } = { ensemble: 'live', image: 3, epsilon: 0.1 };
  const asked = [
    engine.attack({ ensemble, image, attacker: 'ensemble', recipe: RECIPES.fgs, epsilon }),
    engine.smallestEpsilons(
      { ensemble, image, attacker: 'ensemble', recipe: RECIPES.fgs },
      () => true,
    ),
    engine.gradients(ensemble, image),
    engine.evaluate(ensemble),
    engine.measure({ measure: 'transfer', ensemble, how: RECIPES.fgs, epsilon }, () => true),
  ];
  device.fail(WHAT);
  const outcomes = await Promise.allSettled(asked);
  expect(outcomes.map((it) => it.status === 'rejected' && it.reason.message)).toEqual(
    asked.map(() => WHAT),
  );
});

it('on a device that has failed no run begins', async () => {
  device.fail(WHAT);
  await vi.waitFor(() => expect(events.deviceFailed).toHaveBeenCalled());
  expect(() => engine.beginRun('run', SETTINGS)).toThrow(new DeviceFailedError(WHAT));
});
