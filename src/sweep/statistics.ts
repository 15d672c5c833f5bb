/** Correlations of weighted points: a weight is how often a bootstrap has drawn the point, 1 for each otherwise. */

/** Ranks from 1, of ties the mean; of points drawn several times, as if each stood there so often. */
export function ranks(
  values: readonly number[],
  weights: readonly number[] = values.map(() => 1),
): number[] {
  return weightedRanks(orderOf(values), weights);
}

/** Indices by rising value, those of equal values together. */
export function orderOf(values: readonly number[]): number[][] {
  const rising = values.map((_, k) => k).sort((a, b) => values[a]! - values[b]!);
  const groups: number[][] = [];
  for (const k of rising) {
    const last = groups.at(-1);
    if (last && values[last[0]!] === values[k]) last.push(k);
    else groups.push([k]);
  }
  return groups;
}

/** @param order as `orderOf` gives it */
export function weightedRanks(
  order: readonly (readonly number[])[],
  weights: readonly number[],
): number[] {
  const found = new Array<number>(weights.length).fill(Number.NaN);
  let below = 0;
  for (const tied of order) {
    let own = 0;
    for (const k of tied) own += weights[k]!;
    for (const k of tied) found[k] = below + (own + 1) / 2;
    below += own;
  }
  return found;
}

/** Pearson's correlation; NaN where one of the two does not vary. */
export function pearson(
  x: readonly number[],
  y: readonly number[],
  weights: readonly number[] = x.map(() => 1),
): number {
  let [total, sumX, sumY] = [0, 0, 0];
  for (let k = 0; k < x.length; k++) {
    const w = weights[k]!;
    total += w;
    sumX += w * x[k]!;
    sumY += w * y[k]!;
  }
  const [meanX, meanY] = [sumX / total, sumY / total];
  let [xx, yy, xy] = [0, 0, 0];
  for (let k = 0; k < x.length; k++) {
    const w = weights[k]!;
    const [dx, dy] = [x[k]! - meanX, y[k]! - meanY];
    xx += w * dx * dx;
    yy += w * dy * dy;
    xy += w * dx * dy;
  }
  // Equal values leave a trace of rounding about their mean.
  const flat = (sum: number, mean: number) => sum <= 1e-24 * total * mean * mean;
  if (flat(xx, meanX) || flat(yy, meanY)) return Number.NaN;
  return Math.min(1, Math.max(-1, xy / Math.sqrt(xx * yy)));
}

/** Spearman's rank correlation: Pearson's of the ranks. */
export function spearman(
  x: readonly number[],
  y: readonly number[],
  weights: readonly number[] = x.map(() => 1),
): number {
  return pearson(ranks(x, weights), ranks(y, weights), weights);
}

/** Between the two nearest of sorted values, linearly (type 7 of Hyndman and Fan 1996); one value or more. */
export function quantile(sorted: readonly number[], share: number): number {
  const place = share * (sorted.length - 1);
  const below = Math.floor(place);
  const [low, high] = [sorted[below]!, sorted[Math.min(below + 1, sorted.length - 1)]!];
  return low + (place - below) * (high - low);
}
