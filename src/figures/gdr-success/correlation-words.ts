/** A correlation in words. */
import { count, decimal } from '../../components/format';
import type { Correlation, Estimate } from '../../sweep/correlations';
import { isSuccess, type OutcomeMeaning } from '../../sweep/outcomes';

/** "0.94 (0.81 to 0.97)" */
export function estimateWords({ value, interval }: Estimate): string {
  if (!interval) return decimal(value);
  return `${decimal(value)} (${decimal(interval[0])} to ${decimal(interval[1])})`;
}

export function pearsonName(meaning: OutcomeMeaning): string {
  return isSuccess(meaning) ? 'Pearson of log₁₀' : 'Pearson';
}

/** "72 ensembles, 3 of them with a success of 0" */
export function countWords({ count: ensembles, zeros }: Correlation): string {
  const none = zeros > 0 ? `, ${count(zeros)} with a success of 0, taken as half an image` : '';
  return `${count(ensembles)} ensembles${none}`;
}
