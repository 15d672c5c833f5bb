import { beforeAll, describe, expect, it } from 'vitest';
import { CARD_LINES } from '../src/measures/card-rules';
import { selectBackend } from '../tests/backend';
import { trainedModel } from '../tests/models';
import { openPatterns } from '../tests/patterns';
import { cardReport, evaluationCard } from './card-report';

describe('the evaluation card on the command line', () => {
  beforeAll(() => selectBackend('wasm'));

  it('is a line of numbers for each rule, with the verdict before it and what a failure means', async () => {
    const model = await trainedModel(12);
    const shares: number[] = [];
    const card = await evaluationCard(model, await openPatterns(), {
      surrogates: [],
      plain: null,
      images: 5,
      onShare: (share) => shares.push(share),
    });
    expect(shares.at(-1)).toBeGreaterThan(0.5);
    const report = cardReport(card);
    expect(report.match(/^\[(passes|fails|not judged)\] /gm)).toHaveLength(CARD_LINES.length);
    expect(report).toContain('No surrogate');
    const judged = (square: boolean) =>
      cardReport({ ...card, verdicts: { ...card.verdicts, square } }).match(
        /^\[(\w+)\] Who sees no gradient.*\n.*\n(.*)/m,
      );
    expect(judged(true)?.[1]).toBe('passes');
    expect(judged(true)?.[2]).not.toContain('A failure would mean');
    expect(judged(false)?.[1]).toBe('fails');
    expect(judged(false)?.[2]).toContain('A failure would mean');
  });
});
