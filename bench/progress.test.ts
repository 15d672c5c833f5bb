import { expect, it } from 'vitest';
import { duration } from './progress';

it.each([
  [0, '0 s'],
  [44.2, '45 s'],
  [89, '89 s'],
  [91, '2 min'],
  [3540, '59 min'],
  [3600, '1 h 0 min'],
  [7500, '2 h 5 min'],
])('%d seconds are told as %s', (seconds, text) => {
  expect(duration(seconds)).toBe(text);
});
