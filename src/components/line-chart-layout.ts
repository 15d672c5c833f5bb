/** Where everything in a line chart stands: arithmetic without React. */
import {
  extentOf,
  type Scale,
  type Tick,
  xScaleOf,
  xTicksOf,
  yScaleOf,
  yTicksOf,
} from './chart-scales';

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
  /** Of an earlier run: faint, its name small at its end; read at its point nearest to the one that is read. */
  faded?: boolean | undefined;
  /** Of a faded line: its name says its value too, so the legend does without it. */
  unlisted?: boolean | undefined;
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
  /** Width of a text in CSS pixels, as the chart writes it. */
  measure: (text: string, bold: boolean) => number;
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
  /** Where each line ends, but for those of earlier runs. */
  ends: LineEnd[];
  /** Where those of earlier runs do. */
  faintEnds: LineEnd[];
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
  /** Row of its label, counted upwards from the drawing; null where no row has room for it. */
  row: number | null;
}

/** Between the heights of two names. */
const NAME_GAP = 15;
/** Height of a row of marks' labels. */
export const MARK_ROW = 15;
/** Rows of marks' labels; more would take the drawing its height. */
const MARK_ROWS = 2;
/** Names go below a drawing narrower than this, or where they take more than this share of it. */
const NARROW = 420;
const NAME_SHARE = 0.26;

export function layoutOf(input: LayoutInput): ChartLayout {
  const { series, yScale, width, height, measure } = input;
  const shown = (y: number) => Number.isFinite(y) && (yScale === 'linear' || y > 0);
  const drawable = series.map((one) =>
    one.points.filter(([x, y]) => Number.isFinite(x) && shown(y)),
  );
  const named = series.filter((one) => !one.faded);
  const empty = drawable.every((points) => points.length === 0);

  const nameWidth = 14 + Math.max(0, ...named.map((one) => measure(one.name, true)));
  const direct =
    width >= NARROW && nameWidth <= NAME_SHARE * width && named.length * NAME_GAP <= height - 70;

  // The values' texts decide how wide the left margin is, and they depend on the height alone.
  const rows = (plot: number, x: Scale) => placeMarks(input.marks, x, plot, measure);
  const spanX = input.xDomain ?? extentOf(drawable.flatMap((points) => points.map(([x]) => x)));
  const right = direct ? nameWidth : 12;
  const provisional = Math.max(10, width - 44 - right);
  const markRows = rows(provisional, xScaleOf(spanX ?? [0, 1], provisional)).reduce(
    (most, mark) => Math.max(most, (mark.row ?? -1) + 1),
    0,
  );
  const top = 28 + MARK_ROW * markRows;
  const plotHeight = Math.max(40, height - top - 42);
  const values = drawable.flatMap((points) => points.map(([, y]) => y));
  const y = yScaleOf(yScale, input.yDomain, values, plotHeight);
  // Without points or a given domain there are no numbers to write.
  const yTicks = empty && input.yDomain === undefined ? [] : yTicksOf(y, yScale, plotHeight);
  const left = 14 + 7.2 * Math.max(2, ...yTicks.map((tick) => tick.text.length));
  const plotWidth = Math.max(10, width - left - right);
  const x = xScaleOf(spanX ?? [0, 1], plotWidth);

  // Steps are counted: between two of them there is none.
  const whole = drawable.every((points) => points.every(([at]) => Number.isInteger(at)));

  const endsOf = (faded: boolean): LineEnd[] => {
    const ends = series.flatMap((one, i) => {
      const last = drawable[i]?.at(-1);
      if (last === undefined || (one.faded ?? false) !== faded) return [];
      return [{ series: one, value: last[1], x: x(last[0]), y: y(last[1]) }];
    });
    const wanted = ends.map((end) => end.y);
    const apart = spreadApart(wanted, NAME_GAP, 4, plotHeight - 4);
    return ends.map((end, i) => ({ ...end, nameY: apart[i] ?? end.y }));
  };
  const ends = endsOf(false);

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
    xTicks: spanX === undefined ? [] : xTicksOf(x, spanX, plotWidth, whole),
    yTicks,
    xs: [...xs].sort((a, b) => a - b),
    ends,
    faintEnds: endsOf(true),
    direct,
    nameX: Math.max(0, ...ends.map((end) => end.x)) + 10,
    marks: rows(plotWidth, x),
  };
}

/**
 * Puts the marks' labels on rows that keep them apart; where those are full, the earlier marks go without.
 * From right to left, so that the line of a mark does not run through the label of the one before it.
 */
function placeMarks(
  marks: readonly ChartMark[],
  x: Scale,
  width: number,
  measure: LayoutInput['measure'],
): PlacedMark[] {
  const placed: PlacedMark[] = [];
  /** Left end of what stands on each row. */
  const starts: number[] = [];
  const known = marks.filter((mark) => Number.isFinite(mark.x));
  for (const mark of known.sort((a, b) => b.x - a.x)) {
    const at = x(mark.x);
    const length = measure(mark.label, false) + 10;
    const flipped = at + length > width + 12 && at - length > -30;
    const [start, end] = flipped ? [at - length, at] : [at, at + length];
    // Above every row that a line through this label reaches.
    let row = 0;
    for (const later of placed) {
      const above = later.row === null ? 0 : later.row + 1;
      if (later.at > start && later.at < end) row = Math.max(row, above);
    }
    while (end > (starts[row] ?? Infinity)) row += 1;
    const room = row < MARK_ROWS;
    if (room) starts[row] = start;
    placed.push({ ...mark, at, flipped, row: room ? row : null });
  }
  return placed;
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

/** The value of a line at its point nearest to `x`; none before its first and after its last. */
export function valueNear(points: readonly Point[], x: number): number | undefined {
  const xs = points.map(([at]) => at);
  if (xs.length === 0 || x < xs[0]! || x > xs.at(-1)!) return undefined;
  return points[nearestIndex(xs, x)]?.[1];
}
