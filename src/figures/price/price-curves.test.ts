import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseSweepLines, type SweepLine } from '../../sweep/sweep-line';
import { priceCurves, withstoodBy } from './price-curves';

const [plain] = parseSweepLines(readFileSync('tests/fixtures/sweep.jsonl', 'utf8'));

/** An ensemble of a way that is right on so many test images. */
function trained(way: SweepLine['way'], lambda: number, seed: number, accuracy: number): SweepLine {
  const penalty = way === 'none' ? 'none' : 'gdr';
  const settings = { ...plain!.settings, penalty, lambda, seed } as const;
  return { ...plain!, way, settings, rating: { ...plain!.rating, ensembleAccuracy: accuracy } };
}

const LINES = [
  trained('gdr', 10, 1, 0.8),
  trained('none', 3, 1, 0.86),
  trained('gdr', 1, 2, 0.84),
  trained('gdr', 1, 1, 0.82),
];

describe('the price of a way of training', () => {
  it('is a curve from no penalty over its λ, each point the mean of its seeds', () => {
    const curves = priceCurves(LINES, 'everything', 'robust');
    expect(curves.map(({ way }) => way)).toEqual(['none', 'gdr']);
    const { points } = curves[1]!;
    expect(points.map(({ strength, seeds }) => [strength?.value ?? 0, seeds])).toEqual([
      [0, 1],
      [1, 2],
      [10, 1],
    ]);
    expect(points[1]!.accuracy.mean).toBeCloseTo(0.83, 12);
    expect(points[1]!.accuracy).toMatchObject({ low: 0.82, high: 0.84 });
  });

  it('is paid for what the strongest attack of an attacker leaves', () => {
    const { rating } = plain!;
    expect(withstoodBy(plain!, 'everything', 'joint')).toBe(
      rating.strongest['0.06']!.jointAccuracy,
    );
    expect(withstoodBy(plain!, 'surrogate', 'robust')).toBe(rating.surrogate.robust);
    expect(withstoodBy(plain!, 'member', 'robust')).toBe(1 - rating.transfer.pgd['0.06']!);
  });

  it('leaves out an ensemble of which no image could be attacked', () => {
    const transfer = { ...plain!.rating.transfer, pgd: { '0.06': Number.NaN } };
    const dead = { ...plain!, rating: { ...plain!.rating, transfer } };
    expect(priceCurves([dead], 'member', 'robust')).toEqual([]);
  });
});
