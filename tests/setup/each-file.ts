/** What holds in every test file. */
import { configureGlobal } from 'fast-check';
import { inject, vi } from 'vitest';

configureGlobal({ seed: inject('fastCheckSeed') });

/**
 * How long a state is waited for says nothing about the code: vitest's own second is short on a machine
 * that is busy with something else.
 */
const LIMIT = { timeout: 30_000, interval: 5 };

const { waitFor } = vi;
vi.waitFor = (check, options) =>
  waitFor(check, typeof options === 'number' ? options : { ...LIMIT, ...options });
