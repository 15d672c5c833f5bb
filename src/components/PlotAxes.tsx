/** Grid, axis and ticks of a plot, in the coordinates of its inner rectangle. */
import plot from './Plot.module.css';

interface AxisTick {
  /** Along its axis, px. */
  readonly at: number;
  readonly text: string;
}

interface PlotAxesProps {
  readonly xTicks: readonly AxisTick[];
  readonly yTicks: readonly AxisTick[];
  /** Of the inner rectangle, px. */
  readonly width: number;
  readonly height: number;
  readonly xLabel: string;
}

export function PlotAxes({ xTicks, yTicks, width, height, xLabel }: PlotAxesProps) {
  return (
    <>
      {yTicks.map((tick) => (
        <g key={tick.at} transform={`translate(0 ${tick.at})`}>
          <line x2={width} className={plot.grid} />
          <text x={-6} className={plot.yTick}>
            {tick.text}
          </text>
        </g>
      ))}
      <line y1={height} y2={height} x2={width} className={plot.axis} />
      {xTicks.map((tick) => (
        <g key={tick.at} transform={`translate(${tick.at} ${height})`}>
          <line y2={4} className={plot.axis} />
          <text y={17} className={plot.xTick}>
            {tick.text}
          </text>
        </g>
      ))}
      <text x={width} y={height + 34} textAnchor="end">
        {xLabel}
      </text>
    </>
  );
}
