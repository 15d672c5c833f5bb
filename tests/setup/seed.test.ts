import { readConfigureGlobal } from 'fast-check';
import { describe, expect, inject, it } from 'vitest';
import { fastCheckSeed } from './seed';

describe('the seed of the properties', () => {
  it('is the one that is asked for', () => {
    expect(fastCheckSeed({ FC_SEED: '-12' }, 5)).toBe(-12);
    expect(fastCheckSeed({ FC_SEED: '7', CI: 'true' }, 5)).toBe(7);
  });

  it('is the same every time in CI, and another one at another time elsewhere', () => {
    expect(fastCheckSeed({ CI: 'true' }, 5)).toBe(fastCheckSeed({ CI: 'true' }, 6));
    const [now, later] = [1.8e12, 1.8e12 + 1].map((time) => fastCheckSeed({}, time));
    expect(now).not.toBe(later);
    expect(now).toBe(now! | 0);
  });

  it.each(['x', '1.5', '1e12'])('is refused where it is %s', (FC_SEED) => {
    expect(() => fastCheckSeed({ FC_SEED }, 5)).toThrow(
      `FC_SEED must be a 32-bit integer, not ${FC_SEED}`,
    );
  });

  it('is what fast-check takes', () => {
    expect(readConfigureGlobal().seed).toBe(inject('fastCheckSeed'));
  });
});
