/**
 * Measures of alignment that look at pairs of gradients one by one. Both are least when the
 * gradients spread out symmetrically, ρ = −1/(n−1), which asks for more than an empty adversarial
 * subspace does (see gdr.ts).
 */
import { pairs } from './pairs';

/** Mean of the pairwise cosines [P]; between −1/(n−1) and 1. */
export function meanCosine(cosines: readonly number[]): number {
  return cosines.reduce((total, rho) => total + rho, 0) / cosines.length;
}

/** Gradient alignment loss, log Σ exp(ρ_ij) over the pairs (Kariyappa and Qureshi 2019). */
export function gal(cosines: readonly number[]): number {
  return Math.log(cosines.reduce((total, rho) => total + Math.exp(rho), 0));
}

/** The least mean pairwise cosine of n ≥ 2 gradients, in the plane or in space: that of any that sum to zero. */
export function leastMeanCosine(n: number): number {
  return -1 / (n - 1);
}

/**
 * The least GAL of n ≥ 2 gradients that lie in a plane: that of a regular n-gon, which is least for every
 * completely monotonic function of the squared chord (Cohn and Kumar 2007, Universally optimal
 * distribution of points on spheres), and exp ρ = exp(1 − chord²/2) is one. Space has room for less from
 * n = 4 on.
 */
export function leastPlanarGal(n: number): number {
  return gal(pairs(n).map(([i, j]) => Math.cos((2 * Math.PI * (j - i)) / n)));
}
