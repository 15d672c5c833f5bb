/** What each way of training pays for what it withstands: one curve a way, over its λ (or ε), with the spread of its seeds. */
import { type Outcome, outcomeOf, type SweepAttacker } from '../../sweep/outcomes';
import { type PricePoint, pricePoints } from '../../sweep/price';
import type { SweepLine } from '../../sweep/sweep-line';
import { WAY_IDS, type WayId } from '../../sweep/ways';

/** Mean over seeds, and between what bounds they lie. */
export interface Spread {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

export interface CurvePoint {
  readonly key: string;
  readonly way: WayId;
  /** λ, or ε of the images trained at; null for no penalty. */
  readonly strength: PricePoint['strength'];
  /** Share of test images that the vote gets right. */
  readonly accuracy: Spread;
  /** Share that withstands the attack. */
  readonly withstood: Spread;
  readonly seeds: number;
}

/** From the weakest on; a way with a strength begins where there is none. */
export interface PriceCurve {
  readonly way: WayId;
  readonly points: readonly CurvePoint[];
}

/** What counts as withstood: the vote stays right, or not all members fall. */
export type Withstands = 'robust' | 'joint';

/** The strongest that a sweep has of each attacker, at one ε. */
export const HARDEST: Readonly<Record<SweepAttacker, Pick<Outcome, 'attack' | 'epsilon'>>> = {
  member: { attack: 'pgd', epsilon: 0.06 },
  surrogate: { attack: 'either', epsilon: 0.06 },
  everything: { attack: 'strongest', epsilon: 0.06 },
};

function hardest(attacker: SweepAttacker, what: Withstands): Outcome {
  return { attacker, ...HARDEST[attacker], meaning: attacker === 'member' ? 'another' : what };
}

/** @returns 0 to 1, NaN where there was no image to attack; of one member's attack the share that does not transfer */
export function withstoodBy(
  { rating }: Pick<SweepLine, 'rating'>,
  attacker: SweepAttacker,
  what: Withstands,
): number {
  const value = outcomeOf(rating, hardest(attacker, what))?.value ?? Number.NaN;
  return attacker === 'member' ? 1 - value : value;
}

/** @param lines of one number of members */
export function priceCurves(
  lines: readonly SweepLine[],
  attacker: SweepAttacker,
  what: Withstands,
): PriceCurve[] {
  const known = lines.filter((line) => Number.isFinite(withstoodBy(line, attacker, what)));
  const points = pricePoints(known, hardest(attacker, what))
    .sort((a, b) => (a.strength?.value ?? 0) - (b.strength?.value ?? 0))
    .map(({ way, strength, lines: own }) => ({
      key: `${way} ${strength?.value ?? 0} ${own[0]!.settings.adversarialSteps}`,
      way,
      strength,
      accuracy: spreadOf(own.map(({ rating }) => rating.ensembleAccuracy)),
      withstood: spreadOf(own.map((line) => withstoodBy(line, attacker, what))),
      seeds: own.length,
    }));
  const start = points.filter(({ way }) => way === 'none');
  return WAY_IDS.flatMap((way) => {
    const own = points.filter((point) => point.way === way);
    if (own.length === 0) return [];
    return [{ way, points: way === 'none' ? own : [...start, ...own] }];
  });
}

function spreadOf(values: readonly number[]): Spread {
  return {
    mean: values.reduce((sum, value) => sum + value, 0) / values.length,
    low: Math.min(...values),
    high: Math.max(...values),
  };
}
