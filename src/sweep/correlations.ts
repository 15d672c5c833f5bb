/**
 * How a measure of the gradients goes with what an attacker achieves, over the ensembles of a sweep: within each way of
 * training, across all of them, and with some left out.
 *
 * Success enters by its log10, a zero as half an image; shares that withstand enter as they are. Intervals are of a
 * bootstrap that draws ways and seeds, each with replacement, and takes a run as often as its way was drawn times its
 * seed was (the pigeonhole bootstrap of Owen 2007): runs of one way, and those of one seed, are not independent.
 */
import { stream } from '../data/random';
import { type Measure, measureOf } from './measure-names';
import { isSuccess, type Outcome, outcomeOf } from './outcomes';
import { orderOf, pearson, quantile, weightedRanks } from './statistics';
import type { SweepLine } from './sweep-line';
import { sweepWay, WAY_IDS, type WayId } from './ways';

export interface CorrelationQuery extends Outcome {
  readonly measure: Measure;
}

/** A correlation, and what 95 % of the bootstrap's lie in; null where there are too few ways and seeds to draw. */
export interface Estimate {
  /** NaN where one of the two does not vary. */
  readonly value: number;
  readonly interval: readonly [number, number] | null;
}

export interface Correlation {
  /** Ensembles. */
  readonly count: number;
  /** Of those, the ones against which no attack succeeded. */
  readonly zeros: number;
  readonly pearson: Estimate;
  readonly spearman: Estimate;
}

export interface Correlations {
  readonly across: Correlation;
  /** Across all ways but those whose penalty is the measure. */
  readonly untrained: Correlation;
  /** Of each way that is there; with the runs without a penalty, which are its λ = 0. */
  readonly within: Readonly<Partial<Record<WayId, Correlation>>>;
  /** Across all ways but this one. */
  readonly without: Readonly<Partial<Record<WayId, Correlation>>>;
}

export interface BootstrapOptions {
  readonly resamples?: number;
  readonly seed?: number;
}

const RESAMPLES = 1000;
const CONFIDENCE = 0.95;

interface Point {
  readonly way: WayId;
  readonly seed: number;
  readonly x: number;
  readonly y: number;
  readonly zero: boolean;
}

/**
 * @param lines of one number of members: GDR of more members is another scale
 * @throws RangeError for an outcome that lines have no number of
 */
export function correlations(
  lines: readonly SweepLine[],
  query: CorrelationQuery,
  options: BootstrapOptions = {},
): Correlations {
  const points = pointsOf(lines, query);
  const ways = WAY_IDS.filter((id) => points.some(({ way }) => way === id));
  const of = (keep: (way: WayId) => boolean, own: BootstrapOptions = options) =>
    correlate(
      points.filter(({ way }) => keep(way)),
      own,
    );
  const trained = ways.filter((id) => id !== 'none');
  return {
    across: of(() => true),
    untrained: of((id) => sweepWay(id).trainedOn !== query.measure),
    within: Object.fromEntries(
      trained.map((id) => [id, of((way) => way === id || way === 'none')]),
    ),
    // How far one way moves them is itself what an interval would tell.
    without: Object.fromEntries(
      ways.map((id) => [id, of((way) => way !== id, { ...options, resamples: 0 })]),
    ),
  };
}

/** Over all of the lines. */
export function correlation(
  lines: readonly SweepLine[],
  query: CorrelationQuery,
  options: BootstrapOptions = {},
): Correlation {
  return correlate(pointsOf(lines, query), options);
}

/** As success enters a correlation. */
export function logSuccess(value: number, images: number): number {
  return Math.log10(value > 0 ? value : 0.5 / images);
}

function pointsOf(lines: readonly SweepLine[], query: CorrelationQuery): Point[] {
  return lines.flatMap(({ way, settings, rating }) => {
    const found = outcomeOf(rating, query);
    if (!found) throw new RangeError(`a sweep has no ${query.attack} by ${query.attacker}`);
    const { value, images } = found;
    const x = measureOf(rating, query.measure);
    const y = isSuccess(query.meaning) ? logSuccess(value, images) : value;
    // An ensemble without an image to attack has neither.
    if (!Number.isFinite(x) || !Number.isFinite(y) || images === 0) return [];
    return [{ way, seed: settings.seed, x, y, zero: isSuccess(query.meaning) && value === 0 }];
  });
}

function correlate(
  points: readonly Point[],
  { resamples = RESAMPLES, seed = 1 }: BootstrapOptions,
): Correlation {
  const x = points.map((point) => point.x);
  const y = points.map((point) => point.y);
  const [orderX, orderY] = [orderOf(x), orderOf(y)];
  const both = (weights: readonly number[]) => ({
    pearson: pearson(x, y, weights),
    spearman: pearson(weightedRanks(orderX, weights), weightedRanks(orderY, weights), weights),
  });
  const found = both(points.map(() => 1));
  const drawn = drawsOf(points, resamples, seed).map(both);
  return {
    count: points.length,
    zeros: points.filter(({ zero }) => zero).length,
    pearson: estimate(
      found.pearson,
      drawn.map((own) => own.pearson),
    ),
    spearman: estimate(
      found.spearman,
      drawn.map((own) => own.spearman),
    ),
  };
}

/** Fewer, drawn alone, make an interval of three or fewer different draws. */
const LEAST_SEEDS = 3;

/** How often each point is drawn, of so many draws; none where there are too few to draw from. */
function drawsOf(points: readonly Point[], resamples: number, seed: number): number[][] {
  // The runs without a penalty belong to whatever way they are set beside: with one other, seeds alone are drawn.
  const ways = [...new Set(points.map(({ way }) => way))].sort();
  const apart = ways.length > 2 || (ways.length === 2 && !ways.includes('none'));
  const seeds = [...new Set(points.map((point) => point.seed))].sort((a, b) => a - b);
  if (!apart && seeds.length < LEAST_SEEDS) return [];
  const random = stream(seed, 'bootstrap');
  const times = <T>(all: readonly T[]) => {
    const count = new Map(all.map((own) => [own, 0]));
    for (let k = 0; k < all.length; k++) {
      const own = all[Math.floor(random.uniform() * all.length)]!;
      count.set(own, count.get(own)! + 1);
    }
    return count;
  };
  return Array.from({ length: resamples }, () => {
    const ofWay = apart ? times(ways) : null;
    const ofSeed = times(seeds);
    return points.map((point) => (ofWay?.get(point.way) ?? 1) * ofSeed.get(point.seed)!);
  });
}

function estimate(value: number, drawn: readonly number[]): Estimate {
  // A draw in which nothing varies has no correlation.
  const sorted = drawn.filter(Number.isFinite).sort((a, b) => a - b);
  if (sorted.length <= drawn.length / 2) return { value, interval: null };
  const tail = (1 - CONFIDENCE) / 2;
  return { value, interval: [quantile(sorted, tail), quantile(sorted, 1 - tail)] };
}
