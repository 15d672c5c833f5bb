import { expect, it } from 'vitest';
import { AT_START } from '../ensemble/shipped';
import { awaitsShipped } from './awaits-shipped';

const ready = { phase: 'ready', shippedFailure: null, ensembles: [] } as const;
const all = AT_START.map((id) => ({ id }));

it('shipped ensembles are awaited until they have come or cannot be had', () => {
  expect(awaitsShipped(ready)).toBe(true);
  expect(awaitsShipped({ ...ready, ensembles: [...all.slice(1), { id: 'own' }] })).toBe(true);
  expect(awaitsShipped({ ...ready, ensembles: all })).toBe(false);
  expect(awaitsShipped({ ...ready, shippedFailure: 'The server answered 503.' })).toBe(false);
  expect(awaitsShipped({ ...ready, phase: 'failed' })).toBe(false);
});
