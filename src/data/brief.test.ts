import fc from 'fast-check';
import { expect, it } from 'vitest';
import { brief } from './brief';

it.each<[unknown, string]>([
  [3, '3'],
  [Number.NaN, 'NaN'],
  ['gdr', 'gdr'],
  [undefined, 'undefined'],
  [[64, 32], '64, 32'],
  [[], 'an empty list'],
  [[1, 2, 3, 4, 5], '1, 2, 3, 4, …'],
  [[1, [2]], '1, […]'],
  [{ toString: 1 }, 'an object'],
  ['x'.repeat(50), `${'x'.repeat(40)}…`],
])('a message shows %j as “%s”', (value, text) => {
  expect(brief(value)).toBe(text);
});

it('a message is short, whatever it shows', () => {
  fc.assert(fc.property(fc.anything(), (value) => brief(value).length < 200));
});
