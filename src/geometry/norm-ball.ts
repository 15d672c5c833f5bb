/** The p-norms, the balls {δ: ‖δ‖_p ≤ ε}, and the step within a ball that a gradient likes best. */

export const NORMS = [1, 2, Infinity] as const;
/** The p of a norm. */
export type NormOrder = (typeof NORMS)[number];

export function norm(delta: readonly number[], p: NormOrder): number {
  const sizes = delta.map(Math.abs);
  if (p === 1) return sizes.reduce((sum, size) => sum + size, 0);
  return p === 2 ? Math.hypot(...sizes) : Math.max(0, ...sizes);
}

/** The q with 1/p + 1/q = 1: ‖g‖_q is the most that g·δ can be over ‖δ‖_p ≤ 1 (Hölder). */
export function dualOrder(p: NormOrder): NormOrder {
  return p === 1 ? Infinity : p === 2 ? 2 : 1;
}

/**
 * The δ with ‖δ‖_p ≤ ε that makes g·δ greatest: ε·sign(g) for p = ∞ (the step of FGS), ε·g/‖g‖₂ for p = 2,
 * and for p = 1 the whole of ε on the largest entry. Where several are as good, the first of the largest
 * entries, and 0 where g is 0.
 */
export function bestStep(g: readonly number[], p: NormOrder, epsilon: number): number[] {
  if (p === Infinity) return g.map((value) => epsilon * Math.sign(value));
  const length = norm(g, dualOrder(p));
  if (length === 0) return g.map(() => 0);
  if (p === 2) return g.map((value) => epsilon * (value / length));
  const largest = g.findIndex((value) => Math.abs(value) === length);
  return g.map((value, k) => (k === largest ? epsilon * Math.sign(value) : 0));
}
