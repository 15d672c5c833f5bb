/** ε: how far an attack may move an image, in a norm; pixels are in units of intensity (0 black, 1 white). */
import type { Norm } from './attack-spec';

/**
 * What a reader may choose. The greatest is far beyond what one would call unnoticed: for L2 half, for L1 a
 * quarter of what moves every pixel by the greatest of L∞.
 */
export const EPSILON_RANGES: Readonly<
  Record<Norm, { readonly min: number; readonly max: number }>
> = { inf: { min: 0, max: 0.3 }, two: { min: 0, max: 4 }, one: { min: 0, max: 60 } };

/** Of the attacks that rate an ensemble, as when its run ends; L∞. */
export const FINAL_EPSILONS = [0.03, 0.06, 0.09] as const;

/** Of those, the one that the samples of a run report and the list of ensembles shows. */
export const SAMPLE_EPSILON = 0.06 satisfies (typeof FINAL_EPSILONS)[number];

/** Where a reader begins who changes the norm. */
export const USUAL_EPSILON: Readonly<Record<Norm, number>> = {
  inf: SAMPLE_EPSILON,
  two: 1.5,
  one: 12,
};

/** Two digits after the point, or as many as it has: 0.3 → "0.30", 0.025 → "0.025". */
export function epsilonKey(epsilon: number): string {
  const short = epsilon.toFixed(2);
  return Number(short) === epsilon ? short : String(epsilon);
}
