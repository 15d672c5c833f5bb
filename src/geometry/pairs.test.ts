import { describe, expect, it } from 'vitest';
import { memberCount, pairCount, pairIndex, pairs } from './pairs';

describe('the order of pairs', () => {
  it('runs along the rows of the upper triangle', () => {
    expect(pairs(4)).toEqual([
      [0, 1],
      [0, 2],
      [0, 3],
      [1, 2],
      [1, 3],
      [2, 3],
    ]);
    expect(pairs(1)).toEqual([]);
  });

  it('gives every pair its own place, either way round', () => {
    for (let n = 1; n <= 9; n++) {
      expect(pairs(n)).toHaveLength(pairCount(n));
      pairs(n).forEach(([i, j], k) => {
        expect(pairIndex(i, j, n)).toBe(k);
        expect(pairIndex(j, i, n)).toBe(k);
      });
      expect(memberCount(pairCount(n))).toBe(n);
    }
  });

  it('has no pair of a member with itself or with a stranger', () => {
    expect(() => pairIndex(1, 1, 3)).toThrow('No pair (1, 1)');
    expect(() => pairIndex(0, 3, 3)).toThrow('No pair (0, 3)');
    expect(() => memberCount(4)).toThrow('not a number of pairs');
  });
});
