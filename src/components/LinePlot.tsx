/** What of a line chart stays as it is while it is read: axes, marks, lines and their names. */
import { line } from 'd3-shape';
import { memo, useId } from 'react';
import styles from './LineChart.module.css';
import { type ChartLayout, MARK_ROW, type Point, type Series } from './line-chart-layout';
import plot from './Plot.module.css';

export interface LinePlotProps {
  layout: ChartLayout;
  series: readonly Series[];
  xLabel: string;
  yLabel: string;
  /** What the label of the y axis is pressed into where it is wider than the drawing, in CSS pixels. */
  yLabelWidth: number | undefined;
}

export const LinePlot = memo(function LinePlot(props: LinePlotProps) {
  const { layout, series, xLabel, yLabel, yLabelWidth } = props;
  const { x, y, shown, left, top, plotWidth, plotHeight } = layout;
  const clip = useId();
  const path = line<Point>()
    .defined(([px, py]) => Number.isFinite(px) && shown(py))
    .x(([px]) => x(px))
    .y(([, py]) => y(py));

  return (
    <>
      <clipPath id={clip}>
        <rect x={-3} y={-3} width={plotWidth + 6} height={plotHeight + 6} />
      </clipPath>
      <text y={12} textLength={yLabelWidth} lengthAdjust="spacingAndGlyphs">
        {yLabel}
      </text>
      <g transform={`translate(${left} ${top})`}>
        {layout.yTicks.map((tick) => (
          <g key={tick.at} transform={`translate(0 ${tick.at})`}>
            <line x2={plotWidth} className={plot.grid} />
            <text x={-8} className={plot.yTick}>
              {tick.text}
            </text>
          </g>
        ))}
        <line y1={plotHeight} y2={plotHeight} x2={plotWidth} className={plot.axis} />
        {layout.xTicks.map((tick) => (
          <g key={tick.at} transform={`translate(${tick.at} ${plotHeight})`}>
            <line y2={4} className={plot.axis} />
            <text y={17} className={plot.xTick}>
              {tick.text}
            </text>
          </g>
        ))}
        <text x={plotWidth} y={plotHeight + 34} className={styles.xLabel}>
          {xLabel}
        </text>
        {layout.marks.map((mark, i) => (
          <line
            // biome-ignore lint/suspicious/noArrayIndexKey: two marks may share place and label
            key={i}
            x1={mark.at}
            x2={mark.at}
            y1={mark.row === null ? 0 : -2 - MARK_ROW * (mark.row + 1)}
            y2={plotHeight}
            className={styles.mark}
          />
        ))}
        {layout.marks.map((mark, i) =>
          mark.row === null ? null : (
            <text
              // biome-ignore lint/suspicious/noArrayIndexKey: two marks may share place and label
              key={i}
              x={mark.at + (mark.flipped ? -5 : 5)}
              y={-6 - MARK_ROW * mark.row}
              textAnchor={mark.flipped ? 'end' : 'start'}
              className={plot.halo}
            >
              {mark.label}
            </text>
          ),
        )}
        <g clipPath={`url(#${clip})`}>
          {series.map((one, i) => (
            <g
              // biome-ignore lint/suspicious/noArrayIndexKey: two runs may share a name
              key={i}
              style={{ color: one.color }}
              className={one.faded ? styles.faded : undefined}
            >
              <path
                d={path(one.points) ?? ''}
                className={styles.line}
                strokeWidth={one.width ?? 2}
                strokeDasharray={one.dash}
              />
              {lonePoints(one.points, shown).map(([px, py]) => (
                <circle key={px} cx={x(px)} cy={y(py)} r={3} className={styles.dot} />
              ))}
            </g>
          ))}
        </g>
        {layout.faintEnds.map(({ series: { name }, x: endX, nameY }, i) => (
          <text
            // biome-ignore lint/suspicious/noArrayIndexKey: names need not differ
            key={i}
            x={Math.max(endX - 4, 0)}
            y={nameY - 8}
            className={`${plot.halo} ${styles.faintName}`}
          >
            {name}
          </text>
        ))}
        {layout.direct ? <Names layout={layout} /> : null}
      </g>
    </>
  );
});

/** Names at the lines' ends; a thin line leads to one that had to move. */
function Names({ layout }: { layout: ChartLayout }) {
  return layout.ends.map((end, i) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: names need not differ
    <g key={i} style={{ color: end.series.color }}>
      {Math.abs(end.nameY - end.y) > 3 || layout.nameX - end.x > 14 ? (
        <path
          d={`M${end.x + 1} ${end.y}L${layout.nameX - 3} ${end.nameY}`}
          className={styles.leader}
        />
      ) : null}
      <text x={layout.nameX} y={end.nameY} className={`${plot.halo} ${styles.name}`}>
        {end.series.name}
      </text>
    </g>
  ));
}

/** Points that no line reaches, because both neighbours are missing. */
function lonePoints(points: readonly Point[], shown: (y: number) => boolean): Point[] {
  const at = (i: number) => shown(points[i]?.[1] ?? Number.NaN);
  return points.filter((_, i) => at(i) && !at(i - 1) && !at(i + 1));
}
