import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  type Change,
  LAYERS,
  LIVE_SETTINGS,
  type LiveSetting,
  PENALTIES,
  problemWith,
  RANGES,
  SETTING_NAMES,
  type TrainingSettings,
} from '../../engine/protocol';
import { METRICS } from '../../geometry/metric';
import { readLink, writeLink } from '../../share/link';
import { linkState } from '../../share/link-state';
import { DEFAULTS, SETTINGS } from '../../share/shareable-settings';
import { ADVERSARIAL, LATER_SETTINGS } from '../../training/settings';
import { changeSettings, type LabState, labSettings } from './lab-settings';

/** Every value of every setting that training accepts. */
const ANY_SETTINGS: fc.Arbitrary<TrainingSettings> = fc.record({
  members: whole('members'),
  hidden: fc.array(whole('hidden'), { minLength: LAYERS.min, maxLength: LAYERS.max }),
  penalty: fc.constantFrom(...PENALTIES),
  lambda: real('lambda'),
  metric: fc.constantFrom(...METRICS),
  adversarial: fc.constantFrom(...ADVERSARIAL),
  adversarialEpsilon: real('adversarialEpsilon'),
  adversarialSteps: whole('adversarialSteps'),
  learningRate: real('learningRate'),
  batch: whole('batch'),
  images: whole('images'),
  epochs: whole('epochs'),
  seed: whole('seed'),
  data: fc.constant(LATER_SETTINGS.data),
});

function whole(name: keyof typeof RANGES) {
  return fc.integer({ min: RANGES[name].min, max: RANGES[name].max });
}

function real(name: keyof typeof RANGES) {
  return fc.double({ min: RANGES[name].min, max: RANGES[name].max, noNaN: true });
}

/** What a stranger's Lab has who opens a link to this page. */
function restored(): TrainingSettings {
  const hash = writeLink(linkState.getState().values);
  return labSettings({ ...DEFAULTS, ...readLink(hash)!.values });
}

/** Takes down what is asked of it. */
class RunsStub {
  readonly retrained: TrainingSettings[] = [];
  readonly changed: [LiveSetting, Change['value']][] = [];

  async retrain(settings: TrainingSettings): Promise<void> {
    this.retrained.push(settings);
  }

  async change(setting: LiveSetting, value: Change['value']): Promise<void> {
    this.changed.push([setting, value]);
  }
}

function change(
  runs: RunsStub,
  state: LabState,
  to: TrainingSettings,
  name: keyof TrainingSettings,
) {
  return changeSettings(runs, state, { [name]: to[name] });
}

describe('the Lab’s settings', () => {
  beforeEach(() => {
    linkState.setState({ values: DEFAULTS, refused: [] });
  });

  it('are trained as the link restores them, every one, where a change starts the run over', async () => {
    await fc.assert(
      fc.asyncProperty(
        ANY_SETTINGS,
        ANY_SETTINGS,
        fc.constantFrom(...SETTING_NAMES),
        async (settings, to, name) => {
          const runs = new RunsStub();
          await change(runs, { settings, underWay: true, live: true }, to, name);
          expect(runs.retrained).toEqual([restored()]);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('are trained as the link restores them where a run takes a change on the way', async () => {
    await fc.assert(
      fc.asyncProperty(
        ANY_SETTINGS,
        ANY_SETTINGS,
        fc.constantFrom(...LIVE_SETTINGS),
        async (settings, to, name) => {
          const runs = new RunsStub();
          await change(runs, { settings, underWay: true, live: false }, to, name);
          expect(runs.changed).toEqual([[name, restored()[name]]]);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('are trained as the link restores them by the next run', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(ANY_SETTINGS, fc.constantFrom(...SETTING_NAMES))),
        async (steps) => {
          const runs = new RunsStub();
          const settings = labSettings(DEFAULTS);
          for (const [to, name] of steps) {
            await change(runs, { settings, underWay: false, live: false }, to, name);
          }
          // What the Lab's button trains.
          expect(labSettings(linkState.getState().values)).toEqual(restored());
          expect([...runs.retrained, ...runs.changed]).toEqual([]);
        },
      ),
    );
  });

  it('change together where one choice is of several: the run has them all', async () => {
    const runs = new RunsStub();
    const state = { settings: labSettings(DEFAULTS), underWay: true, live: false };
    await changeSettings(runs, state, { penalty: 'none', adversarial: 'member', seed: 7 });
    expect(runs.changed).toEqual([
      ['penalty', 'none'],
      ['adversarial', 'member'],
    ]);
    expect(restored()).toMatchObject({ penalty: 'none', adversarial: 'member', seed: 7 });
  });

  it('are rounded to nothing that training refuses, and no further than a slider goes', () => {
    fc.assert(
      fc.property(ANY_SETTINGS, (settings) => {
        for (const name of SETTING_NAMES) {
          const kind = SETTINGS[`lab.${name}`].kind as { settle(value: unknown): unknown };
          expect(problemWith(name, kind.settle(settings[name]))).toBeNull();
        }
      }),
    );
    // The finest that a slider sets, at its lower end: three significant digits.
    expect(SETTINGS['lab.learningRate'].kind.settle(1.01e-5)).toBe(1.01e-5);
    expect(SETTINGS['lab.lambda'].kind.settle(0.0101)).toBe(0.0101);
  });

  it('are refused with the reason where there is no such value, and nothing changes', async () => {
    const runs = new RunsStub();
    const state = { settings: labSettings(DEFAULTS), underWay: true, live: true };
    await expect(changeSettings(runs, state, { lambda: Number.NaN })).rejects.toThrow(RangeError);
    expect(runs.retrained).toEqual([]);
    expect(linkState.getState().values).toBe(DEFAULTS);
  });
});
