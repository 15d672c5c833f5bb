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

/** Members of case c of a long series: one to six in turn, sometimes seven or eight, which cost more. */
export function seriesSize(c: number): number {
  if (c % 80 === 79) return 8;
  return c % 20 === 19 ? 7 : 1 + (c % 6);
}

/**
 * n vectors, apart or alike, half of the times in general position and half of the times close to a
 * space of fewer dimensions: what they have beside it is between 0.1 and `least` times as large.
 */
export function assorted(random: Random, n: number, least = 1e-6): number[][] {
  const shared = [0, 0.5, 1.5][Math.floor(3 * random())]!;
  if (random() < 0.5) return gradients(random, n, n + 1, { shared });
  const rank = 1 + Math.floor(random() * Math.max(1, n - 1));
  const noise = 0.1 * (10 * least) ** random();
  return gradients(random, n, n + 1, { shared, rank, noise });
}

/**
 * Share of random directions on which all vectors fall, with its standard error. A direction and its
 * opposite count as one sample: both cannot fall on all, which lowers the error at no cost.
 */
export function sampledShare(random: Random, vectors: readonly number[][], samples: number) {
  const d = vectors[0]!.length;
  const direction = new Float64Array(d);
  const rises = (vector: readonly number[]) => {
    let sum = 0;
    for (let k = 0; k < d; k++) sum += vector[k]! * direction[k]!;
    return sum > 0;
  };
  let hits = 0;
  for (let s = 0; s < samples; s++) {
    for (let k = 0; k < d; k++) direction[k] = normal(random);
    const side = rises(vectors[0]!);
    if (vectors.every((vector) => rises(vector) === side)) hits++;
  }
  const share = hits / samples;
  const error = Math.sqrt((share * (1 - share) + 1 / samples) / samples);
  return { share: share / 2, error: error / 2 };
}
