import { expect, it } from 'vitest';
import { hundredths, inSentence, withArticle } from './words';

it('classes stand in a sentence as one writes them', () => {
  expect(inSentence('Ankle boot')).toBe('ankle boot');
  expect(withArticle('Ankle boot')).toBe('an ankle boot');
  expect(withArticle('Sandal')).toBe('a sandal');
  expect(withArticle('T-shirt/top')).toBe('a T-shirt/top');
});

it('whole hundredths are written as words, others in figures', () => {
  expect(hundredths(0.03)).toBe('three hundredths');
  expect(hundredths(0.01)).toBe('one hundredth');
  expect(hundredths(0.2)).toBe('twenty hundredths');
  expect(hundredths(0.031)).toBe('3.1 hundredths');
});
