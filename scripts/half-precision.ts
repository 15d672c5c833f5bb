/** An ensemble's parameters in half precision, such that its ratings are what they were. */
import { type RandomStream, stream } from '../src/data/random';
import { fromFloat16, toFloat16 } from '../src/ensemble/float16';
import type { Evaluation } from '../src/measures/evaluation';
import { ratingChanges } from './rating-changes';

const TRIES = 400;

/**
 * Each value goes to one of its two neighbours in half precision: to the nearest where that changes no rating, else by
 * chance, the nearer the likelier, as the first of so many tries that changes none. An image at the edge of a
 * decision is enough for a changed one.
 * @param rate of parameters like these
 * @throws Error with the changes of the nearest, where no try was without
 */
export async function toHalfPrecision(
  parameters: readonly Float32Array[],
  rate: (parameters: readonly Float32Array[]) => Promise<Evaluation>,
): Promise<readonly Float32Array[]> {
  const before = await rate(parameters);
  let nearest = '';
  for (let k = 0; k < TRIES; k++) {
    const random = k === 0 ? null : stream(k, 'half precision');
    const rounded = parameters.map((values) => values.map((value) => neighbour(value, random)));
    const changes = ratingChanges(before, await rate(rounded));
    if (changes.length === 0) return rounded;
    nearest ||= changes.join('; ');
  }
  throw new Error(`In half precision it is rated otherwise: ${nearest}.`);
}

function neighbour(value: number, random: RandomStream | null): number {
  const half = toFloat16(value);
  const nearest = fromFloat16(half);
  if (random === null || nearest === value) return nearest;
  const further = fromFloat16(Math.abs(nearest) < Math.abs(value) ? half + 1 : half - 1);
  return random.uniform() < (value - nearest) / (further - nearest) ? further : nearest;
}
