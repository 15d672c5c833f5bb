/** What each way of training pays for what it withstands: one curve a way, over its λ (or ε), with the spread of its seeds. */
import { type Outcome, outcomeOf, type SweepAttacker } from '../../sweep/outcomes';
import type { SweepLine } from '../../sweep/sweep-line';
import { strengthOf, WAY_IDS, type WayId } from '../../sweep/ways';

/** Mean over seeds, and between what bounds they lie. */
export interface Spread {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

export interface PricePoint {
  readonly way: WayId;
  /** λ, or ε of the images trained at; 0 for no penalty. */
  readonly strength: number;
  readonly symbol: 'λ' | 'ε' | null;
  /** Share of test images that the vote gets right. */
  readonly accuracy: Spread;
  /** Share that withstands the attack. */
  readonly withstood: Spread;
  readonly seeds: number;
}

/** From the weakest on; a way with a strength begins where there is none. */
export interface PriceCurve {
  readonly way: WayId;
  readonly points: readonly PricePoint[];
}

/** What counts as withstood: the vote stays right, or not all members fall. */
export type Withstands = 'robust' | 'joint';

/** The strongest that a sweep has of each attacker, at one ε. */
export const HARDEST: Readonly<Record<SweepAttacker, Pick<Outcome, 'attack' | 'epsilon'>>> = {
  member: { attack: 'pgd', epsilon: 0.06 },
  surrogate: { attack: 'either', epsilon: 0.06 },
  everything: { attack: 'strongest', epsilon: 0.06 },
};

/** @returns 0 to 1, NaN where there was no image to attack; of one member's attack the share that does not transfer */
export function withstoodBy(
  { rating }: Pick<SweepLine, 'rating'>,
  attacker: SweepAttacker,
  what: Withstands,
): number {
  const hardest = { attacker, ...HARDEST[attacker] };
  if (attacker === 'member') {
    return 1 - (outcomeOf(rating, { ...hardest, meaning: 'another' })?.value ?? Number.NaN);
  }
  return outcomeOf(rating, { ...hardest, meaning: what })?.value ?? Number.NaN;
}

/** @param lines of one number of members */
export function priceCurves(
  lines: readonly SweepLine[],
  attacker: SweepAttacker,
  what: Withstands,
): PriceCurve[] {
  const points = WAY_IDS.flatMap((way) => pointsOf(way, lines, attacker, what));
  const start = points.filter(({ way }) => way === 'none');
  return WAY_IDS.flatMap((way) => {
    const own = points.filter((point) => point.way === way);
    if (own.length === 0) return [];
    return [{ way, points: way === 'none' ? own : [...start, ...own] }];
  });
}

function pointsOf(
  way: WayId,
  lines: readonly SweepLine[],
  attacker: SweepAttacker,
  what: Withstands,
): PricePoint[] {
  const groups = new Map<number, SweepLine[]>();
  for (const line of lines) {
    if (line.way !== way || !Number.isFinite(withstoodBy(line, attacker, what))) continue;
    const strength = strengthOf(line.settings)?.value ?? 0;
    groups.set(strength, [...(groups.get(strength) ?? []), line]);
  }
  return [...groups]
    .sort(([a], [b]) => a - b)
    .map(([strength, group]) => ({
      way,
      strength,
      symbol: strengthOf(group[0]!.settings)?.symbol ?? null,
      accuracy: spreadOf(group.map(({ rating }) => rating.ensembleAccuracy)),
      withstood: spreadOf(group.map((line) => withstoodBy(line, attacker, what))),
      seeds: group.length,
    }));
}

function spreadOf(values: readonly number[]): Spread {
  return {
    mean: values.reduce((sum, value) => sum + value, 0) / values.length,
    low: Math.min(...values),
    high: Math.max(...values),
  };
}
