/**
 * How a way of training looks wherever ensembles of several are drawn: a shape and a colour each, so that they are
 * told apart without hue. Orange is the adversarial subspace's.
 */
import {
  type SymbolType,
  symbol,
  symbolCircle,
  symbolCross,
  symbolDiamond,
  symbolSquare,
  symbolStar,
  symbolTriangle,
  symbolWye,
} from 'd3-shape';
import type { WayId } from '../../sweep/ways';

interface WayStyle {
  readonly color: string;
  readonly shape: SymbolType;
  /** Degrees. */
  readonly turn: number;
  /** Of its line, in user units of a stroke about 2 wide. */
  readonly dash: string;
}

const style = (color: string, shape: SymbolType, dash = 'none', turn = 0): WayStyle => ({
  color,
  shape,
  turn,
  dash,
});

const WAY_STYLES: Readonly<Record<WayId, WayStyle>> = {
  none: style('var(--ensemble)', symbolCircle),
  cosine: style('var(--member-1)', symbolSquare, '7 4'),
  gal: style('var(--member-5)', symbolDiamond, '2 3'),
  gdr: style('var(--member-0)', symbolTriangle),
  'gdr-spread': style('var(--member-3)', symbolTriangle, '11 3 2 3', 180),
  norm: style('var(--member-4)', symbolCross, '14 3 2 3 2 3'),
  'joint-slope': style('var(--member-6)', symbolStar),
  'adversarial-member': style('var(--member-2)', symbolWye, '7 4'),
  'adversarial-ensemble': style('var(--member-7)', symbolCross, '18 5', 45),
};

/** Of an ensemble that was trained in none of these ways, or that does not say how. */
const OTHER = style('var(--ink-soft)', symbolCircle);

export function styleOf(way: WayId | null): WayStyle {
  return way === null ? OTHER : WAY_STYLES[way];
}

/** Square px. */
const AREA = 58;

/** Around (0, 0). */
export function pathOf({ shape }: WayStyle): string {
  return symbol(shape, AREA)() ?? '';
}
