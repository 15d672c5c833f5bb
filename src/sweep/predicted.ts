/**
 * What was predicted of the sweep before it was first run in full, for n = 3: docs/predictions.md as data, and never
 * changed after. Ranges are of rank correlations (Spearman) unless said otherwise.
 */
import { FINAL_EPSILONS } from '../attacks/epsilon';
import type { Measure } from './measure-names';
import type { Outcome } from './outcomes';
import type { WayId } from './ways';

/** Least and most. */
export type PredictedRange = readonly [number, number];

export type PredictedMeasure = Exclude<Measure, 'cosine'>;

/** Ways within each of which the same was predicted; each with the runs without a penalty as its λ = 0. */
export const PREDICTED_WITHIN = {
  angles: ['cosine', 'gal', 'gdr', 'gdr-spread'],
  length: ['norm'],
  'joint slope': ['joint-slope'],
} as const satisfies Record<string, readonly WayId[]>;

/** Within a group of ways, or across all of them. */
export type PredictedScope = keyof typeof PREDICTED_WITHIN | 'across';

export interface PredictedCorrelation {
  readonly outcome: Outcome;
  readonly scope: PredictedScope;
  readonly ranges: Readonly<Record<PredictedMeasure, PredictedRange>>;
}

const member: Outcome = { attacker: 'member', attack: 'pgd', epsilon: 0.06, meaning: 'another' };
const surrogate: Outcome = {
  attacker: 'surrogate',
  attack: 'either',
  epsilon: 0.06,
  meaning: 'same',
};
const surrogateVote: Outcome = { ...surrogate, meaning: 'robust' };
const fgs: Outcome = { attacker: 'everything', attack: 'fgs', epsilon: 0.06, meaning: 'same' };
const strongest: Outcome = { ...fgs, attack: 'strongest', meaning: 'all' };
const robust: Outcome = { ...strongest, meaning: 'robust' };
const joint: Outcome = { ...strongest, meaning: 'joint' };

export const PREDICTED_MEASURES = [
  'gdr',
  'gdrSpread',
  'norm',
  'jointSlope',
] as const satisfies readonly PredictedMeasure[];

/** A scope, what is withstood, and the range for each of the measures in their order. */
type Row = readonly [PredictedScope, Outcome, ...ranges: PredictedRange[]];

const from = (low: number, high: number): PredictedRange => [low, high];

const TABLE: readonly Row[] = [
  ['angles', member, from(0.9, 1), from(0.85, 1), from(-1, -0.75), from(0, 0.7)],
  ['angles', surrogate, from(0.85, 1), from(0.85, 1), from(-1, -0.7), from(0.1, 0.8)],
  ['angles', fgs, from(0.95, 1), from(0.9, 1), from(-1, -0.8), from(0, 0.7)],
  ['angles', strongest, from(0.7, 0.95), from(0.7, 0.95), from(-0.9, -0.4), from(0.4, 0.9)],
  ['angles', robust, from(0.5, 0.9), from(0.5, 0.9), from(-0.95, -0.6), from(-0.4, 0.5)],
  ['angles', joint, from(-1, -0.8), from(-1, -0.8), from(0.5, 0.95), from(-0.8, -0.2)],
  ['length', member, from(-1, -0.75), from(-1, -0.75), from(0.75, 1), from(0.75, 1)],
  ['length', surrogate, from(-1, -0.75), from(-1, -0.75), from(0.75, 1), from(0.75, 1)],
  ['length', fgs, from(-1, -0.75), from(-1, -0.75), from(0.75, 1), from(0.75, 1)],
  ['length', strongest, from(-1, -0.85), from(-1, -0.85), from(0.9, 1), from(0.9, 1)],
  ['length', robust, from(0.85, 1), from(0.85, 1), from(-1, -0.85), from(-1, -0.85)],
  ['length', joint, from(0.85, 1), from(0.85, 1), from(-1, -0.85), from(-1, -0.85)],
  ['joint slope', member, from(0, 0.7), from(0, 0.7), from(0.5, 1), from(0.9, 1)],
  ['joint slope', surrogate, from(0, 0.7), from(0, 0.7), from(0.5, 1), from(0.9, 1)],
  ['joint slope', fgs, from(0, 0.7), from(0, 0.7), from(0.5, 1), from(0.9, 1)],
  ['joint slope', strongest, from(0, 0.7), from(0, 0.7), from(0.5, 1), from(0.9, 1)],
  ['joint slope', robust, from(-0.7, 0), from(-0.7, 0), from(-0.95, -0.5), from(-0.95, -0.6)],
  ['joint slope', joint, from(-0.7, 0), from(-0.7, 0), from(-1, -0.5), from(-1, -0.85)],
  ['across', member, from(0.5, 0.85), from(0.6, 0.9), from(-0.55, 0.1), from(0, 0.5)],
  ['across', surrogate, from(0, 0.5), from(0.1, 0.55), from(0.1, 0.6), from(0.5, 0.85)],
  ['across', fgs, from(0.3, 0.75), from(0.4, 0.8), from(-0.3, 0.3), from(0.1, 0.6)],
  ['across', strongest, from(-0.6, -0.1), from(-0.6, -0.1), from(0.3, 0.7), from(0.85, 0.97)],
  ['across', robust, from(0.5, 0.85), from(0.5, 0.85), from(-0.95, -0.7), from(-0.85, -0.5)],
  ['across', joint, from(0.2, 0.7), from(0.2, 0.7), from(-0.85, -0.5), from(-0.9, -0.65)],
];

export const PREDICTED_CORRELATIONS: readonly PredictedCorrelation[] = TABLE.map(
  ([scope, outcome, ...ranges]) => ({
    outcome,
    scope,
    ranges: Object.fromEntries(
      PREDICTED_MEASURES.map((measure, k) => [measure, ranges[k]!]),
    ) as PredictedCorrelation['ranges'],
  }),
);

/** The ways of which the published figure is repeated. */
export const PUBLISHED_WAYS: readonly WayId[] = ['none', 'gal', 'gdr'];

/** Of the published figure: an attack, and the range at each of the three ε. */
const PUBLISHED = [
  ['fgs', from(0.93, 1), from(0.93, 1), from(0.93, 1)],
  ['pgd', from(0.85, 0.99), from(0.8, 0.98), from(0.6, 0.95)],
  ['mi', from(0.9, 1), from(0.85, 0.99), from(0.75, 0.98)],
] as const;

/** Pearson's correlation of GDR with log10 of success *same*, over those ways. */
export const PREDICTED_PUBLISHED = PUBLISHED.flatMap(([attack, ...ranges]) =>
  FINAL_EPSILONS.map((epsilon, e) => ({
    outcome: { ...fgs, attack, epsilon } satisfies Outcome,
    range: ranges[e]!,
  })),
);

/** Ensemble accuracy that a way may cost, below the mean of the runs without a penalty, to count as equal. */
export const EQUAL_ACCURACY = 0.02;

/** Which way withstands most among those of equal accuracy, each at its best strength, mean over seeds. */
export const PREDICTED_WINNERS: readonly {
  readonly outcome: Outcome;
  readonly way: WayId;
  /** What it comes to. */
  readonly range: PredictedRange;
  /** The best of the penalties. */
  readonly penalty: WayId;
}[] = [
  { outcome: member, way: 'gdr-spread', range: [0.002, 0.015], penalty: 'gdr-spread' },
  {
    outcome: surrogateVote,
    way: 'adversarial-ensemble',
    range: [0.64, 0.7],
    penalty: 'norm',
  },
  { outcome: robust, way: 'adversarial-ensemble', range: [0.6, 0.67], penalty: 'norm' },
  { outcome: joint, way: 'adversarial-ensemble', range: [0.63, 0.7], penalty: 'joint-slope' },
];
