/** Seeded random gradients for the tests of this folder (not part of the product). */

export type Random = () => number;

/** Uniform numbers in (0, 1) from a seed (mulberry32, T. Ettinger). */
export function uniform(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return (((t ^ (t >>> 14)) >>> 0) + 0.5) / 4294967296;
  };
}

/** One standard normal number. */
export function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(random())) * Math.cos(2 * Math.PI * random());
}

/**
 * n vectors of d coordinates that share a common part of length `shared`; coordinates from `rank` on
 * are `noise` times as large as the others.
 */
export function gradients(
  random: Random,
  n: number,
  d: number,
  { shared = 0, rank = d, noise = 1 } = {},
): number[][] {
  return Array.from({ length: n }, () =>
    Array.from(
      { length: d },
      (_, k) => (k === 0 ? shared : 0) + normal(random) * (k < rank ? 1 : noise),
    ),
  );
}

/** Share of `samples` random directions on which all vectors fall, with its standard error. */
export function sampledShare(random: Random, vectors: readonly number[][], samples: number) {
  const d = vectors[0]!.length;
  const direction = new Float64Array(d);
  let hits = 0;
  for (let s = 0; s < samples; s++) {
    for (let k = 0; k < d; k++) direction[k] = normal(random);
    if (vectors.every((v) => v.reduce((sum, x, k) => sum + x * direction[k]!, 0) < 0)) hits++;
  }
  const share = hits / samples;
  return { share, error: Math.sqrt((share * (1 - share) + 1 / samples) / samples) };
}
