/** Small plots of several quantities against the same one, above one another on one axis. */
import { line } from 'd3-shape';
import { decimal } from './format';
import type { Point } from './handle-motion';
import shared from './Plot.module.css';
import styles from './StackedPlots.module.css';
import { useLegibleText } from './use-drawing-scale';

export interface Plot {
  readonly name: string;
  /** Of the adversarial subspace: drawn in its colour. */
  readonly adversarial?: boolean;
  readonly min: number;
  readonly max: number;
  readonly ticks: readonly Tick[];
  readonly lines: readonly PlotLine[];
}

export interface PlotLine {
  readonly key: string;
  /** (x, y), y upwards. */
  readonly points: readonly Point[];
  readonly dash?: string;
  /** A point of the line that is marked, and how large, user units. */
  readonly mark?: { readonly at: Point; readonly radius: number };
  readonly faint?: boolean;
}

export interface Tick {
  readonly at: number;
  readonly text: string;
}

/** Whole numbers as they are, others with two digits. */
export function tickAt(at: number): Tick {
  return { at, text: decimal(at, Number.isInteger(at) ? 0 : 2) };
}

export interface StackedPlotsProps {
  /** What is seen, in words. */
  readonly label: string;
  /** From 0 to `xEnd`. */
  readonly xEnd: number;
  readonly xLabel: string;
  readonly xTicks: readonly Tick[];
  /** Whether the ticks have lines through all plots. */
  readonly xGrid?: boolean;
  readonly plots: readonly Plot[];
}

// User units.
const WIDTH = 340;
const LEFT = 42;
const RIGHT = 16;
const HEIGHT = 62;
const GAP = 30;
const TOP = 18;

export function StackedPlots(props: StackedPlotsProps) {
  const { label, xEnd, xLabel, xTicks, xGrid = false, plots } = props;
  const text = useLegibleText();
  const bottom = TOP + plots.length * HEIGHT + (plots.length - 1) * GAP;
  const x = (value: number) => LEFT + (value / xEnd) * (WIDTH - LEFT - RIGHT);
  return (
    <svg
      {...text}
      className={`${shared.plot} ${styles.plots}`}
      viewBox={`0 0 ${WIDTH} ${bottom + 38}`}
      role="img"
      aria-label={label}
    >
      {xTicks.map(({ at, text: number }) => (
        <g key={at}>
          {xGrid ? (
            <line x1={x(at)} x2={x(at)} y1={TOP} y2={bottom} className={shared.grid} />
          ) : null}
          <text x={x(at)} y={bottom + 17} className={shared.xTick}>
            {number}
          </text>
        </g>
      ))}
      <text x={x(xEnd / 2)} y={bottom + 34} className={shared.xTick}>
        {xLabel}
      </text>
      {plots.map((plot, i) => (
        <SmallPlot key={plot.name} {...plot} x={x} top={TOP + i * (HEIGHT + GAP)} />
      ))}
    </svg>
  );
}

interface SmallPlotProps extends Plot {
  readonly x: (value: number) => number;
  /** User units. */
  readonly top: number;
}

function SmallPlot({ name, adversarial, min, max, ticks, lines, x, top }: SmallPlotProps) {
  const y = (value: number) => top + HEIGHT * (1 - (value - min) / (max - min));
  const path = line<Point>(
    ([at]) => x(at),
    ([, value]) => y(value),
  );
  return (
    <g className={styles.plot} data-adversarial={adversarial || undefined}>
      <text x={LEFT} y={top - 7} className={styles.name}>
        {name}
      </text>
      {ticks.map(({ at, text }) => (
        <g key={at}>
          <line x1={LEFT} x2={WIDTH - RIGHT} y1={y(at)} y2={y(at)} className={shared.grid} />
          <text x={LEFT - 6} y={y(at)} className={shared.yTick}>
            {text}
          </text>
        </g>
      ))}
      {lines.map(({ key, points, dash, mark, faint }) => (
        <g key={key} data-faint={faint || undefined} className={styles.drawn}>
          <path d={path(points) ?? ''} className={styles.line} strokeDasharray={dash} />
          {mark ? (
            <circle
              cx={x(mark.at[0])}
              cy={y(mark.at[1])}
              r={mark.radius}
              className={styles.point}
            />
          ) : null}
        </g>
      ))}
    </g>
  );
}
