import { describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS, LAYERS, PENALTIES, RANGES } from '../../engine/protocol';
import { linkState, setShared } from '../../share/link-state';
import { DEFAULTS, SETTINGS } from '../../share/shareable-settings';
import { useLabSettings } from './lab-settings';

describe('the Lab’s settings in a link', () => {
  it('have the defaults and ranges of training', () => {
    for (const name of [
      'members',
      'lambda',
      'learningRate',
      'batch',
      'images',
      'epochs',
      'seed',
    ] as const) {
      const { min, max } = SETTINGS[`lab.${name}`].kind.range;
      expect([name, min, max]).toEqual([name, RANGES[name].min, RANGES[name].max]);
      expect(DEFAULTS[`lab.${name}`]).toBe(DEFAULT_SETTINGS[name]);
    }
    const { item, count } = SETTINGS['lab.hidden'].kind;
    expect(item.range).toMatchObject({ min: RANGES.hidden.min, max: RANGES.hidden.max });
    expect(count).toEqual({ min: LAYERS.min, max: LAYERS.max });
    expect(SETTINGS['lab.penalty'].kind.options).toEqual(PENALTIES);
    expect(DEFAULTS['lab.penalty']).toBe(DEFAULT_SETTINGS.penalty);
    expect(DEFAULTS['lab.hidden']).toEqual(DEFAULT_SETTINGS.hidden);
  });

  it('follow the link, and the link follows them', () => {
    setShared({ 'lab.seed': 7, 'lab.hidden': [32, 16] });
    expect(useLabSettings.getState()).toMatchObject({ seed: 7, hidden: [32, 16] });
    useLabSettings.setState({ lambda: 1.5 });
    expect(linkState.getState().values['lab.lambda']).toBe(1.5);
  });
});
