/** What is said of an attack: fooled are those that were right before. */
import { describe, expect, it } from 'vitest';
import { predict } from '../../ensemble/prediction';
import { longestVerdict, verdictOf } from './outcome';

const CLASSES = ['Shirt', 'Coat', 'Dress'];

const says = (labels: readonly number[]) =>
  predict(labels.map((own) => CLASSES.map((_, k) => (k === own ? 3 : 0))));

/** Of an image of a shirt: what each member says before and after, each rather certain of it. */
const verdict = (before: readonly number[], after: readonly number[]) =>
  verdictOf(CLASSES, 0, says(before), says(after));

describe('an attack that moves nothing', () => {
  it('fools nobody, whoever was wrong before', () => {
    const { words, meanings } = verdict([1, 1, 0], [1, 1, 0]);
    expect(words).toMatch(/^0 of 3 members fooled, f₁ and f₂ wrong already\./);
    expect(meanings).toEqual({ same: 'no', all: 'no', ensemble: 'wrong already' });
  });

  it('succeeds in no sense where all were wrong before', () => {
    const { words, meanings } = verdict([1, 1], [1, 1]);
    expect(words).toBe('0 of 2 members fooled, f₁ and f₂ wrong already. They agree on Coat.');
    expect(Object.values(meanings)).toEqual(Array(3).fill('wrong already'));
  });
});

describe('an attack that moves something', () => {
  it('fools those that were right and are not any more', () => {
    const { words, meanings } = verdict([0, 0, 0], [1, 1, 0]);
    expect(words).toBe(
      '2 of 3 members fooled. They disagree, and that can be noticed: f₁ says Coat, f₂ says Coat, f₃ says Shirt.',
    );
    expect(meanings).toEqual({ same: 'no', all: 'no', ensemble: 'yes' });
  });

  it('has what it brings about beside what was wrong already', () => {
    const { words, meanings } = verdict([1, 0, 0], [1, 1, 1]);
    expect(words).toBe('2 of 3 members fooled, f₁ wrong already. They agree on Coat.');
    expect(meanings).toEqual({ same: 'yes', all: 'yes', ensemble: 'yes' });
  });

  it('may turn what was wrong already into what is right', () => {
    expect(verdict([1, 0], [0, 0]).words).toMatch(/^0 of 2 members fooled\./);
  });
});

describe('what room the words are given', () => {
  it('is enough for any outcome', () => {
    const classes = [0, 1, 2];
    const outcomes = classes.flatMap((a) =>
      classes.flatMap((b) => classes.map((c) => [a, b, c] as const)),
    );
    const longest = longestVerdict(CLASSES, 3);
    for (const before of outcomes) {
      for (const after of outcomes) {
        const { words, counted } = verdict(before, after);
        expect(words.length).toBeLessThanOrEqual(longest.words.length);
        expect(counted.length).toBeLessThanOrEqual(longest.counted.length);
      }
    }
  });

  it('says whether the image counts, and why not', () => {
    expect(verdict([0, 0], [1, 1]).counted).toMatch(/so it counts in success rates/);
    expect(verdict([0, 1], [1, 1]).counted).toMatch(/^f₂ is wrong .* so it counts in no success/);
  });
});
