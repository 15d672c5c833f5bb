import { expect, it } from 'vitest';
import type { KnownRating } from '../../sweep/known-rating';
import { againWords } from './again-words';

const rating = (gdr: number, same: number): KnownRating => ({
  measures: { gdr },
  attacks: { fgs: { '0.06': { same } } },
});
const SHOWN = {
  attack: { attacker: 'everything', attack: 'fgs', epsilon: 0.06 },
  meanings: ['same'],
  measure: 'gdr',
} as const;

it('an ensemble that was trained again lands on its mark where the numbers are the same', () => {
  expect(againWords(rating(0.05, 0.1), rating(0.0505, 0.109), SHOWN)).toMatch(
    /^It lands on its mark: GDR 0.0505 \(was 0.05\), same 10.9\u202f% \(was 10.0\u202f%\)\.$/,
  );
});

it('and beside it where one of them is not', () => {
  expect(againWords(rating(0.05, 0.1), rating(0.0515, 0.1), SHOWN)).toMatch(/^It lands beside/);
  expect(againWords(rating(0.05, 0.1), rating(0.05, 0.12), SHOWN)).toMatch(/^It lands beside/);
});

it('an attack that was not made on it is told', () => {
  const pgd = { ...SHOWN, attack: { ...SHOWN.attack, attack: 'strongest' } } as const;
  const words = againWords(rating(0.05, 0.1), rating(0.05, 0.1), pgd);
  expect(words).toBe(
    'It lands on its mark: GDR 0.05 (was 0.05). This attack was not made on it here.',
  );
});
