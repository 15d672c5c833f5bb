/** A small plot to be looked at alone: points without names, with what they say together in its label. */
import plot from '../../components/Plot.module.css';
import { PlotAxes } from '../../components/PlotAxes';
import { useWidth } from '../../components/use-width';
import type { WayId } from '../../sweep/ways';
import marks from '../sweep-lines/points.module.css';
import { WayMark } from '../sweep-lines/WayMark';
import { panelScales, type ScaleKind } from './panel-layout';

export interface StillPoint {
  readonly key: string;
  readonly way: WayId | null;
  readonly x: number;
  /** 0 to 1. */
  readonly share: number;
  readonly own: boolean;
}

interface StillPanelProps {
  readonly label: string;
  readonly points: readonly StillPoint[];
  /** Of all panels beside it, which have one axis. */
  readonly shares: readonly number[];
  readonly scale: ScaleKind;
  readonly height: number;
  readonly xLabel: string;
}

const MARGIN = { top: 6, right: 6, bottom: 36, left: 44 };

export function StillPanel({ label, points, shares, scale, height, xLabel }: StillPanelProps) {
  const [ref, width] = useWidth<HTMLDivElement>();
  const plotWidth = Math.max(40, width - MARGIN.left - MARGIN.right);
  const plotHeight = height - MARGIN.top - MARGIN.bottom;
  const xs = points.map(({ x }) => x);
  const { x, y, xTicks, yTicks } = panelScales(xs, shares, scale, plotWidth, plotHeight);
  return (
    <div ref={ref} style={{ minHeight: height }}>
      {width > 0 ? (
        <svg
          className={`${plot.plot} ${marks.drawing}`}
          width={width}
          height={height}
          viewBox={`0 0 ${width} ${height}`}
          role="img"
          aria-label={label}
          data-still
        >
          <g transform={`translate(${MARGIN.left} ${MARGIN.top})`}>
            <PlotAxes {...{ xTicks, yTicks, xLabel }} width={plotWidth} height={plotHeight} />
            {points.map((point) => (
              <g key={point.key} transform={`translate(${x(point.x)} ${y(point.share)})`}>
                <WayMark way={point.way} hollow={point.own} />
              </g>
            ))}
          </g>
        </svg>
      ) : null}
    </div>
  );
}
