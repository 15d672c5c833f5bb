import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { offeredAttack, shareIn } from './known-rating';
import { OUTCOMES, outcomeOf } from './outcomes';
import { parseSweepLines } from './sweep-line';

const lines = parseSweepLines(readFileSync('tests/fixtures/sweep.jsonl', 'utf8'));

it('a rating that is known whole says what a line does', () => {
  for (const { rating } of lines) {
    for (const outcome of OUTCOMES) {
      expect(shareIn(rating, outcome), JSON.stringify(outcome)).toBe(
        outcomeOf(rating, outcome)!.value,
      );
    }
  }
});

it('a rating that is known in part says nothing of the rest', () => {
  for (const outcome of OUTCOMES) expect(shareIn({}, outcome)).toBeUndefined();
  const mi = { attacker: 'everything', attack: 'mi', epsilon: 0.06, meaning: 'all' } as const;
  expect(shareIn({ attacks: { mi: { '0.06': { all: 0.2 } } } }, mi)).toBe(0.2);
  expect(shareIn({ attacks: { mi: { '0.06': { all: Number.NaN } } } }, mi)).toBeUndefined();
});

it('another attacker has other attacks, and ε that they are made at', () => {
  const fgs = { attack: 'fgs', epsilon: 0.09 } as const;
  expect(offeredAttack({ ...fgs, attacker: 'everything' })).toEqual({
    ...fgs,
    attacker: 'everything',
  });
  expect(offeredAttack({ attacker: 'member', attack: 'mi', epsilon: 0.03 })).toEqual({
    attacker: 'member',
    attack: 'fgs',
    epsilon: 0.03,
  });
  expect(offeredAttack({ ...fgs, attacker: 'everything', attack: 'strongest' }).epsilon).toBe(0.06);
  const surrogate = offeredAttack({ ...fgs, attacker: 'surrogate' });
  expect(surrogate).toEqual({ attacker: 'surrogate', attack: 'plain', epsilon: 0.06 });
});
