/** A benchmark small enough for a test, on the patterns. */
import type { BenchSettings } from './problem';

export const SETTINGS: BenchSettings = {
  backend: 'wasm',
  members: 3,
  hidden: [8],
  penalty: 'gdr',
  metric: 'uniform',
  lambda: 2,
  batch: 10,
  seconds: 0,
};
