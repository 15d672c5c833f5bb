import { expect, it } from 'vitest';
import { countWords, estimateWords, pearsonName } from './correlation-words';

it('a correlation is given with its interval, where it has one', () => {
  expect(estimateWords({ value: -0.354, interval: [-0.61, 0.023] })).toBe('−0.35 (−0.61 to 0.02)');
  expect(estimateWords({ value: 0.9, interval: null })).toBe('0.90');
  expect(estimateWords({ value: Number.NaN, interval: null })).toBe('–');
});

it('says of how many it is, and how many had no success at all', () => {
  const estimate = { value: 0, interval: null };
  const of = (count: number, zeros: number) =>
    countWords({ count, zeros, pearson: estimate, spearman: estimate });
  expect(of(72, 0)).toBe('72 ensembles');
  expect(of(72, 3)).toBe('72 ensembles, 3 with a success of 0, taken as half an image');
});

it('takes the logarithm of a success, and not of what withstands', () => {
  expect(pearsonName('same')).toBe('Pearson of log₁₀');
  expect(pearsonName('robust')).toBe('Pearson');
});
