import { describe, expect, it } from 'vitest';
import { SHIPPED } from '../ensemble/shipped';
import { DEFAULT_SETTINGS, type TrainingSettings } from './settings';
import { nearestShipped, SHIPPED_RECIPES, shippedWay } from './shipped-recipes';

const settings = (own: Partial<TrainingSettings>) => ({ ...DEFAULT_SETTINGS, ...own });

describe('the ways in which the shipped ensembles were trained', () => {
  it.each(SHIPPED)('%s is its own way, and the nearest to itself', (id) => {
    expect(shippedWay(SHIPPED_RECIPES[id])).toBe(id);
    expect(nearestShipped(SHIPPED_RECIPES[id])).toBe(id);
  });

  it('are the same for another shape, seed and weight', () => {
    const small = settings({ penalty: 'gdr', hidden: [16], seed: 9, images: 100, lambda: 7 });
    expect(shippedWay(small)).toBe('diverse');
    expect(shippedWay({ ...small, metric: 'spread' })).toBe('gdr-spread');
  });

  it('of weight 0 are plain, and without a penalty a metric says nothing', () => {
    expect(shippedWay(settings({ penalty: 'gdr', lambda: 0 }))).toBe('plain');
    expect(shippedWay(settings({ penalty: 'none', metric: 'spread', lambda: 3 }))).toBe('plain');
  });

  it('are none for what does not ship, which still has a nearest', () => {
    for (const [own, nearest] of [
      [{ penalty: 'norm' }, 'plain'],
      [{ penalty: 'cosine', metric: 'spread' }, 'cosine'],
      [{ penalty: 'joint-slope', adversarial: 'ensemble' }, 'adversarial'],
      [{ penalty: 'none', adversarial: 'member' }, 'adversarial'],
    ] as const) {
      expect(shippedWay(settings(own))).toBeNull();
      expect(nearestShipped(settings(own))).toBe(nearest);
    }
  });
});
