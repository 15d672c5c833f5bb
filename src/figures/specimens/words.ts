/** Classes and step sizes as they stand in a sentence. */
import { inWords } from '../../components/format';

/** "Ankle boot" → "ankle boot"; "T-shirt/top" stays. */
export function inSentence(className: string): string {
  return /^[A-Z][a-z]/.test(className)
    ? className[0]!.toLowerCase() + className.slice(1)
    : className;
}

/** "Ankle boot" → "an ankle boot". */
export function withArticle(className: string): string {
  const noun = inSentence(className);
  return `${/^[aeiou]/i.test(noun) ? 'an' : 'a'} ${noun}`;
}

/** 0.03 → "three hundredths", 0.031 → "3.1 hundredths". */
export function hundredths(share: number): string {
  const count = Number((100 * share).toFixed(2));
  return `${inWords(count)} hundredth${count === 1 ? '' : 's'}`;
}
