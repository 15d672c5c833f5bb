/** How the three balls look and are called. */
import type { NormOrder } from '../../geometry/norm-ball';

export interface BallStyle {
  readonly p: NormOrder;
  readonly name: string;
  readonly dash: string;
  /** Its norm, written out. */
  readonly formula: string;
  /** Where its best step lies. */
  readonly best: string;
  /** SVG path of the mark of its best step. */
  readonly marker: string;
}

export const BALLS: readonly BallStyle[] = [
  {
    p: 1,
    name: 'one',
    dash: '2 3',
    formula: '|δ₁| + |δ₂|',
    best: 'a vertex: one pixel takes it all',
    marker: 'M0 -6L6 0L0 6L-6 0Z',
  },
  {
    p: 2,
    name: 'two',
    dash: 'none',
    formula: '√(δ₁² + δ₂²)',
    best: 'along the gradient itself',
    marker: 'M5 0A5 5 0 1 0 -5 0A5 5 0 1 0 5 0Z',
  },
  {
    p: Infinity,
    name: 'infinity',
    dash: '8 4',
    formula: 'max(|δ₁|, |δ₂|)',
    best: 'a corner: the sign step, FGS',
    marker: 'M-5 -5H5V5H-5Z',
  },
];

export function orderText(p: NormOrder): string {
  return p === Infinity ? '∞' : String(p);
}
