/**
 * The mathematics of a slider's track: from a value to a position on the track and back, and from
 * a key press to the next value. Every function returns a finite number whatever it is given.
 *
 * On a linear track the position is the value. On a logarithmic one it runs from 0 to 1; with a
 * zero stop, the leftmost stretch of it stands for exactly 0.
 */

export interface SliderScale {
  kind: 'linear' | 'log';
  /** Smallest value; on a logarithmic track the smallest positive one. */
  min: number;
  max: number;
  /** Linear: distance between two stops; default a hundredth of the range. */
  step?: number | undefined;
  /** Logarithmic: 0 can be chosen too, left of `min`. */
  zeroStop?: boolean | undefined;
  /** Whole numbers only: the fine step is 1 as well. */
  integer?: boolean | undefined;
}

export type Stride = 'normal' | 'coarse' | 'fine';

/** Share of a logarithmic track that lies between the zero stop and `min`. */
const ZERO_GAP = 0.1;
/** Stops of the keys in a factor of ten: Renard's series R″20, so that 2, 3 and 5 are among them. */
const STOPS = [
  1, 1.1, 1.2, 1.4, 1.6, 1.8, 2, 2.2, 2.5, 2.8, 3, 3.5, 4, 4.5, 5, 5.5, 6, 7, 8, 9,
] as const;

/** Smallest and largest position of the track. */
export function trackOf(scale: SliderScale): { start: number; end: number } {
  return scale.kind === 'linear' ? { start: scale.min, end: scale.max } : { start: 0, end: 1 };
}

/** Distance between two stops of a linear track. */
export function stepOf(scale: SliderScale): number {
  const step = scale.step ?? (scale.integer ? 1 : (scale.max - scale.min) / 100);
  return Number.isFinite(step) && step > 0 ? step : 1;
}

/** Nearest value the scale allows; what is not a number becomes the smallest one. */
export function clampToScale(value: number, scale: SliderScale): number {
  const zero = scale.kind === 'log' && scale.zeroStop === true;
  if (Number.isNaN(value)) return zero ? 0 : scale.min;
  if (zero && value < scale.min / 2) return 0;
  return Math.min(scale.max, Math.max(scale.min, value));
}

/** Where on the track `value` stands. */
export function positionOf(value: number, scale: SliderScale): number {
  const clamped = clampToScale(value, scale);
  if (scale.kind === 'linear') return clamped;
  const gap = scale.zeroStop === true ? ZERO_GAP : 0;
  if (clamped <= 0) return 0;
  const span = Math.log(scale.max / scale.min);
  return span > 0 ? gap + (1 - gap) * (Math.log(clamped / scale.min) / span) : gap;
}

/** The value a pointer means that lets go at `position`: the nearest stop. */
export function valueAt(position: number, scale: SliderScale): number {
  if (!Number.isFinite(position)) return clampToScale(Number.NaN, scale);
  if (scale.kind === 'linear') {
    const step = stepOf(scale);
    const stop = scale.min + Math.round((position - scale.min) / step) * step;
    // The last stop may lie beyond max, or max between two stops: both ends can always be reached.
    return position >= scale.max ? scale.max : tidy(clampToScale(stop, scale), scale);
  }
  const gap = scale.zeroStop === true ? ZERO_GAP : 0;
  if (gap > 0 && position < gap / 2) return 0;
  const share = Math.min(1, Math.max(0, (position - gap) / (1 - gap)));
  return tidy(clampToScale(scale.min * (scale.max / scale.min) ** share, scale), scale, 2);
}

/** The value one key press further: `direction` is 1 or −1; coarse is ten stops, fine a tenth. */
export function stepValue(
  value: number,
  direction: 1 | -1,
  stride: Stride,
  scale: SliderScale,
): number {
  const clamped = clampToScale(value, scale);
  const factor = stride === 'coarse' ? 10 : stride === 'fine' && !scale.integer ? 0.1 : 1;
  if (scale.kind === 'linear') {
    return tidy(clampToScale(clamped + direction * factor * stepOf(scale), scale), scale);
  }
  if (clamped === 0) return direction > 0 ? scale.min : 0;
  if (direction < 0 && clamped <= scale.min) return scale.zeroStop === true ? 0 : scale.min;
  const index = stopIndexOf(clamped);
  // From between two stops to the next one, and from there evenly on and back.
  const from = direction * Math.floor(direction * (index / factor) + 1e-6);
  const next = valueOfStop((from + direction) * factor);
  const inside = Math.min(scale.max, Math.max(scale.min, next));
  const moved = tidy(inside, scale, stride === 'fine' ? 3 : 2);
  if (scale.integer && moved === clamped) return clampToScale(clamped + direction, scale);
  return moved;
}

/** Where `value` > 0 stands among the stops, from 0 at 1; between two of them in proportion. */
function stopIndexOf(value: number): number {
  const decade = Math.floor(Math.log10(value) + 1e-12);
  const digits = value / 10 ** decade;
  const k = Math.max(
    0,
    STOPS.findLastIndex((stop) => stop <= digits * (1 + 1e-12)),
  );
  const [low, high] = [STOPS[k] ?? 1, STOPS[k + 1] ?? 10];
  return decade * STOPS.length + k + (digits - low) / (high - low);
}

function valueOfStop(index: number): number {
  const whole = Math.floor(index + 1e-9);
  const decade = Math.floor(whole / STOPS.length);
  const k = whole - decade * STOPS.length;
  const [low, high] = [STOPS[k] ?? 1, STOPS[k + 1] ?? 10];
  return (low + (index - whole) * (high - low)) * 10 ** decade;
}

/** Removes what floating point added; on a logarithmic track keeps `digits` significant ones. */
function tidy(value: number, scale: SliderScale, digits = 12): number {
  if (scale.integer) return clampToScale(Math.round(value), scale);
  if (value === scale.min || value === scale.max) return value;
  return clampToScale(Number(value.toPrecision(digits)), scale);
}
