import { expect, it } from 'vitest';
import { RECIPES } from '../../attacks/attack-recipe';
import { attackSentence } from './attack-sentence';

const { noise, fgs, pgd, mi, agree, strongest } = RECIPES;

it.each([
  ['ensemble', fgs, 'Made on the whole ensemble, one step, ε 0.06.'],
  [0, pgd, 'Made on f₁ alone, twenty steps, ε 0.06.'],
  ['ensemble', { ...pgd, objective: 'member2' }, 'Made on f₃ alone, twenty steps, ε 0.06.'],
  ['surrogate', { ...pgd, steps: 7 }, 'Made on a surrogate, 7 steps, ε 0.06.'],
  [
    'ensemble',
    { ...mi, norm: 'two' },
    'Made on the whole ensemble, ten steps with momentum, ε 0.06 in L₂.',
  ],
  [1, { ...agree, restarts: 3 }, 'Made on f₂ alone, twenty steps for agreement, 3 starts, ε 0.06.'],
  [
    'ensemble',
    strongest,
    'Made on the whole ensemble, the strongest of many attacks of fifty steps, ε 0.06.',
  ],
  [2, noise, 'Random noise, made on nobody, ε 0.06.'],
] as const)('an attack made on %s is told in a sentence', (attacker, recipe, sentence) => {
  expect(attackSentence({ attacker, recipe, epsilon: 0.06 })).toBe(sentence);
});
