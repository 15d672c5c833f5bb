/** The smallest ε at which a picked attack fools one image, for each meaning of success apart. */
import { EPSILON_RANGES } from '../attacks/epsilon';
import { SUCCESS_MEANINGS, type SuccessMeaning, success } from '../attacks/success';
import type { Prediction } from '../ensemble/prediction';
import { type OneImageAttack, worstAttempt } from './attempts';
import type { OnProgress } from './for-each-chunk';
import { classify } from './predictions';

export interface Fooled {
  readonly epsilon: number;
  /** The attacked image at that ε, [inputSize]. */
  readonly image: Float32Array;
  readonly attacked: Prediction;
}

/** Null where no ε that was tried fools. */
export type SmallestEpsilons = { readonly [M in SuccessMeaning]: Fooled | null };

/** Parts that the range is cut into first: success need not be monotone in ε. */
const PARTS = 8;

/**
 * Tries ε from small to large, an eighth of the range apart, then halves what lies between the first that fools
 * and the last before it that did not. Every ε that is tried counts for every meaning, and is one that a link
 * carries: whatever is found did fool. A smaller one may have been passed over.
 * @param onProgress is told before each ε
 * @returns null where it was called off
 */
export async function smallestEpsilons(
  one: OneImageAttack,
  onProgress: OnProgress,
): Promise<SmallestEpsilons | null> {
  const [clean] = await classify(one.model, one.image);
  const unattacked = { epsilon: 0, image: one.image.pixels.slice(), attacked: clean! };
  const { unit, count } = gridOf(EPSILON_RANGES[one.recipe.norm].max);
  const label = one.image.labels[0]!;
  const tried = new Map<number, Fooled>([[0, unattacked]]);
  const fools = (k: number, meaning: SuccessMeaning) =>
    success(tried.get(k)!.attacked, label)[meaning];
  const total = PARTS + SUCCESS_MEANINGS.length * Math.ceil(Math.log2(count / PARTS));

  const attempt = async (k: number): Promise<boolean> => {
    if (tried.has(k)) return true;
    if (!(await onProgress(tried.size - 1, total))) return false;
    const epsilon = Number((k * unit).toFixed(6));
    // What takes more than one attempt lets messages in by the same question.
    const goesOn = () => onProgress(Math.min(tried.size - 1, total), total);
    const worst = await worstAttempt(one, epsilon, goesOn);
    if (!worst) return false;
    const { path, attacked } = worst;
    tried.set(k, { epsilon, image: path.slice(-one.image.pixels.length), attacked });
    return true;
  };
  const firstThatFools = (meaning: SuccessMeaning) =>
    [...tried.keys()].sort((a, b) => a - b).find((k) => fools(k, meaning));

  for (let part = 1; part <= PARTS; part++) {
    // What holds before any attack has its answer.
    if (SUCCESS_MEANINGS.every((meaning) => firstThatFools(meaning) !== undefined)) break;
    if (!(await attempt(Math.round((part * count) / PARTS)))) return null;
  }
  for (const meaning of SUCCESS_MEANINGS) {
    for (;;) {
      const right = firstThatFools(meaning);
      if (right === undefined || right === 0) break;
      const wrong = Math.max(...[...tried.keys()].filter((k) => k < right));
      if (right - wrong < 2) break;
      if (!(await attempt(Math.floor((wrong + right) / 2)))) return null;
    }
  }
  const found = SUCCESS_MEANINGS.map((meaning) => {
    const first = firstThatFools(meaning);
    return [meaning, first === undefined ? null : tried.get(first)!];
  });
  return Object.fromEntries(found) as SmallestEpsilons;
}

/** A thousandth of a range of 0.3, a hundredth of one of 4: three digits, as links and sliders have them. */
function gridOf(max: number): { unit: number; count: number } {
  const unit = 10 ** (Math.floor(Math.log10(max)) - 2);
  return { unit, count: Math.round(max / unit) };
}
