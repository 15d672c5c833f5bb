import { beforeAll, describe, expect, it } from 'vitest';
import { selectBackend, tensorCount } from '../../tests/backend';
import { report, timePlane } from './command';

describe('the benchmark of a plane', () => {
  beforeAll(() => selectBackend('wasm'));

  it('times a plane and its three grids, one after another, and keeps nothing', async () => {
    const before = tensorCount();
    const timing = await timePlane(2, 1);
    expect(tensorCount()).toBe(before);
    expect(timing.span).toBeGreaterThan(0);
    const all = [timing.span, ...timing.grids];
    expect(all).toHaveLength(4);
    expect(all).toEqual([...all].sort((a, b) => a - b));
    expect(report([timing])).toMatch(/25 × 25\s+49 × 49\s+97 × 97\nn = 2/);
  });
});
