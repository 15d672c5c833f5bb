import { describe, expect, it } from 'vitest';
import { type CorrelationQuery, correlation, correlations, logSuccess } from './correlations';
import { pearson, spearman } from './statistics';
import { type Chosen, FIXTURE_LINES, lineOf } from './test-lines';

const QUERY: CorrelationQuery = {
  attacker: 'everything',
  attack: 'fgs',
  epsilon: 0.06,
  meaning: 'same',
  measure: 'gdr',
};

/** Two ways, within each of which success rises with GDR, and no penalty; the higher way has the lower success. */
const CHOSEN: readonly Chosen[] = [
  { way: 'none', seed: 1, gdr: 0.26, success: 0.39 },
  { way: 'none', seed: 2, gdr: 0.25, success: 0.36 },
  { way: 'gdr', strength: { lambda: 1 }, seed: 1, gdr: 0.08, success: 0.2 },
  { way: 'gdr', strength: { lambda: 1 }, seed: 2, gdr: 0.07, success: 0.19 },
  { way: 'gdr', strength: { lambda: 3 }, seed: 1, gdr: 0.03, success: 0.1 },
  { way: 'gdr', strength: { lambda: 3 }, seed: 2, gdr: 0.02, success: 0 },
  { way: 'norm', strength: { lambda: 1 }, seed: 1, gdr: 0.32, success: 0.05 },
  { way: 'norm', strength: { lambda: 1 }, seed: 2, gdr: 0.31, success: 0.04 },
];
const LINES = CHOSEN.map(lineOf);
const { images } = LINES[0]!.rating.attacks.fgs['0.06']!;

const plain = (keep: (own: Chosen) => boolean) => {
  const kept = CHOSEN.filter(keep);
  const y = kept.map(({ success }) => Math.log10(success || 0.5 / images));
  const x = kept.map(({ gdr }) => gdr);
  return { pearson: pearson(x, y), spearman: spearman(x, y), count: kept.length };
};

describe('the correlations of a sweep', () => {
  const found = correlations(LINES, QUERY);

  it.each<[string, (own: Chosen) => boolean, () => (typeof found)['across']]>([
    ['across all ways', () => true, () => found.across],
    ['across all that are not trained on it', ({ way }) => way !== 'gdr', () => found.untrained],
    [
      'within one, no penalty being its λ = 0',
      ({ way }) => way !== 'norm',
      () => found.within.gdr!,
    ],
    ['within another', ({ way }) => way !== 'gdr', () => found.within.norm!],
    ['with one left out', ({ way }) => way !== 'norm', () => found.without.norm!],
    ['without no penalty', ({ way }) => way !== 'none', () => found.without.none!],
  ])('%s are those of the lines that it says', (_, keep, own) => {
    const expected = plain(keep);
    expect(own().count).toBe(expected.count);
    expect(own().pearson.value).toBeCloseTo(expected.pearson, 12);
    expect(own().spearman.value).toBeCloseTo(expected.spearman, 12);
  });

  it('take a zero as half an image, and say how many there are', () => {
    expect(logSuccess(0, 812)).toBe(Math.log10(0.5 / 812));
    expect(logSuccess(0.25, 812)).toBe(Math.log10(0.25));
    expect(found.across.zeros).toBe(1);
    expect(found.within.norm!.zeros).toBe(0);
  });

  it('have other signs within ways and across them, where that is so', () => {
    expect(found.within.gdr!.spearman.value).toBe(1);
    expect(found.within.norm!.spearman.value).toBeLessThan(0);
    expect(found.across.spearman.value).toBeLessThan(found.within.gdr!.spearman.value);
  });

  it('take shares that withstand as they are', () => {
    const query = { ...QUERY, attack: 'strongest', meaning: 'robust' } as const;
    const lines = CHOSEN.map((own, k) => lineOf({ ...own, robust: 0.3 + own.gdr, seed: k }));
    expect(correlation(lines, query).pearson.value).toBeCloseTo(1, 12);
    expect(correlation(lines, query).zeros).toBe(0);
  });

  it('leave out an ensemble with no image to attack', () => {
    const [first, ...rest] = LINES;
    const { rating } = first!;
    const gone = { ...rating.attacks.fgs['0.06']!, same: Number.NaN, images: 0 };
    const fgs = { ...rating.attacks.fgs, '0.06': gone };
    const empty = { ...first!, rating: { ...rating, attacks: { ...rating.attacks, fgs } } };
    expect(correlations([empty, ...rest], QUERY).across.count).toBe(LINES.length - 1);
  });

  it('are of something that lines have a number of', () => {
    expect(() => correlations(LINES, { ...QUERY, epsilon: 0.05 })).toThrow(RangeError);
    for (const [way, own] of Object.entries(correlations(FIXTURE_LINES, QUERY).within)) {
      expect(own.count, way).toBeGreaterThan(2);
    }
  });
});

describe('an interval', () => {
  const of = (lines = FIXTURE_LINES, seed = 1) =>
    correlations(lines, QUERY, { seed }).across.pearson;

  it('holds the value, is the same each time, and hardly another with other draws', () => {
    const [low, high] = of().interval!;
    expect(low).toBeLessThan(of().value);
    expect(high).toBeGreaterThan(of().value);
    expect(of()).toEqual(of());
    const [otherLow] = of(FIXTURE_LINES, 2).interval!;
    expect(otherLow).not.toBe(low);
    expect(Math.abs(otherLow - low)).toBeLessThan(0.1);
  });

  it('gets no narrower by more runs of the same way and seed', () => {
    const thrice = [...FIXTURE_LINES, ...FIXTURE_LINES, ...FIXTURE_LINES];
    const [low, high] = of().interval!;
    expect(high - low).toBeLessThan(2);
    expect(of(thrice).interval![0]).toBeCloseTo(low, 9);
    expect(of(thrice).interval![1]).toBeCloseTo(high, 9);
  });

  it('is none of two seeds within one way, nor where it is not asked for', () => {
    expect(correlations(LINES, QUERY).within.gdr!.pearson.interval).toBeNull();
    const third = CHOSEN.map((own) => lineOf({ ...own, seed: own.seed + 2, gdr: own.gdr * 1.1 }));
    const within = correlations([...LINES, ...third], QUERY).within.gdr!.pearson;
    expect(within.interval![0]).toBeLessThan(within.value);
    const one = LINES.filter(({ settings }) => settings.seed === 1);
    const found = correlations(one, QUERY);
    expect(found.within.gdr!.pearson.interval).toBeNull();
    expect(found.across.pearson.interval).not.toBeNull();
    expect(correlations(LINES, QUERY).without.gdr!.pearson.interval).toBeNull();
  });
});
