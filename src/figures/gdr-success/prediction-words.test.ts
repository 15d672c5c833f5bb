import { expect, it } from 'vitest';
import { cameWords, rangeWords } from './prediction-words';

it('what came is as predicted where every way of the group is', () => {
  expect(cameWords([0.95, 0.99], [0.9, 1])).toEqual({ words: '0.95 to 0.99', asPredicted: true });
  expect(cameWords([0.95, 0.85], [0.9, 1])).toEqual({ words: '0.85 to 0.95', asPredicted: false });
  expect(cameWords([-0.3], [-0.5, 0])).toEqual({ words: '−0.30', asPredicted: true });
});

it('nothing has come where there is no number', () => {
  expect(cameWords([], [0, 1]).words).toBeNull();
  expect(cameWords([Number.NaN], [0, 1]).words).toBeNull();
});

it('a range is from its least to its most', () => {
  expect(rangeWords([-0.75, 0.1])).toBe('−0.75 to 0.10');
});
