/** What withstanding costs: accuracy beside what is withstood, of each way at each strength, over its seeds. */
import { isSuccess, type Outcome, outcomeOf } from './outcomes';
import type { SweepLine } from './sweep-line';
import { strengthOf, type WayId } from './ways';

export interface PricePoint {
  readonly way: WayId;
  /** λ or ε; null of no penalty. */
  readonly strength: ReturnType<typeof strengthOf>;
  /** Of the ensemble, mean over seeds. */
  readonly accuracy: number;
  /** Of the outcome, mean over the seeds that have one. */
  readonly value: number;
  readonly lines: readonly SweepLine[];
}

/**
 * One point for each way and strength, in the order in which they come first.
 * @param lines of one number of members
 */
export function pricePoints(lines: readonly SweepLine[], outcome: Outcome): PricePoint[] {
  const groups = new Map<string, SweepLine[]>();
  for (const line of lines) {
    const { adversarialSteps } = line.settings;
    const key = JSON.stringify([line.way, strengthOf(line.settings), adversarialSteps]);
    groups.set(key, [...(groups.get(key) ?? []), line]);
  }
  return [...groups.values()].map((own) => ({
    way: own[0]!.way,
    strength: strengthOf(own[0]!.settings),
    accuracy: mean(own.map(({ rating }) => rating.ensembleAccuracy)),
    value: mean(own.map(({ rating }) => outcomeOf(rating, outcome)?.value ?? Number.NaN)),
    lines: own,
  }));
}

/**
 * The points at which a way withstands most, each way's own, the best first, of those that cost no more accuracy than
 * is allowed.
 * @param allowed below the mean of the runs without a penalty, which must be there
 */
export function bestAtEqualAccuracy(
  lines: readonly SweepLine[],
  outcome: Outcome,
  allowed: number,
): PricePoint[] {
  const points = pricePoints(lines, outcome);
  const plain = points.find(({ way }) => way === 'none');
  if (!plain) return [];
  const sign = isSuccess(outcome.meaning) ? 1 : -1;
  const rising = points
    .filter(({ accuracy, value }) => accuracy >= plain.accuracy - allowed && !Number.isNaN(value))
    .sort((a, b) => sign * (a.value - b.value));
  return rising.filter(({ way }, k) => rising.findIndex((own) => own.way === way) === k);
}

/** Of those that are numbers; NaN of none. */
function mean(values: readonly number[]): number {
  const known = values.filter((value) => !Number.isNaN(value));
  return known.reduce((sum, value) => sum + value, 0) / known.length;
}
