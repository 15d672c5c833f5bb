/**
 * Numbers as the page writes them: a true minus sign, a thin space before the unit, and an en dash
 * where there is no number to show.
 */

const NONE = '–';
const THIN_SPACE = '\u202f';

function withMinus(text: string): string {
  return /^-[0.]*$/.test(text) ? text.slice(1) : text.replace('-', '−');
}

/** 0.372 → "37 %"; `digits` after the point. */
export function percent(x: number, digits = 0): string {
  if (!Number.isFinite(x)) return NONE;
  return `${withMinus((100 * x).toFixed(digits))}${THIN_SPACE}%`;
}

const GROUPED = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });

/** A count, in thousands: 1234 → "1,234". */
export function count(n: number): string {
  return Number.isFinite(n) ? withMinus(GROUPED.format(n)) : NONE;
}

/** −0.5 → "−0.50"; never "−0.00". */
export function decimal(x: number, digits = 2): string {
  if (!Number.isFinite(x)) return NONE;
  return withMinus(x.toFixed(digits));
}

/** At most `digits` significant digits, without trailing zeros: 0.0123 → "0.012", 1200 → "1200". */
export function significant(x: number, digits = 2): string {
  if (!Number.isFinite(x)) return NONE;
  const rounded = Number(x.toPrecision(digits));
  const size = Math.abs(rounded);
  if (rounded !== 0 && (size < 1e-4 || size >= 1e6)) {
    const [mantissa = '', exponent = ''] = rounded.toExponential().split('e');
    return `${withMinus(mantissa)}e${withMinus(exponent.replace('+', ''))}`;
  }
  return withMinus(String(rounded));
}

/** How long something takes, as one would say it: "under 1 s", "about 12 s", "about 3 min". */
export function duration(seconds: number): string {
  if (!Number.isFinite(seconds) || seconds < 0) return NONE;
  if (seconds < 1) return `under 1${THIN_SPACE}s`;
  if (Math.round(seconds) < 60) return `about ${Math.round(seconds)}${THIN_SPACE}s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `about ${minutes}${THIN_SPACE}min`;
  const rest = minutes % 60;
  const hours = `about ${Math.floor(minutes / 60)}${THIN_SPACE}h`;
  return rest === 0 ? hours : `${hours} ${rest}${THIN_SPACE}min`;
}

/** Decimal units: 2_100_000 → "2.1 MB". */
export function bytes(n: number): string {
  if (!Number.isFinite(n) || n < 0) return NONE;
  const units = ['B', 'kB', 'MB', 'GB'];
  let value = n;
  let unit = 0;
  while (unit < units.length - 1 && Number(value.toPrecision(3)) >= 1000) {
    value /= 1000;
    unit += 1;
  }
  const digits = unit === 0 || value >= 99.95 ? 0 : 1;
  return `${value.toFixed(digits)}${THIN_SPACE}${units[unit]}`;
}

const NUMBER_WORDS =
  'no one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty'.split(
    ' ',
  );

/** 3 → "three"; what is not a whole number up to twenty, in figures. */
export function inWords(n: number): string {
  return NUMBER_WORDS[n] ?? String(n);
}
