/**
 * Seeded random numbers: the same seed and purpose give the same numbers, forever. Each purpose has a
 * generator of its own, so that drawing more for one never shifts another.
 *
 * Uniform numbers and permutations are exact on every machine. Normal ones pass through Math.log, whose
 * last bit a JavaScript engine may choose; as 32-bit floats they agree but for rare roundings.
 */
import { randomNormal } from 'd3-random';
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus';

export interface RandomStream {
  /** Uniform in [0, 1). */
  uniform(): number;
  /** Normal with mean 0 and variance 1. */
  normal(): number;
  /** A uniformly random permutation of 0 … n−1: [n]. */
  shuffle(n: number): Uint32Array;
}

/**
 * @param seed a whole number
 * @param purpose what the numbers are for, as words and numbers; part of the seed
 * @throws RangeError for a seed that is no whole number, or a purpose that is no number at all (NaN)
 */
export function stream(seed: number, ...purpose: readonly (string | number)[]): RandomStream {
  if (!Number.isSafeInteger(seed)) throw new RangeError(`A seed is a whole number, not ${seed}.`);
  if (purpose.some((part) => typeof part === 'number' && !Number.isFinite(part))) {
    throw new RangeError(
      `A purpose is made of words and finite numbers, not ${purpose.join(', ')}.`,
    );
  }
  // As JSON, so that ('a', 'b') is not ('a,b') and 1 is not '1'.
  const generator = xoroshiro128plusFromState(hash(JSON.stringify([seed, ...purpose])));
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

/** Where the four hashes of a text begin: the first digits of π after the point, in hexadecimal. */
const STARTS = [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344] as const;

/** 128 bits of state: FNV-1a four times, each finished by MurmurHash3's mixer. */
function hash(text: string): number[] {
  return STARTS.map((start) => {
    let h: number = start;
    for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
    // FNV alone is not enough. Its last character barely reaches the high and low bits, and this
    // generator puts its state straight into its first number: ('member', 0) and ('member', 4) began
    // alike.
    h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
    h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
    return (h ^ (h >>> 16)) | 0;
  });
}
