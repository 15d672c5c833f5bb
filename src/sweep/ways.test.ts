import { describe, expect, it } from 'vitest';
import { checkSettings, DEFAULT_SETTINGS } from '../training/settings';
import { SWEEP_WAYS, strengthOf, sweepWay, sweepWayOf, WAY_IDS } from './ways';

describe('the ways of a sweep', () => {
  it('are all there, each known by the settings that it trains', () => {
    expect(SWEEP_WAYS.map(({ id }) => id)).toEqual(WAY_IDS);
    for (const way of SWEEP_WAYS) {
      for (const strength of way.grid) {
        const settings = { ...DEFAULT_SETTINGS, ...way.fixed, ...strength };
        expect(() => checkSettings(settings)).not.toThrow();
        expect(sweepWayOf(settings)).toBe(way);
      }
    }
  });

  it('are 24 points, two of adversarial training on the ensemble', () => {
    expect(SWEEP_WAYS.flatMap(({ grid }) => grid)).toHaveLength(24);
    const { fixed, grid } = sweepWay('adversarial-ensemble');
    expect(grid.map((own) => strengthOf({ ...DEFAULT_SETTINGS, ...fixed, ...own }))).toEqual([
      { symbol: 'ε', value: 0.03 },
      { symbol: 'ε', value: 0.06 },
    ]);
  });

  it('do not hold a penalty on top of adversarial training', () => {
    expect(sweepWayOf({ penalty: 'gdr', metric: 'uniform', adversarial: 'member' })).toBeNull();
    expect(sweepWayOf({ penalty: 'none', metric: 'spread', adversarial: 'none' })?.id).toBe('none');
    expect(() => sweepWay('charm')).toThrow('there is no way charm, only none, cosine');
  });
});
