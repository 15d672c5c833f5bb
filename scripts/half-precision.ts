/** An ensemble's parameters in half precision, such that its ratings are what they were. */
import { type RandomStream, stream } from '../src/data/random';
import { fromFloat16, toFloat16 } from '../src/ensemble/float16';
import type { Evaluation } from '../src/measures/evaluation';
import { ratingChanges } from './rating-changes';

const TRIES = 1000;
/** Share of the values that a try takes anew. */
const ANEW = 0.02;

/**
 * Each value goes to one of its two neighbours in half precision: to the nearest where that changes no rating. Else
 * some of the values are taken anew by chance, the nearer neighbour the likelier, and stay where no more ratings
 * change than before, until none does. An image at the edge of a decision is enough for a changed one.
 * @param rate of parameters like these
 * @throws Error with the changes that are left after all tries
 */
export async function toHalfPrecision(
  parameters: readonly Float32Array[],
  rate: (parameters: readonly Float32Array[]) => Promise<Evaluation>,
): Promise<readonly Float32Array[]> {
  const before = await rate(parameters);
  let best = parameters.map((values) => values.map(nearest));
  let changes = ratingChanges(before, await rate(best));
  for (let k = 1; k <= TRIES && changes.length > 0; k++) {
    const random = stream(k, 'half precision');
    const tried = best.map((values, p) =>
      values.map((value, i) =>
        random.uniform() < ANEW ? neighbour(parameters[p]![i]!, random) : value,
      ),
    );
    const changed = ratingChanges(before, await rate(tried));
    if (changed.length > changes.length) continue;
    best = tried;
    changes = changed;
  }
  if (changes.length === 0) return best;
  throw new Error(`In half precision it is rated otherwise: ${changes.join('; ')}.`);
}

function nearest(value: number): number {
  return fromFloat16(toFloat16(value));
}

function neighbour(value: number, random: RandomStream): number {
  const half = toFloat16(value);
  const near = fromFloat16(half);
  if (near === value) return near;
  const further = fromFloat16(Math.abs(near) < Math.abs(value) ? half + 1 : half - 1);
  return random.uniform() < (value - near) / (further - near) ? further : near;
}
