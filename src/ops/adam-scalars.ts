/** The numbers of Adam (Kingma and Ba 2015, algorithm 1) that the code of every device shares. */

/** The paper's own constants. */
export const ADAM = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8 } as const;

/**
 * The corrections for the moments' start at zero, folded into two scalars: a parameter moves by
 * −rate·m/(√v·correction + epsilon).
 * @param steps the number of this step, from 1
 */
export function adamScalars(
  learningRate: number,
  steps: number,
): { readonly rate: number; readonly correction: number } {
  return {
    rate: learningRate / (1 - ADAM.beta1 ** steps),
    correction: 1 / Math.sqrt(1 - ADAM.beta2 ** steps),
  };
}
