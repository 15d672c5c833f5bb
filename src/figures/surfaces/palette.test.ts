import { expect, it } from 'vitest';
import { mix, toRgb } from './palette';

it('colours are read as browsers write them, and mixed in proportion', () => {
  expect(toRgb('rgb(29, 65, 151)')).toEqual([29, 65, 151]);
  expect(toRgb('rgba(232, 112, 10, 0.22)')).toEqual([232, 112, 10]);
  expect(mix([0, 0, 0], [100, 200, 50], 0.25)).toEqual([25, 50, 12.5]);
});
