/**
 * Seeded random numbers: the same seed and purpose give the same numbers, on every machine, forever.
 * Each purpose has a generator of its own, so that drawing more for one never shifts another.
 */
import { randomNormal } from 'd3-random';
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

export interface RandomStream {
  /** Uniform in [0, 1). */
  uniform(): number;
  /** Normal with mean 0 and variance 1. */
  normal(): number;
  /** A uniformly random permutation of 0 … n−1. */
  shuffle(n: number): Uint32Array;
}

/**
 * @param seed a whole number
 * @param purpose what the numbers are for, as words and numbers; part of the seed
 */
export function stream(seed: number, ...purpose: readonly (string | number)[]): RandomStream {
  const generator = xoroshiro128plus(hash([seed, ...purpose].join('/')));
  const uniform = () => uniformFloat64(generator);
  return {
    uniform,
    normal: randomNormal.source(uniform)(),
    shuffle(n) {
      const order = Uint32Array.from({ length: n }, (_, i) => i);
      // Fisher and Yates, from the back.
      for (let i = n - 1; i > 0; i--) {
        const j = Math.floor(uniform() * (i + 1));
        [order[i], order[j]] = [order[j]!, order[i]!];
      }
      return order;
    },
  };
}

/** FNV-1a, 32 bits: spreads nearby seeds and purposes apart. */
function hash(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  }
  return h | 0;
}
