import { beforeAll, describe, expect, it } from 'vitest';
import { selectBackend, tensorCount } from '../../tests/backend';
import { report, timeLayers } from './command';

describe('the benchmark of the playground’s layers', () => {
  beforeAll(() => selectBackend('wasm'));

  it('times a run and every layer, and keeps nothing', async () => {
    const before = tensorCount();
    const timing = await timeLayers(2, 5, 1);
    expect(tensorCount()).toBe(before);
    expect(timing.run).toBeGreaterThan(0);
    expect(timing.layers).toHaveLength(5);
    expect(Math.min(...timing.layers)).toBeGreaterThan(0);
    expect(report([timing])).toMatch(/500 steps\s+gdr\s+truth[\s\S]*n = 2/);
  });
});
