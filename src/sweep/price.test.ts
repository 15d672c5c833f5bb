import { describe, expect, it } from 'vitest';
import { predictionsFound, publishedFound, winnersFound } from './predicted-against';
import { bestAtEqualAccuracy, pricePoints } from './price';
import { FIXTURE_LINES, lineOf } from './test-lines';

const OUTCOME = {
  attacker: 'everything',
  attack: 'strongest',
  epsilon: 0.06,
  meaning: 'robust',
} as const;
const some = { gdr: 0.2, success: 0.2 };
const LINES = [
  lineOf({ ...some, way: 'none', seed: 1, accuracy: 0.86, robust: 0.3 }),
  lineOf({ ...some, way: 'none', seed: 2, accuracy: 0.84, robust: 0.26 }),
  lineOf({ ...some, way: 'norm', strength: { lambda: 1 }, seed: 1, accuracy: 0.84, robust: 0.5 }),
  lineOf({ ...some, way: 'norm', strength: { lambda: 1 }, seed: 2, accuracy: 0.82, robust: 0.52 }),
  lineOf({ ...some, way: 'norm', strength: { lambda: 3 }, seed: 1, accuracy: 0.8, robust: 0.6 }),
  lineOf({ ...some, way: 'gdr', strength: { lambda: 3 }, seed: 1, accuracy: 0.86, robust: 0.25 }),
];

describe('the price of withstanding', () => {
  it('is accuracy beside what is withstood, over the seeds of each strength', () => {
    const points = pricePoints(LINES, OUTCOME);
    expect(points.map(({ way, strength }) => [way, strength?.value])).toEqual([
      ['none', undefined],
      ['norm', 1],
      ['norm', 3],
      ['gdr', 3],
    ]);
    expect(points[0]).toMatchObject({ accuracy: 0.85, value: 0.28 });
    expect(points[1]!.accuracy).toBeCloseTo(0.83, 12);
    expect(points[1]!.value).toBeCloseTo(0.51, 12);
  });

  it('at equal accuracy has each way once, at its best, and none that costs more', () => {
    const ways = (allowed: number, meaning: 'robust' | 'all' = 'robust') =>
      bestAtEqualAccuracy(LINES, { ...OUTCOME, meaning }, allowed).map(
        ({ way, strength }) => `${way} ${strength?.value}`,
      );
    expect(ways(0.021)).toEqual(['norm 1', 'none undefined', 'gdr 3']);
    expect(ways(0.1)[0]).toBe('norm 3');
    expect(ways(0)).toEqual(['none undefined', 'gdr 3']);
    expect(bestAtEqualAccuracy(LINES.slice(2), OUTCOME, 1)).toEqual([]);
  });
});

describe('what was predicted, beside what came', () => {
  it('has a number for every range, of each way that is there', () => {
    const found = predictionsFound(FIXTURE_LINES);
    expect(found).toHaveLength(4 * 6 * 4);
    for (const { scope, found: own } of found) {
      expect(own).toHaveLength(scope === 'angles' ? 2 : 1);
      for (const { value } of own) expect(Math.abs(value)).toBeLessThanOrEqual(1);
    }
    expect(publishedFound(FIXTURE_LINES).map(({ value }) => Math.sign(value))).toEqual(
      new Array(9).fill(1),
    );
  });

  it('names who wins, and the best penalty', () => {
    const [member] = winnersFound(FIXTURE_LINES);
    expect(member!.winner).toMatchObject({ way: 'gdr-spread', value: 0.005 });
    expect(member!.penalty).toBe(member!.winner);
    expect(winnersFound([])[0]).toMatchObject({ winner: null, penalty: null });
  });
});
