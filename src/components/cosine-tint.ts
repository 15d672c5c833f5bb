/** The colour of a cosine in a table: it repeats what the number says. */
import type { CSSProperties } from 'react';

/** At ±1 no stronger than leaves the number readable. */
export function cosineTint(cosine: number): CSSProperties {
  if (!Number.isFinite(cosine)) return {};
  const pole = cosine < 0 ? '--diverging-negative' : '--diverging-positive';
  const strength = (40 * Math.min(1, Math.abs(cosine))).toFixed(1);
  return { background: `color-mix(in oklab, var(${pole}) ${strength}%, var(--surface))` };
}
