import { describe, expect, it } from 'vitest';
import { RECIPES } from '../../attacks/attack-recipe';
import type { EnsembleRecord } from '../../engine/page/records';
import { describeAttack, ratesInRecord, ratingRequest, shortName } from './rating';

const rates = (same: number) => ({ same, all: same, ensemble: same });
const record = {
  evaluation: { fgs: [{ epsilon: 0.06, rates: rates(0.3) }] },
  attacks: [{ method: 'pgd', epsilon: 0.06, rates: rates(0.5) }],
} as unknown as EnsembleRecord;
const picked = { attacker: 'ensemble', recipe: RECIPES.fgs, epsilon: 0.06 } as const;

describe('the success of a picked attack', () => {
  it('stands in the record for what every ensemble is rated with', () => {
    expect(ratesInRecord(record, picked)).toEqual(rates(0.3));
    expect(ratesInRecord(record, { ...picked, recipe: RECIPES.pgd })).toEqual(rates(0.5));
  });

  it('has to be measured for anything else', () => {
    for (const other of [
      { epsilon: 0.05 },
      { attacker: 'surrogate' as const },
      { recipe: { ...RECIPES.pgd, steps: 40 } },
      { recipe: RECIPES.mi },
      { recipe: { ...RECIPES.fgs, norm: 'two' as const } },
    ]) {
      expect(ratesInRecord(record, { ...picked, ...other })).toBeNull();
    }
    expect(ratesInRecord({ evaluation: null }, picked)).toBeNull();
    expect(ratingRequest('own', picked)).toEqual({
      measure: 'success',
      ensemble: 'own',
      attacker: 'ensemble',
      how: RECIPES.fgs,
      epsilon: 0.06,
    });
  });

  it('is named with who attacks and how', () => {
    expect(shortName({ ...picked, recipe: RECIPES.pgd })).toBe('PGD 20');
    expect(describeAttack({ ...picked, attacker: 1 })).toBe(
      'FGS, made on member 2 alone, ε = 0.060',
    );
    expect(describeAttack({ ...picked, attacker: 'surrogate' })).toContain('made on a surrogate');
  });
});
