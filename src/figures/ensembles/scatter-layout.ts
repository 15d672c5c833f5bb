/** Where the points of GDR against attack success stand, with their names: arithmetic without React. */
import { scaleLinear, scaleLog } from 'd3-scale';
import { percent, significant } from '../../components/format';

export interface ScatterPoint {
  readonly id: string;
  readonly name: string;
  readonly gdr: number;
  /** 0 to 1. */
  readonly rate: number;
}

export interface PlacedPoint extends ScatterPoint {
  readonly x: number;
  readonly y: number;
  /** A rate of 0 has no place on a logarithmic axis: it stands at the lower edge. */
  readonly none: boolean;
  readonly nameX: number;
  readonly nameY: number;
  readonly nameEnds: boolean;
}

export interface ScatterLayout {
  readonly points: readonly PlacedPoint[];
  readonly xTicks: readonly { readonly at: number; readonly text: string }[];
  readonly yTicks: readonly { readonly at: number; readonly text: string }[];
}

/** Lines of names, px. */
const LINE = 17;
const LETTER = 6.8;

/** @param points with a GDR above 0 */
export function layOut(
  points: readonly ScatterPoint[],
  kind: 'log' | 'linear',
  width: number,
  height: number,
): ScatterLayout {
  const xs = points.map(({ gdr }) => gdr);
  const ys = points.map(({ rate }) => rate).filter((rate) => kind === 'linear' || rate > 0);
  const x = scale(kind, xs, 0.5).range([0, width]);
  const y = scale(kind, ys, 1).range([height, 0]);
  const placed: PlacedPoint[] = [];
  const at = points
    .map((point) => {
      const none = kind === 'log' && point.rate <= 0;
      return { ...point, none, x: x(point.gdr), y: none ? height : y(point.rate) };
    })
    .sort((a, b) => a.y - b.y);
  for (const point of at) {
    const length = point.name.length * LETTER;
    const nameEnds = point.x + 12 + length > width;
    const nameX = nameEnds ? point.x - 10 : point.x + 10;
    const [from, to] = nameEnds ? [nameX - length, nameX] : [nameX, nameX + length];
    const crossing = (line: number) =>
      placed.some((other) => {
        const own = other.name.length * LETTER;
        const start = other.nameEnds ? other.nameX - own : other.nameX;
        return Math.abs(other.nameY - line) < LINE && start < to && from < start + own;
      });
    let nameY = point.y;
    while (crossing(nameY)) nameY += LINE / 2;
    placed.push({ ...point, nameX, nameY, nameEnds });
  }
  return {
    points: placed,
    xTicks: ticks(x, kind, Math.max(2, Math.floor(width / 90)), (v) => significant(v, 2)),
    yTicks: ticks(y, kind, Math.max(2, Math.floor(height / 45)), (v) =>
      percent(v, v < 0.01 ? 1 : 0),
    ),
  };
}

type AnyScale = ReturnType<typeof scaleLinear<number>> | ReturnType<typeof scaleLog<number>>;

/** Over the values with some room; linear from 0, logarithmic no further than `most`. */
function scale(kind: 'log' | 'linear', values: readonly number[], most: number): AnyScale {
  const high = values.length > 0 ? Math.max(...values) : most;
  if (kind === 'linear') {
    return scaleLinear()
      .domain([0, high > 0 ? high * 1.1 : most])
      .nice(5);
  }
  const low = values.length > 0 ? Math.min(...values) : most / 100;
  return scaleLog().domain([low / 1.6, Math.max(low, high) * 1.6]);
}

function ticks(own: AnyScale, kind: string, count: number, text: (value: number) => string) {
  const all = own.ticks(count);
  const easy = kind === 'log' ? all.filter((v) => /^[125]/.test(v.toExponential())) : all;
  const every = Math.ceil(easy.length / (count + 2)) || 1;
  return easy
    .filter((_, k) => k % every === 0)
    .map((value) => ({ at: own(value), text: text(value) }));
}
