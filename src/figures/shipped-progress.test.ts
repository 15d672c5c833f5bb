import { expect, it } from 'vitest';
import { shippedProgress } from './shipped-progress';

it('the wait for the shipped ensembles is told in KB', () => {
  expect(shippedProgress({ loaded: 310_400, wanted: 662_000 })).toEqual({
    label: 'Loading the ensembles: 310 of 662 KB',
    value: 310_400 / 662_000,
  });
  expect(shippedProgress(null).value).toBeUndefined();
});
