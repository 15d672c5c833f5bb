import { describe, expect, it } from 'vitest';
import type { EnsembleRecord } from '../../engine/page/records';
import { referencesOf } from './shipped-course';

const rates = (same: number) => ({ epsilon: 0.06, rates: { same, all: 1, ensemble: 1 } });
const record = (id: string, more: object = {}) =>
  ({
    id,
    name: id,
    origin: 'shipped',
    evaluation: {
      ensembleAccuracy: 0.86,
      gdr: 0.25,
      measures: { jointSlope: 0.5 },
      fgs: [{ ...rates(0.1), epsilon: 0.03 }, rates(0.2)],
    },
    ...more,
  }) as unknown as EnsembleRecord;

describe('the lines to compare with before the first run', () => {
  it('lie across the chart at what the shipped ensembles have come to, and are named by it', () => {
    const found = referencesOf([record('plain'), record('diverse')], 'fgs', 400);
    expect(found.accuracy.map(({ name }) => name)).toEqual([
      'plain: 86.0\u202f%',
      'diverse: 86.0\u202f%',
    ]);
    expect(found.slope[0]!.points).toEqual([
      [0, 0.5],
      [400, 0.5],
    ]);
    expect(found.success[0]!.points[0]).toEqual([0, 0.2]);
    expect(found.loss).toEqual([]);
  });

  it('are none for what has not been measured, and for ensembles of the reader’s', () => {
    const bare = record('plain', { evaluation: null });
    const own = record('plain', { origin: 'trained' });
    for (const lines of Object.values(referencesOf([bare, own], 'fgs', 400))) {
      expect(lines).toEqual([]);
    }
    expect(referencesOf([record('plain')], 'pgd', 400).success).toEqual([]);
    const rated = record('plain', { attacks: [{ method: 'pgd', ...rates(0.7) }] });
    expect(referencesOf([rated], 'pgd', 400).success[0]!.points[0]).toEqual([0, 0.7]);
  });
});
