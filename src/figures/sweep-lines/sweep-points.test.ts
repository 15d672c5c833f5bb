import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { EnsembleRecord } from '../../engine/page/records';
import { shareIn } from '../../sweep/known-rating';
import { parseSweepLines } from '../../sweep/sweep-line';
import { commandOf, furtherSeeds } from './sweep-command';
import {
  measureIn,
  pointOfAgain,
  pointOfLine,
  pointOfOwnLine,
  pointOfRecord,
} from './sweep-points';

const LINES = parseSweepLines(readFileSync('tests/fixtures/sweep.jsonl', 'utf8'));
const gdr = LINES.find(({ way }) => way === 'gdr')!;
const FGS = { attacker: 'everything', attack: 'fgs', epsilon: 0.06, meaning: 'same' } as const;

describe('a point', () => {
  it('of a line is named by its way, strength and seed, and can be trained again', () => {
    const { name, own, line, members } = pointOfLine(gdr);
    const { lambda, seed } = gdr.settings;
    expect(name).toBe(`GDR, λ ${lambda}, seed ${seed}`);
    expect({ own, line, members }).toEqual({ own: false, line: gdr, members: 3 });
  });

  it('of what was trained or swept here is the reader’s own, and repeats that of its line', () => {
    const { key } = pointOfLine(gdr);
    for (const point of [pointOfAgain(gdr, { measures: { gdr: 0.03 } }), pointOfOwnLine(gdr)]) {
      expect(point).toMatchObject({ own: true, repeats: key, way: 'gdr' });
      expect(point.key).not.toBe(key);
      expect(point.line).toBeUndefined();
    }
  });

  it('of an ensemble at hand has what its record says, and is none before it is rated', () => {
    const rates = { same: 0.1, all: 0.2, ensemble: 0.3 };
    const pgd = { method: 'pgd', epsilon: 0.03, rates, robust: 0.4, jointAccuracy: 0.5 };
    const record = {
      id: 'mine',
      name: 'Mine',
      initial: { ...gdr.settings, penalty: 'cosine', adversarial: 'member' },
      changes: [],
      weights: { members: 4 },
      evaluation: { gdr: 0.2, cosine: 0.3, fgs: [{ epsilon: 0.06, rates }], ensembleAccuracy: 0.8 },
      attacks: [pgd],
    } as unknown as EnsembleRecord;
    const point = pointOfRecord(record)!;
    expect(point).toMatchObject({ name: 'Mine', members: 4, own: true, way: null });
    expect(shareIn(point.rating, FGS)).toBe(0.1);
    expect(shareIn(point.rating, { ...FGS, attack: 'pgd', epsilon: 0.03, meaning: 'robust' })).toBe(
      0.4,
    );
    expect(shareIn(point.rating, { ...FGS, attack: 'strongest' })).toBeUndefined();
    expect(measureIn(point.rating, 'cosine')).toBe(0.3);
    expect(measureIn(point.rating, 'jointSlope')).toBeUndefined();
    expect(pointOfRecord({ ...record, evaluation: null })).toBeNull();
  });
});

it('the command that makes lines names their members, and the seeds that every way has', () => {
  const of = (way: (typeof LINES)[number]['way'], members: number, seed: number) => ({
    ...gdr,
    way,
    settings: { ...gdr.settings, members, seed },
  });
  const lines = [
    of('none', 3, 1),
    of('none', 3, 2),
    of('none', 3, 5),
    of('gdr', 2, 2),
    of('gdr', 2, 1),
  ];
  expect(commandOf(lines)).toBe('npm run sweep -- --members 2,3 --seeds 1,2 --out FILE.jsonl');
  expect(furtherSeeds(lines)).toBe('1 of them with --ways and --seeds 5');
  expect(furtherSeeds(lines.slice(3))).toBeNull();
});
