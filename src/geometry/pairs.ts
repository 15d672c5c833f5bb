/**
 * The unordered pairs of n members in one fixed order: (0,1), (0,2), …, (0,n−1), (1,2), ….
 * Every flat list of pairwise angles, cosines or derivatives in this project uses it.
 */

/** A pair of member indices [i, j] with i < j. */
export type Pair = readonly [number, number];

/** How many unordered pairs n members form: n(n−1)/2. */
export function pairCount(n: number): number {
  return (n * (n - 1)) / 2;
}

const known = new Map<number, readonly Pair[]>();

/** All pairs of n members, in the fixed order; the same frozen list on every call. */
export function pairs(n: number): readonly Pair[] {
  let list = known.get(n);
  if (list === undefined) {
    const fresh: Pair[] = [];
    for (let i = 0; i < n; i++) for (let j = i + 1; j < n; j++) fresh.push(Object.freeze([i, j]));
    list = Object.freeze(fresh);
    known.set(n, list);
  }
  return list;
}

/**
 * Where the pair of members i and j (either way round) stands in the fixed order.
 * @throws RangeError when i = j or an index is not one of 0 … n−1.
 */
export function pairIndex(i: number, j: number, n: number): number {
  const valid = Number.isInteger(i) && Number.isInteger(j) && i !== j;
  const low = Math.min(i, j);
  const high = Math.max(i, j);
  if (!valid || low < 0 || high >= n) throw new RangeError(`No pair (${i}, ${j}) of ${n} members`);
  return (low * (2 * n - low - 1)) / 2 + high - low - 1;
}

/**
 * The number of members whose pairs are `count` in number (none: a single member).
 * @throws RangeError when no n has n(n−1)/2 = count.
 */
export function memberCount(count: number): number {
  const n = Math.round((1 + Math.sqrt(1 + 8 * count)) / 2);
  if (pairCount(n) !== count) throw new RangeError(`${count} is not a number of pairs n(n−1)/2`);
  return n;
}
