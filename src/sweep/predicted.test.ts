import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { MEASURE_NAMES } from './measure-names';
import { OUTCOMES, type Outcome } from './outcomes';
import {
  EQUAL_ACCURACY,
  PREDICTED_CORRELATIONS,
  PREDICTED_MEASURES,
  PREDICTED_PUBLISHED,
  PREDICTED_WINNERS,
  PREDICTED_WITHIN,
  type PredictedRange,
  type PredictedScope,
} from './predicted';
import { sweepWay } from './ways';

const PAGE = readFileSync('docs/predictions.md', 'utf8');

const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
const signed = (value: number) =>
  `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(2).replace(/^0/, '')}`;
const rangeOf = ([low, high]: PredictedRange) => `${signed(low)} to ${signed(high)}`;
const named = ({ attacker, attack, epsilon, meaning }: Outcome) =>
  `${attacker}, ${attack} ${epsilon}, *${meaning}*`;

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [row(head), row(head.map(() => '---')), ...rows.map(row)].join('\n');
}

function correlations(scope: PredictedScope): string {
  return table(
    ['success or share', ...PREDICTED_MEASURES.map((measure) => MEASURE_NAMES[measure])],
    PREDICTED_CORRELATIONS.filter((own) => own.scope === scope).map(({ outcome, ranges }) => [
      named(outcome),
      ...PREDICTED_MEASURES.map((measure) => rangeOf(ranges[measure])),
    ]),
  );
}

describe('the page of predictions', () => {
  it.each([...Object.keys(PREDICTED_WITHIN), 'across'] as PredictedScope[])(
    'has the correlations of the scope "%s" as the program has them',
    (scope) => expect(PAGE).toContain(`\n${correlations(scope)}\n`),
  );

  it('has the published figure’s', () => {
    const rows = PREDICTED_PUBLISHED.map(({ outcome, range }) => [named(outcome), rangeOf(range)]);
    expect(PAGE).toContain(`\n${table(['success', 'Pearson'], rows)}\n`);
  });

  it('has who wins at equal accuracy', () => {
    const rows = PREDICTED_WINNERS.map(({ outcome, way, range: [low, high], penalty }) => [
      named(outcome),
      sweepWay(way).name,
      `${low} to ${high}`,
      sweepWay(penalty).name,
    ]);
    const head = ['success or share', 'wins', 'comes to', 'best penalty'];
    expect(PAGE).toContain(`\n${table(head, rows)}\n`);
    expect(PAGE).toContain(`at most ${EQUAL_ACCURACY} below`);
  });
});

it('predictions are of what a sweep measures, each in a range that can be missed', () => {
  for (const { outcome } of [
    ...PREDICTED_CORRELATIONS,
    ...PREDICTED_PUBLISHED,
    ...PREDICTED_WINNERS,
  ]) {
    expect(OUTCOMES).toContainEqual(outcome);
  }
  for (const [low, high] of PREDICTED_CORRELATIONS.flatMap(({ ranges }) => Object.values(ranges))) {
    expect(high).toBeGreaterThan(low);
    expect(high - low).toBeLessThan(1);
  }
});
