/** The measures of an ensemble's gradients that a sweep sets beside what the ensemble withstands. */
import type { SweepRating } from '../measures/sweep-rating';

export const MEASURES = ['gdr', 'gdrSpread', 'cosine', 'norm', 'jointSlope'] as const;
export type Measure = (typeof MEASURES)[number];

/** `norm` is the mean over images and members of the gradient's length ‖g‖₂. */
export const MEASURE_NAMES: Readonly<Record<Measure, string>> = {
  gdr: 'GDR',
  gdrSpread: 'GDR spread',
  cosine: 'cosine',
  norm: 'length',
  jointSlope: 'joint slope',
};

export function measureOf({ cosine, measures }: SweepRating, measure: Measure): number {
  return measure === 'cosine' ? cosine : measures[measure];
}
