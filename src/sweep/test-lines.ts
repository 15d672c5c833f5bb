/** Lines for tests, whose measures and success are chosen. */
import { readFileSync } from 'node:fs';
import { settingsAt } from './grid';
import { parseSweepLines, type SweepLine } from './sweep-line';
import { type Strength, sweepWay, type WayId } from './ways';

export const FIXTURE = readFileSync('tests/fixtures/sweep.jsonl', 'utf8');
export const FIXTURE_LINES: readonly SweepLine[] = parseSweepLines(FIXTURE);

export interface Chosen {
  readonly way: WayId;
  readonly strength?: Strength;
  readonly seed: number;
  readonly gdr: number;
  /** Of FGS at ε 0.06, *same*. */
  readonly success: number;
  readonly accuracy?: number;
  /** Of the strongest attack. */
  readonly robust?: number;
}

export function lineOf(chosen: Chosen): SweepLine {
  const { way, strength = {}, seed, gdr, success, accuracy, robust } = chosen;
  const [line] = FIXTURE_LINES;
  const { rating } = line!;
  const settings = settingsAt(
    { way: sweepWay(way), strength },
    { members: 3, seed, images: 12_800, epochs: 5 },
  );
  const fgs = { ...rating.attacks.fgs, '0.06': { ...rating.attacks.fgs['0.06']!, same: success } };
  const strongest = rating.strongest['0.06']!;
  return {
    ...line!,
    ...{ way, settings },
    rating: {
      ...rating,
      ensembleAccuracy: accuracy ?? rating.ensembleAccuracy,
      gdr,
      measures: { ...rating.measures, gdr },
      attacks: { ...rating.attacks, fgs },
      strongest: { '0.06': { ...strongest, robust: robust ?? strongest.robust } },
    },
  };
}
