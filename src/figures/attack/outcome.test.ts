/** What is said of an attack: fooled are those that were right before. */
import { describe, expect, it } from 'vitest';
import { success } from '../../attacks/success';
import type { LiveAttack } from '../../engine/protocol';
import { predict } from '../../ensemble/prediction';
import { verdictOf } from './outcome';

const CLASSES = ['Shirt', 'Coat', 'Dress'];

/** Of an image of a shirt: what each member says before and after, each rather certain of it. */
function attack(before: readonly number[], after: readonly number[]) {
  const says = (labels: readonly number[]) =>
    predict(labels.map((own) => CLASSES.map((_, k) => (k === own ? 3 : 0))));
  const [clean, attacked] = [says(before), says(after)];
  return { label: 0, clean, attacked, success: success(attacked, 0) } as unknown as LiveAttack;
}

describe('an attack that moves nothing', () => {
  it('fools nobody, whoever was wrong before', () => {
    const { words, meanings } = verdictOf(CLASSES, attack([1, 1, 0], [1, 1, 0]));
    expect(words).toMatch(/^0 of 3 members fooled, f₁ and f₂ wrong already\./);
    expect(meanings).toEqual({ same: 'no', all: 'no', ensemble: 'wrong already' });
  });

  it('succeeds in no sense where all were wrong before', () => {
    const { words, meanings } = verdictOf(CLASSES, attack([1, 1], [1, 1]));
    expect(words).toBe('0 of 2 members fooled, f₁ and f₂ wrong already. They agree on Coat.');
    expect(Object.values(meanings)).toEqual(Array(3).fill('wrong already'));
  });
});

describe('an attack that moves something', () => {
  it('fools those that were right and are not any more', () => {
    const { words, meanings } = verdictOf(CLASSES, attack([0, 0, 0], [1, 1, 0]));
    expect(words).toBe(
      '2 of 3 members fooled. They disagree, and that can be noticed: f₁ says Coat, f₂ says Coat, f₃ says Shirt.',
    );
    expect(meanings).toEqual({ same: 'no', all: 'no', ensemble: 'yes' });
  });

  it('has what it brings about beside what was wrong already', () => {
    const { words, meanings } = verdictOf(CLASSES, attack([1, 0, 0], [1, 1, 1]));
    expect(words).toBe('2 of 3 members fooled, f₁ wrong already. They agree on Coat.');
    expect(meanings).toEqual({ same: 'yes', all: 'yes', ensemble: 'yes' });
  });

  it('may turn what was wrong already into what is right', () => {
    expect(verdictOf(CLASSES, attack([1, 0], [0, 0])).words).toMatch(/^0 of 2 members fooled\./);
  });
});
