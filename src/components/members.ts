/**
 * How a member of the ensemble looks and is called, everywhere on the page: one colour and one
 * dash pattern each, so that members are told apart without hue. Colours are tokens of theme.css.
 * Indices count from 0 in code and from 1 on the page.
 */

/** How many members have a colour of their own. */
const MEMBER_STYLES = 8;

// In user units of a stroke about 2 wide.
const DASHES = [
  'none',
  '7 4',
  '2 3',
  '11 3 2 3',
  '14 3 2 3 2 3',
  '18 5',
  '7 3 7 7',
  '2 7',
] as const;
const SUBSCRIPTS = '₀₁₂₃₄₅₆₇₈₉';

function styleIndex(index: number): number {
  return ((Math.trunc(index) % MEMBER_STYLES) + MEMBER_STYLES) % MEMBER_STYLES;
}

/** CSS colour of member `index` (0-based), theme-aware. */
export function memberColor(index: number): string {
  return `var(--member-${styleIndex(index)})`;
}

/** `stroke-dasharray` of member `index`; `'none'` is a solid line. */
export function memberDash(index: number): string {
  return DASHES[styleIndex(index)] ?? 'none';
}

/** Long name for prose and screen readers: "member 1". */
export function memberName(index: number): string {
  return `member ${index + 1}`;
}

/** Short label for drawings: "f₁". */
export function memberLabel(index: number): string {
  const digits = String(index + 1).replace(/\d/g, (digit) => SUBSCRIPTS[Number(digit)] ?? digit);
  return `f${digits}`;
}

/** The ensemble as a whole: the ink itself, solid and thick. */
export const ENSEMBLE = {
  color: 'var(--ensemble)',
  dash: 'none',
  width: 3,
  name: 'ensemble',
  label: 'ensemble',
} as const;
