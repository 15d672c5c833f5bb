import { describe, expect, it } from 'vitest';
import {
  checkSettings,
  DEFAULT_SETTINGS,
  epochsTaken,
  LIVE_SETTINGS,
  problemWith,
  RANGES,
  type TrainingSettings,
  totalSteps,
  withChange,
} from './settings';
import { currentSettings } from './snapshot';

const withValue = (key: string, value: unknown) =>
  ({ ...DEFAULT_SETTINGS, [key]: value }) as TrainingSettings;

describe('settings', () => {
  it('by default are within their own ranges', () => {
    expect(() => checkSettings(DEFAULT_SETTINGS)).not.toThrow();
  });

  it.each<[string, unknown, RegExp]>([
    ['members', 1, /^members must be a whole number from 2 to 5, not 1$/],
    ['members', 6, /^members must be/],
    ['members', 2.5, /^members must be/],
    ['hidden', [], /^hidden must be 1 or 2 widths, each a whole number from 8 to 256/],
    ['hidden', [64, 64, 64], /^hidden must be/],
    ['hidden', [7], /^hidden must be/],
    ['hidden', [64, 257], /^hidden must be/],
    ['hidden', '64', /^hidden must be/],
    ['penalty', 'l2', /^penalty must be one of none, cosine, gal, gdr, norm, joint-slope, not l2$/],
    ['adversarial', 'all', /^adversarial must be one of none, member, ensemble, not all$/],
    ['adversarialEpsilon', 0, /^adversarialEpsilon must be/],
    ['adversarialSteps', 2.5, /^adversarialSteps must be/],
    ['metric', 'ink', /^metric must be one of uniform, spread, not ink$/],
    ['lambda', -0.1, /^lambda must be a number from 0 to 100, not -0\.1$/],
    ['lambda', Number.NaN, /^lambda must be/],
    ['lambda', '3', /^lambda must be/],
    ['learningRate', 0, /^learningRate must be/],
    ['learningRate', 1.1, /^learningRate must be/],
    ['learningRate', Number.POSITIVE_INFINITY, /^learningRate must be/],
    ['batch', 0, /^batch must be/],
    ['batch', 513, /^batch must be/],
    ['images', 60_001, /^images must be/],
    ['images', undefined, /^images must be/],
    ['epochs', 0, /^epochs must be/],
    ['epochs', 101, /^epochs must be/],
    ['seed', -1, /^seed must be/],
    ['seed', 2 ** 31, /^seed must be/],
    ['seed', 0.5, /^seed must be/],
    ['data', 'Two moons', /^data must name a data set, not Two moons$/],
    ['data', undefined, /^data must name a data set/],
  ])('with %s = %j are refused, and the setting named', (key, value, message) => {
    expect(() => checkSettings(withValue(key, value))).toThrow(RangeError);
    expect(() => checkSettings(withValue(key, value))).toThrow(message);
    expect(problemWith(key as keyof TrainingSettings, value)).toMatch(message);
  });

  it('are taken at either end of each range', () => {
    for (const [key, { min, max }] of Object.entries(RANGES)) {
      for (const value of [min, max]) {
        expect(problemWith(key as never, key === 'hidden' ? [value] : value)).toBeNull();
      }
    }
    expect(problemWith('hidden', [8, 256])).toBeNull();
  });

  it('cannot ask for a batch larger than the images are many', () => {
    expect(() => checkSettings({ ...DEFAULT_SETTINGS, images: 63 })).toThrow(
      'batch must be at most images (63), not 64',
    );
  });

  it.each([
    [5000, 5, 64, 391],
    [60_000, 5, 128, 2344],
    [64, 1, 64, 1],
    [65, 1, 64, 2],
    [640, 2.5, 64, 25],
  ])('of %i images, %i epochs and batches of %i take %i steps', (images, epochs, batch, steps) => {
    expect(totalSteps({ ...DEFAULT_SETTINGS, images, epochs, batch })).toBe(steps);
  });

  it('of a run that was stopped name as many steps more as whole epochs have, wherever it was', () => {
    const settings = { ...DEFAULT_SETTINGS, images: 60_000, batch: 128, epochs: 100 };
    const five = (5 * settings.images) / settings.batch;
    for (let step = 0; step < 4000; step += 1) {
      const epochs = epochsTaken(settings, step) + 5;
      expect(totalSteps({ ...settings, epochs })).toBe(step + Math.ceil(five));
    }
  });

  it('count no more epochs than there were, where the last batch was filled up', () => {
    const settings = { ...DEFAULT_SETTINGS, images: 65, batch: 64, epochs: 1 };
    expect(epochsTaken(settings, 1)).toBeCloseTo(64 / 65, 12);
    expect(epochsTaken(settings, 2)).toBe(1);
  });

  it('that may change on the way change nothing else', () => {
    expect(LIVE_SETTINGS).toEqual([
      'penalty',
      'lambda',
      'metric',
      'adversarial',
      'adversarialEpsilon',
      'adversarialSteps',
      'learningRate',
      'epochs',
    ]);
    const changed = withChange(DEFAULT_SETTINGS, { step: 3, setting: 'lambda', value: 7 });
    expect(changed).toEqual({ ...DEFAULT_SETTINGS, lambda: 7 });
  });

  it('after a run’s changes are those that the last change of each left', () => {
    const changes = [
      { step: 1, setting: 'lambda', value: 7 },
      { step: 2, setting: 'penalty', value: 'gal' },
      { step: 5, setting: 'lambda', value: 8 },
    ] as const;
    expect(currentSettings({ initial: DEFAULT_SETTINGS, changes })).toEqual({
      ...DEFAULT_SETTINGS,
      lambda: 8,
      penalty: 'gal',
    });
    expect(currentSettings({ initial: DEFAULT_SETTINGS, changes: [] })).toEqual(DEFAULT_SETTINGS);
  });
});
