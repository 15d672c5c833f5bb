/** The scales of a line chart and the ticks along them. */
import { type ScaleContinuousNumeric, scaleLinear, scaleLog } from 'd3-scale';
import { significant } from './format';

export type Scale = ScaleContinuousNumeric<number, number>;

export interface Tick {
  /** In CSS pixels along the scale. */
  at: number;
  text: string;
}

/** Smallest and largest number; undefined where there is none. */
export function extentOf(values: readonly number[]): [number, number] | undefined {
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return low <= high ? [low, high] : undefined;
}

/** One x alone stands at the left. */
export function xScaleOf([low, high]: readonly [number, number], width: number): Scale {
  return scaleLinear([low, high > low ? high : low + 1], [0, width]);
}

/** 0 is at the top. A domain that comes from the data is rounded to its ticks. */
export function yScaleOf(
  kind: 'linear' | 'log',
  given: readonly [number, number] | undefined,
  values: readonly number[],
  height: number,
): Scale {
  const [low, high] = given ?? extentOf(values) ?? (kind === 'log' ? [0.1, 1] : [0, 1]);
  if (kind === 'log') {
    const bottom = low > 0 ? low : (extentOf(values)?.[0] ?? high / 1000);
    const scale = scaleLog([bottom, high > bottom ? high : bottom * 10], [height, 0]);
    return given === undefined ? scale.domain(easyDomain(scale.domain())) : scale;
  }
  const spread = high > low ? 0 : Math.max(Math.abs(low) * 0.1, 0.1);
  const scale = scaleLinear([low - spread, high + spread], [height, 0]);
  return given === undefined ? scale.nice(5) : scale;
}

/** The next 1, 2 or 5 times a power of ten outwards from either end. */
function easyDomain([low = 1, high = 1]: readonly number[]): [number, number] {
  const factors = [1, 2, 5, 10];
  const lowPower = 10 ** Math.floor(Math.log10(low) + 1e-9);
  const highPower = 10 ** Math.floor(Math.log10(high) - 1e-9);
  const down = factors.findLast((factor) => factor * lowPower <= low * (1 + 1e-9)) ?? 1;
  const up = factors.find((factor) => factor * highPower >= high * (1 - 1e-9)) ?? 10;
  return [down * lowPower, up * highPower];
}

export function xTicksOf(
  x: Scale,
  [low, high]: readonly [number, number],
  width: number,
  whole: boolean,
): Tick[] {
  if (low === high) return [{ at: x(low), text: significant(low, 4) }];
  const count = Math.max(2, Math.min(8, Math.floor(width / 70)));
  const text = x.tickFormat(count, whole ? ',d' : undefined);
  const values = x.ticks(count).filter((value) => !whole || Number.isInteger(value));
  return values.map((value) => ({ at: x(value), text: withMinus(text(value)) }));
}

/** On a log scale powers of ten, thinned out; the usual ticks where those are too few. */
export function yTicksOf(y: Scale, kind: 'linear' | 'log', height: number): Tick[] {
  const count = Math.max(2, Math.floor(height / 36));
  if (kind === 'linear') {
    const text = y.tickFormat(count);
    return y.ticks(count).map((value) => ({ at: y(value), text: withMinus(text(value)) }));
  }
  const all = y.ticks();
  const powers = all.filter((value) => Math.abs(Math.log10(value) % 1) < 1e-9);
  const easy = all.filter((value) => /^[125]/.test(value.toExponential()));
  const chosen = powers.length >= 3 ? powers : easy.length >= 2 ? easy : all;
  const every = Math.max(1, Math.ceil(chosen.length / (count + 1)));
  return chosen
    .filter((_, i) => i % every === 0)
    .map((value) => ({ at: y(value), text: significant(value, 2) }));
}

/** Ticks of shares, written in percent: "0.025" → "2.5 %". */
export function inPercent(ticks: readonly Tick[]): Tick[] {
  return ticks.map(({ at, text }) => {
    const share = Number(text.replace('−', '-'));
    return { at, text: withMinus(`${Number((100 * share).toPrecision(3))}\u202f%`) };
  });
}

function withMinus(text: string): string {
  return text.replace('-', '−');
}
