import { describe, expect, it } from 'vitest';
import { statusAt } from '../../engine/page/run-view';
import type { Sample } from '../../engine/protocol';
import { DEFAULT_SETTINGS } from '../../engine/protocol';
import { historyAsCsv, historyAsJson } from './run-history';

const sample: Sample = {
  step: 10,
  loss: { crossEntropy: [0.5, 0.25], penalty: null, total: 0.75 },
  memberAccuracy: [0.8, 0.7],
  ensembleAccuracy: 0.85,
  attacked: 100,
  gdr: Number.NaN,
  cosine: 0.1,
  leftOut: 0,
  fgs: [{ epsilon: 0.06, rates: { same: 0.3, all: 0.4, ensemble: 0.5 } }],
};
const settings = { ...DEFAULT_SETTINGS, members: 2 };
const run = {
  id: 'run',
  status: statusAt(settings, [{ step: 5, setting: 'lambda', value: 1 }], 12),
  samples: [sample, { ...sample, step: 20, gdr: 0.125 }],
};

describe('the history of a run', () => {
  it('is a table with a column for each number and each member', () => {
    const [header, first, second, end] = historyAsCsv(run).split('\r\n');
    expect(header).toBe(
      'step,loss_total,cross_entropy_f1,cross_entropy_f2,penalty,accuracy_ensemble,accuracy_f1,accuracy_f2,gdr,cosine,joint_slope,fgs_same_0.06,fgs_all_0.06,fgs_ensemble_0.06',
    );
    expect(first).toBe('10,0.75,0.5,0.25,,0.85,0.8,0.7,,0.1,,0.3,0.4,0.5');
    expect(second).toBe('20,0.75,0.5,0.25,,0.85,0.8,0.7,0.125,0.1,,0.3,0.4,0.5');
    expect(end).toBe('');
  });

  it('has columns for PGD where a sample has it, empty in those before', () => {
    const pgd = { epsilon: 0.06, rates: { same: 0.6, all: 0.7, ensemble: 0.8 } };
    const later = { ...run, samples: [sample, { ...sample, step: 20, pgd }] };
    const [header, first, second] = historyAsCsv(later).split('\r\n');
    expect(header).toMatch(/,fgs_ensemble_0\.06,pgd_same_0\.06,pgd_all_0\.06,pgd_ensemble_0\.06$/);
    expect(first).toMatch(/,0\.5,,,$/);
    expect(second).toMatch(/,0\.5,0\.6,0\.7,0\.8$/);
  });

  it('is JSON with the settings and the changes on the way', () => {
    const read = JSON.parse(historyAsJson(run));
    expect(read).toMatchObject({ settings, step: 12 });
    expect(read.changes).toEqual([{ step: 5, setting: 'lambda', value: 1 }]);
    expect(read.samples[0]).toEqual({ ...sample, gdr: null });
  });
});
