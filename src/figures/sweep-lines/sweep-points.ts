/** Ensembles as the points of a picture: those computed beforehand, and those that were measured in this browser. */
import { epsilonKey } from '../../attacks/epsilon';
import { significant } from '../../components/format';
import type { EnsembleRecord } from '../../engine/page/records';
import type { KnownRating } from '../../sweep/known-rating';
import type { Measure } from '../../sweep/measure-names';
import { lineKey, type SweepLine } from '../../sweep/sweep-line';
import { strengthOf, sweepWay, sweepWayOf, type WayId } from '../../sweep/ways';
import type { TrainingSettings } from '../../training/settings';
import { currentSettings } from '../../training/snapshot';

export interface SweepPoint {
  readonly key: string;
  /** Null where it was trained in no way that a sweep compares, or does not say how. */
  readonly way: WayId | null;
  /** "GDR, λ 3, seed 1" */
  readonly name: string;
  readonly members: number;
  readonly rating: KnownRating;
  /** Measured in this browser, and not beforehand. */
  readonly own: boolean;
  /** What it can be trained again from. */
  readonly line?: SweepLine;
  /** Key of the point that it repeats. */
  readonly repeats?: string;
}

/** "GDR, λ 3" */
export function wayName(settings: TrainingSettings): string {
  const way = sweepWayOf(settings);
  const strength = strengthOf(settings);
  const name = way?.name ?? 'Another way';
  return strength ? `${name}, ${strength.symbol} ${significant(strength.value, 3)}` : name;
}

export function pointOfLine(line: SweepLine): SweepPoint {
  const { way, settings, rating } = line;
  const name = `${wayName(settings)}, seed ${settings.seed}`;
  return { key: lineKey(line), way, name, members: settings.members, rating, own: false, line };
}

/** What training it again here has come to. */
export function pointOfAgain(line: SweepLine, rating: KnownRating): SweepPoint {
  const { key, way, name, members } = pointOfLine(line);
  return {
    key: `again ${key}`,
    way,
    name: `${name}, trained again here`,
    members,
    rating,
    own: true,
    repeats: key,
  };
}

/** A line of the reader's own sweep. */
export function pointOfOwnLine(line: SweepLine): SweepPoint {
  const { line: _, ...point } = pointOfLine(line);
  return { ...point, key: `own ${point.key}`, own: true, repeats: point.key };
}

/** An ensemble that was trained, loaded or shipped with the page; null as long as it is not rated. */
export function pointOfRecord(record: EnsembleRecord): SweepPoint | null {
  const { id, name, initial, changes, weights, evaluation, attacks = [] } = record;
  if (!evaluation) return null;
  const settings = initial && currentSettings({ initial, changes });
  const { ensembleAccuracy, memberAccuracy, gdr, cosine, measures, fgs } = evaluation;
  const of = (method: 'pgd' | 'mi') =>
    Object.fromEntries(
      attacks
        .filter((own) => own.method === method)
        .map(({ epsilon, rates, robust, jointAccuracy }) => [
          epsilonKey(epsilon),
          { ...rates, robust, jointAccuracy },
        ]),
    );
  return {
    key: `record ${id}`,
    way: settings ? (sweepWayOf(settings)?.id ?? null) : null,
    name,
    members: weights.members,
    own: true,
    rating: {
      ensembleAccuracy,
      memberAccuracy,
      gdr,
      cosine,
      ...(measures ? { measures } : {}),
      attacks: {
        fgs: Object.fromEntries(fgs.map(({ epsilon, rates }) => [epsilonKey(epsilon), rates])),
        pgd: of('pgd'),
        mi: of('mi'),
      },
    },
  };
}

/** Where it was trained: the name of the way, for a legend. */
export function legendName(way: WayId): string {
  return sweepWay(way).name;
}

/** undefined where the rating does not say, or no image has one. */
export function measureIn({ cosine, measures }: KnownRating, measure: Measure): number | undefined {
  const value = measure === 'cosine' ? cosine : measures?.[measure];
  return value !== undefined && Number.isFinite(value) ? value : undefined;
}
