/** What was predicted of the sweep beside what came, in words. */
import { decimal } from '../../components/format';
import type { Outcome } from '../../sweep/outcomes';
import type { PredictedRange, PredictedScope } from '../../sweep/predicted';
import { inRange } from '../../sweep/predicted-against';
import { ATTACK_WORDS, ATTACKER_WORDS, MEANING_WORDS } from '../sweep-lines/sweep-words';

export const SCOPE_WORDS: Readonly<Record<PredictedScope, string>> = {
  angles: 'Within cosine, GAL, GDR, GDR spread',
  length: 'Within length',
  'joint slope': 'Within joint slope',
  across: 'Across all ways',
};

/** "Everything, FGS, one step, ε = 0.06: same" */
export function outcomeWords({ attacker, attack, epsilon, meaning }: Outcome): string {
  const how = `${ATTACKER_WORDS[attacker]} (${ATTACK_WORDS[attack]}, ε ${decimal(epsilon)})`;
  return `${how}: ${MEANING_WORDS[meaning].label}`;
}

export function rangeWords([low, high]: PredictedRange, digits = 2): string {
  return `${decimal(low, digits)} to ${decimal(high, digits)}`;
}

export interface Came {
  /** Null where nothing has come. */
  readonly words: string | null;
  readonly asPredicted: boolean;
}

/** @param values of each way of the scope */
export function cameWords(values: readonly number[], range: PredictedRange, digits = 2): Came {
  const known = values.filter(Number.isFinite);
  if (known.length === 0) return { words: null, asPredicted: false };
  const [low, high] = [Math.min(...known), Math.max(...known)];
  const words = low === high ? decimal(low, digits) : rangeWords([low, high], digits);
  return { words, asPredicted: known.every((value) => inRange(value, range)) };
}
