/**
 * Quantities against one axis, usually training steps. Lines are named at their ends where there is
 * room, in a legend below where there is not. A pointer, or the arrow keys, read the values off.
 */
import {
  type CSSProperties,
  type KeyboardEvent,
  type PointerEvent,
  useMemo,
  useState,
} from 'react';
import { count, significant } from './format';
import { Legend, LegendEntry } from './Legend';
import styles from './LineChart.module.css';
import { LinePlot } from './LinePlot';
import { LineSample } from './LineSample';
import {
  type ChartLayout,
  type ChartMark,
  layoutOf,
  nearestIndex,
  type Series,
  valueAt,
  valueNear,
} from './line-chart-layout';
import plot from './Plot.module.css';
import { useWidth } from './use-width';

export type { ChartMark, Point, Series } from './line-chart-layout';

export interface LineChartProps {
  title: string;
  series: readonly Series[];
  xLabel: string;
  yLabel: string;
  /** Default: what the points span. */
  xDomain?: readonly [number, number] | undefined;
  /** Default: what the points span, rounded. */
  yDomain?: readonly [number, number] | undefined;
  yScale?: 'linear' | 'log' | undefined;
  marks?: readonly ChartMark[] | undefined;
  /** What the legend reads while nobody reads anything else: default the lines' ends. */
  now?: Now | undefined;
  /** Of the drawing in CSS pixels, default 220. */
  height?: number | undefined;
  /** How values are written; default three significant digits, and whole x as they are. */
  formatX?: ((x: number) => string) | undefined;
  formatY?: ((y: number) => string) | undefined;
  /** What a chart without points says. */
  emptyText?: string | undefined;
}

export interface Now {
  readonly x: number;
  /** Of each series, in their order; one need not have a point there. */
  readonly values: readonly number[];
}

const NO_MARKS: readonly ChartMark[] = [];

export function LineChart(props: LineChartProps) {
  const { title, series, xLabel, yLabel, xDomain, yDomain, now } = props;
  const { marks = NO_MARKS, height = 220, yScale = 'linear' } = props;
  const { formatX = whole, formatY = plain } = props;
  const { emptyText = 'Nothing measured yet.' } = props;
  const [holder, width] = useWidth<HTMLDivElement>();
  /** The x that is being read, if any. */
  const [reading, setReading] = useState<number>();

  const layout = useMemo(
    () => layoutOf({ series, marks, xDomain, yDomain, yScale, width, height, measure: textWidth }),
    [series, marks, xDomain, yDomain, yScale, width, height],
  );
  const { xs, left, top, x } = layout;
  const named = series.filter((one) => !one.faded);
  // One line alone goes by the axis's name.
  const alone = named.length === 1 && named[0]?.name === yLabel;
  const unnamed = layout.direct || alone;
  const index = reading === undefined ? -1 : nearestIndex(xs, reading);
  const readX = xs[index];
  const earlier = series.filter((one) => one.faded);
  const entries = readX === undefined ? [] : readingsAt([...named, ...earlier], readX, layout);
  const atRest = now
    ? named.map((one) => ({ series: one, value: now.values[series.indexOf(one)] ?? Number.NaN }))
    : layout.ends;
  const readOrRest = (one: Series) => {
    const list = readX === undefined ? [...atRest, ...layout.faintEnds] : entries;
    return list.find((entry) => entry.series === one)?.value ?? Number.NaN;
  };
  const inWords = (list: readonly { series: Series; value: number }[]) =>
    list.map((entry) => `${entry.series.name} ${formatY(entry.value)}`).join(', ');

  const onPointer = (event: PointerEvent<SVGSVGElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    setReading(x.invert(event.clientX - box.left - left));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') setReading(undefined);
    const stops = STOPS[event.key];
    if (stops === undefined) return;
    event.preventDefault();
    const from = index < 0 ? xs.length - 1 : index;
    const next = from + stops * (event.shiftKey ? 10 : 1);
    setReading(xs[Math.min(xs.length - 1, Math.max(0, next))]);
  };

  return (
    <div className={styles.chart}>
      <p className={styles.title}>{title}</p>
      <div className={styles.holder} ref={holder} style={holderStyle(height)}>
        {xs.length === 0 ? null : (
          // The keyboard's way to the crosshair: a slider over the xs, seen as the drawing's focus.
          <input
            type="range"
            className={styles.reader}
            min={0}
            max={xs.length - 1}
            step={1}
            value={index < 0 ? xs.length - 1 : index}
            aria-label={`Read ${title}`}
            aria-valuetext={
              readX === undefined
                ? 'no reading'
                : `${xLabel} ${formatX(readX)}: ${inWords(entries)}`
            }
            onFocus={() => setReading((read) => read ?? xs.at(-1))}
            onBlur={() => setReading(undefined)}
            onChange={(event) => setReading(xs[event.currentTarget.valueAsNumber])}
            onKeyDown={onKeyDown}
          />
        )}
        {width === 0 ? null : (
          <svg
            className={`${plot.plot} ${styles.drawing}`}
            width={width}
            height={height}
            viewBox={`0 0 ${width} ${height}`}
            role="img"
            aria-label={
              xs.length === 0
                ? `${title}. ${emptyText}`
                : `${title}. ${yLabel} against ${xLabel}. ${now ? `At ${formatX(now.x)}` : 'Last values'}: ${inWords(atRest)}.`
            }
            onPointerMove={onPointer}
            onPointerDown={onPointer}
            // A finger leaves when it is lifted: what it has read stays, to be looked at.
            onPointerLeave={(event) => {
              if (event.pointerType !== 'touch') setReading(undefined);
            }}
          >
            <LinePlot
              {...{ layout, series, xLabel, yLabel }}
              // Letters of twice the size on a narrow phone.
              yLabelWidth={textWidth(yLabel, false) > width ? width : undefined}
            />
            {readX === undefined ? null : (
              <g transform={`translate(${left + x(readX)} ${top})`}>
                <line y2={layout.plotHeight} className={styles.crosshair} />
                {unnamed ? null : (
                  <text
                    x={x(readX) > layout.plotWidth / 2 ? -6 : 6}
                    y={8}
                    textAnchor={x(readX) > layout.plotWidth / 2 ? 'end' : 'start'}
                    className={`${plot.halo} ${styles.readAt}`}
                  >
                    {xLabel} {formatX(readX)}
                  </text>
                )}
                {entries.map(({ series: one, value }) => (
                  <circle
                    key={one.name}
                    cy={layout.y(value)}
                    r={3.5}
                    className={styles.readDot}
                    style={{ color: one.color }}
                  />
                ))}
              </g>
            )}
          </svg>
        )}
        {layout.empty ? (
          <p className={styles.empty}>
            <span>{emptyText}</span>
          </p>
        ) : null}
        {readX === undefined || !unnamed ? null : (
          <div
            className={styles.readout}
            style={
              x(readX) > layout.plotWidth / 2
                ? { right: width - left - x(readX) + 10, top }
                : { left: left + x(readX) + 10, top }
            }
            aria-hidden="true"
          >
            <span className={styles.readX}>
              {xLabel} {formatX(readX)}
            </span>
            {entries.map(({ series: one, value }) => (
              <span key={one.name} className={styles.readRow}>
                <LineSample color={one.color} dash={one.dash} width={one.width} />
                <span>{one.name}</span>
                <b>{formatY(value)}</b>
              </span>
            ))}
          </div>
        )}
      </div>
      {unnamed || named.length === 0 ? null : (
        <Legend layout="columns">
          {[...named, ...earlier.filter((one) => !one.unlisted)].map((one) => (
            <LegendEntry
              key={one.name}
              sample={<LineSample color={one.color} dash={one.dash} width={one.width} />}
            >
              {one.name}
              <b>{formatY(readOrRest(one))}</b>
            </LegendEntry>
          ))}
        </Legend>
      )}
    </div>
  );
}

function holderStyle(height: number): CSSProperties {
  return { '--height': `${height}px` } as CSSProperties;
}

/** How many points a key moves the crosshair by. */
const STOPS: Readonly<Record<string, number>> = {
  ArrowRight: 1,
  ArrowUp: 1,
  ArrowLeft: -1,
  ArrowDown: -1,
  PageUp: 10,
  PageDown: -10,
  Home: -Infinity,
  End: Infinity,
};

function readingsAt(series: readonly Series[], x: number, layout: ChartLayout) {
  return series.flatMap((one) => {
    const value = one.faded ? valueNear(one.points, x) : valueAt(one.points, x);
    return value === undefined || !layout.shown(value) ? [] : [{ series: one, value }];
  });
}

let pen: CanvasRenderingContext2D | null | undefined;

/** Width of a text as the drawing writes it: the interface's font at the small size. */
function textWidth(text: string, bold: boolean): number {
  pen ??= document.createElement('canvas').getContext('2d');
  if (!pen) return text.length * 7.5;
  const root = getComputedStyle(document.documentElement);
  const family = root.getPropertyValue('--font-ui').trim() || 'sans-serif';
  pen.font = `${bold ? 600 : 400} ${0.8125 * Number.parseFloat(root.fontSize)}px ${family}`;
  return pen.measureText(text).width;
}

function whole(value: number): string {
  return Number.isInteger(value) ? count(value) : plain(value);
}

function plain(value: number): string {
  return significant(value, 3);
}
