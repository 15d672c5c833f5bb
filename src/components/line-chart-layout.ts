/** Where a line chart's scales end and where its labels stand: arithmetic without React. */
import { type ScaleContinuousNumeric, scaleLinear, scaleLog } from 'd3-scale';
import { significant } from './format';

export type Point = readonly [x: number, y: number];

export interface Series {
  name: string;
  /** CSS colour, for example `memberColor(0)`. */
  color: string;
  /** `stroke-dasharray`, for example `memberDash(0)`. */
  dash?: string | undefined;
  /** Stroke width, default 2. */
  width?: number | undefined;
  /** Ascending in x; a value that is not finite (or not positive on a log scale) is a gap. */
  points: readonly Point[];
  /** Ghost of an earlier run: faint, unnamed, not read out. */
  faded?: boolean | undefined;
}

/** A vertical line where something was changed. */
export interface ChartMark {
  x: number;
  label: string;
}

export interface LayoutInput {
  series: readonly Series[];
  marks: readonly ChartMark[];
  xDomain: readonly [number, number] | undefined;
  yDomain: readonly [number, number] | undefined;
  yScale: 'linear' | 'log';
  /** Of the whole drawing, in CSS pixels. */
  width: number;
  height: number;
}

type Scale = ScaleContinuousNumeric<number, number>;

export interface Tick {
  at: number;
  text: string;
}

export interface ChartLayout {
  x: Scale;
  y: Scale;
  /** Whether a value can be drawn on this scale. */
  shown: (y: number) => boolean;
  /** No point can be drawn. */
  empty: boolean;
  left: number;
  top: number;
  plotWidth: number;
  plotHeight: number;
  xTicks: Tick[];
  yTicks: Tick[];
  /** Every x with a point that can be read, ascending. */
  xs: number[];
  /** Where each named line ends. */
  ends: LineEnd[];
  /** The lines are named at their ends. */
  direct: boolean;
  /** Left edge of those names. */
  nameX: number;
  marks: PlacedMark[];
}

export interface LineEnd {
  series: Series;
  value: number;
  x: number;
  y: number;
  /** Height of its name, apart from the others'. */
  nameY: number;
}

export interface PlacedMark extends ChartMark {
  at: number;
  /** Its label stands left of the line. */
  flipped: boolean;
  /** Row of its label, counted upwards from the drawing. */
  row: number;
}

const NAME_GAP = 15;
/** Height of a row of marks' labels. */
export const MARK_ROW = 15;
/** Mean width of a character of the names, which are bold, and of the marks. */
const NAME_CHARACTER = 7.1;
const MARK_CHARACTER = 6.3;
/** Names go below a drawing narrower than this, or where they take more than this share of it. */
const NARROW = 420;
const NAME_SHARE = 0.26;

export function layoutOf(input: LayoutInput): ChartLayout {
  const { series, yScale, width, height } = input;
  const shown = (y: number) => Number.isFinite(y) && (yScale === 'linear' || y > 0);
  const drawable = series.map((one) =>
    one.points.filter(([x, y]) => Number.isFinite(x) && shown(y)),
  );
  const named = series.filter((one) => !one.faded);
  const empty = drawable.every((points) => points.length === 0);

  const longest = Math.max(0, ...named.map((one) => one.name.length));
  const nameWidth = longest * NAME_CHARACTER + 14;
  const direct =
    !empty &&
    width >= NARROW &&
    nameWidth <= NAME_SHARE * width &&
    named.length * NAME_GAP <= height - 70;

  // The values' texts decide how wide the left margin is, and they depend on the height alone.
  const rows = (plot: number, x: Scale) => placeMarks(input.marks, x, plot);
  const spanX = input.xDomain ?? extentOf(drawable.flatMap((points) => points.map(([x]) => x)));
  const right = direct ? nameWidth : 12;
  const provisional = Math.max(10, width - 44 - right);
  const markRows = rows(provisional, xScaleOf(spanX ?? [0, 1], provisional)).reduce(
    (most, mark) => Math.max(most, mark.row + 1),
    0,
  );
  const top = 24 + MARK_ROW * markRows;
  const plotHeight = Math.max(40, height - top - 42);
  const values = drawable.flatMap((points) => points.map(([, y]) => y));
  const y = yScaleOf(yScale, input.yDomain, values, plotHeight);
  const yTicks = yTicksOf(y, yScale, plotHeight);
  const left = 14 + 7.2 * Math.max(2, ...yTicks.map((tick) => tick.text.length));
  const plotWidth = Math.max(10, width - left - right);
  const x = xScaleOf(spanX ?? [0, 1], plotWidth);

  const ends: LineEnd[] = named.flatMap((one) => {
    const last = drawable[series.indexOf(one)]?.at(-1);
    if (last === undefined) return [];
    return [{ series: one, value: last[1], x: x(last[0]), y: y(last[1]), nameY: y(last[1]) }];
  });
  const apart = spreadApart(
    ends.map((end) => end.nameY),
    NAME_GAP,
    4,
    plotHeight - 4,
  );
  for (const [i, end] of ends.entries()) end.nameY = apart[i] ?? end.y;

  const xs = new Set<number>();
  for (const [i, points] of drawable.entries()) {
    if (!series[i]?.faded) for (const [at] of points) xs.add(at);
  }

  return {
    x,
    y,
    shown,
    empty,
    left,
    top,
    plotWidth,
    plotHeight,
    xTicks: spanX === undefined ? [] : xTicksOf(x, spanX, plotWidth),
    yTicks,
    xs: [...xs].sort((a, b) => a - b),
    ends,
    direct,
    nameX: Math.max(0, ...ends.map((end) => end.x)) + 10,
    marks: rows(plotWidth, x),
  };
}

/** Smallest and largest number; undefined where there is none. */
function extentOf(values: readonly number[]): [number, number] | undefined {
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return low <= high ? [low, high] : undefined;
}

/** One x alone stands at the left. */
function xScaleOf([low, high]: readonly [number, number], width: number): Scale {
  return scaleLinear([low, high > low ? high : low + 1], [0, width]);
}

/** 0 is at the top. A domain that comes from the data is rounded to its ticks. */
function yScaleOf(
  kind: 'linear' | 'log',
  given: readonly [number, number] | undefined,
  values: readonly number[],
  height: number,
): Scale {
  const [low, high] = given ?? extentOf(values) ?? (kind === 'log' ? [0.1, 1] : [0, 1]);
  if (kind === 'log') {
    const bottom = low > 0 ? low : (extentOf(values)?.[0] ?? high / 1000);
    const scale = scaleLog([bottom, high > bottom ? high : bottom * 10], [height, 0]);
    return given === undefined ? scale.nice() : scale;
  }
  const spread = high > low ? 0 : Math.max(Math.abs(low) * 0.1, 0.1);
  const scale = scaleLinear([low - spread, high + spread], [height, 0]);
  return given === undefined ? scale.nice(5) : scale;
}

function xTicksOf(x: Scale, [low, high]: readonly [number, number], width: number): Tick[] {
  if (low === high) return [{ at: x(low), text: significant(low, 4) }];
  const count = Math.max(2, Math.min(8, Math.floor(width / 70)));
  const text = x.tickFormat(count);
  return x.ticks(count).map((value) => ({ at: x(value), text: withMinus(text(value)) }));
}

/** On a log scale powers of ten, thinned out; the usual ticks where those are too few. */
function yTicksOf(y: Scale, kind: 'linear' | 'log', height: number): Tick[] {
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

function withMinus(text: string): string {
  return text.replace('-', '−');
}

/** Puts the marks' labels on as many rows as keep them apart. */
function placeMarks(marks: readonly ChartMark[], x: Scale, width: number): PlacedMark[] {
  const ends: number[] = [];
  return marks
    .filter((mark) => Number.isFinite(mark.x))
    .sort((a, b) => a.x - b.x)
    .map((mark) => {
      const at = x(mark.x);
      const length = mark.label.length * MARK_CHARACTER + 10;
      const flipped = at + length > width + 12 && at - length > -30;
      const start = flipped ? at - length : at;
      const free = ends.findIndex((end) => end <= start);
      const row = free < 0 ? ends.length : free;
      ends[row] = start + length;
      return { ...mark, at, flipped, row };
    });
}

/** Moves positions apart to `gap` at least, within [low, high], keeping their order. */
export function spreadApart(
  wanted: readonly number[],
  gap: number,
  low: number,
  high: number,
): number[] {
  const order = wanted.map((_, i) => i).sort((a, b) => (wanted[a] ?? 0) - (wanted[b] ?? 0));
  const placed = [...wanted];
  // Neighbours that collide form a block, which stands where its members want to be on average.
  const blocks: { first: number; count: number; start: number }[] = [];
  for (const [rank, i] of order.entries()) {
    let block = { first: rank, count: 1, start: wanted[i] ?? low };
    let before = blocks.at(-1);
    while (before !== undefined && before.start + before.count * gap > block.start) {
      const count = before.count + block.count;
      const pull = before.count * before.start + block.count * (block.start - before.count * gap);
      block = { first: before.first, count, start: pull / count };
      blocks.pop();
      before = blocks.at(-1);
    }
    block.start = Math.max(low, Math.min(high - (block.count - 1) * gap, block.start));
    blocks.push(block);
  }
  for (const block of blocks) {
    for (let k = 0; k < block.count; k += 1) {
      const i = order[block.first + k];
      if (i !== undefined) placed[i] = block.start + k * gap;
    }
  }
  return placed;
}

/** Index of the element of ascending `sorted` nearest to `x`; −1 where there is none. */
export function nearestIndex(sorted: readonly number[], x: number): number {
  let low = 0;
  let high = sorted.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) < x) low = middle + 1;
    else high = middle;
  }
  const before = sorted[low - 1];
  const here = sorted[low];
  if (here === undefined) return -1;
  return before !== undefined && x - before < here - x ? low - 1 : low;
}

/** The value of a line at exactly `x`, where it has a point. */
export function valueAt(points: readonly Point[], x: number): number | undefined {
  let low = 0;
  let high = points.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const point = points[middle];
    if (point === undefined || point[0] === x) return point?.[1];
    if (point[0] < x) low = middle + 1;
    else high = middle - 1;
  }
  return undefined;
}
