/** What was predicted of the sweep (predicted.ts) beside what came. */
import { correlation, correlations } from './correlations';
import type { Outcome } from './outcomes';
import {
  EQUAL_ACCURACY,
  PREDICTED_CORRELATIONS,
  PREDICTED_MEASURES,
  PREDICTED_PUBLISHED,
  PREDICTED_WINNERS,
  PREDICTED_WITHIN,
  type PredictedMeasure,
  type PredictedRange,
  type PredictedScope,
  PUBLISHED_WAYS,
} from './predicted';
import { bestAtEqualAccuracy, type PricePoint } from './price';
import type { SweepLine } from './sweep-line';
import { sweepWay, type WayId } from './ways';

export interface PredictionFound {
  readonly outcome: Outcome;
  readonly scope: PredictedScope;
  readonly measure: PredictedMeasure;
  readonly range: PredictedRange;
  /** Spearman's, in each of the scope's ways that is there; `way` is null across all. */
  readonly found: readonly { readonly way: WayId | null; readonly value: number }[];
}

/** Not in need of intervals. */
const VALUES_ONLY = { resamples: 0 } as const;

/** @param lines of three members */
export function predictionsFound(lines: readonly SweepLine[]): PredictionFound[] {
  return PREDICTED_CORRELATIONS.flatMap(({ outcome, scope, ranges }) =>
    PREDICTED_MEASURES.map((measure) => {
      const all = correlations(lines, { ...outcome, measure }, VALUES_ONLY);
      const found =
        scope === 'across'
          ? [{ way: null, value: all.across.spearman.value }]
          : PREDICTED_WITHIN[scope].flatMap((way) => {
              const own = all.within[way];
              return own ? [{ way, value: own.spearman.value }] : [];
            });
      return { outcome, scope, measure, range: ranges[measure], found };
    }),
  );
}

export interface PublishedFound {
  readonly outcome: Outcome;
  readonly range: PredictedRange;
  /** Pearson's, over the ways of the published figure. */
  readonly value: number;
  /** Spearman's, of which nothing was predicted. */
  readonly spearman: number;
}

/** @param lines of three members */
export function publishedFound(lines: readonly SweepLine[]): PublishedFound[] {
  const own = lines.filter(({ way }) => PUBLISHED_WAYS.includes(way));
  return PREDICTED_PUBLISHED.map(({ outcome, range }) => {
    const { pearson, spearman } = correlation(own, { ...outcome, measure: 'gdr' }, VALUES_ONLY);
    return { outcome, range, value: pearson.value, spearman: spearman.value };
  });
}

export interface WinnerFound {
  readonly outcome: Outcome;
  readonly predicted: (typeof PREDICTED_WINNERS)[number];
  /** Null where the runs without a penalty are not there, which equal accuracy is measured by. */
  readonly winner: PricePoint | null;
  /** The best of the penalties. */
  readonly penalty: PricePoint | null;
}

/** @param lines of three members */
export function winnersFound(lines: readonly SweepLine[]): WinnerFound[] {
  return PREDICTED_WINNERS.map((predicted) => {
    const { outcome } = predicted;
    const best = bestAtEqualAccuracy(lines, outcome, EQUAL_ACCURACY);
    const penalty = best.find(({ way }) => sweepWay(way).trainedOn !== null) ?? null;
    return { outcome, predicted, winner: best[0] ?? null, penalty };
  });
}

/** Whether a number lies where it was predicted. */
export function inRange(value: number, [low, high]: PredictedRange): boolean {
  return value >= low && value <= high;
}
