/**
 * Measures of alignment that look at pairs of gradients one by one. Both are least when the
 * gradients spread out symmetrically, ρ = −1/(n−1), which asks for more than an empty adversarial
 * subspace does (see gdr.ts).
 */

/** Mean of the pairwise cosines [P]; between −1/(n−1) and 1. */
export function meanCosine(cosines: readonly number[]): number {
  return cosines.reduce((total, rho) => total + rho, 0) / cosines.length;
}

/** Gradient alignment loss, log Σ exp(ρ_ij) over the pairs (Kariyappa and Qureshi 2019). */
export function gal(cosines: readonly number[]): number {
  return Math.log(cosines.reduce((total, rho) => total + Math.exp(rho), 0));
}
