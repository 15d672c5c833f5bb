/** Pairs of members by the angle between their gradients, and how many of them one sign step lowers. */

import { count } from '../../components/format';
import { Legend, LegendEntry } from '../../components/Legend';
import plot from '../../components/Plot.module.css';
import { useLegibleText } from '../../components/use-drawing-scale';
import type { JointSignSteps } from '../../engine/protocol';
import styles from './AngleHistogram.module.css';

const WIDTH = 360;
const HEIGHT = 170;
const TOP = 22;
const LEFT = 36;
const BOTTOM = 40;
/** Half of the last label stands beyond the axis. */
const RIGHT = 18;
const PLOT_WIDTH = WIDTH - LEFT - RIGHT;
const PLOT_HEIGHT = HEIGHT - TOP - BOTTOM;

/** From the widest bars to the narrowest, one in front of the other. */
const LAYERS = [
  { key: 'pairs', style: 'all', width: 0.94, label: 'all pairs' },
  { key: 'firstOrder', style: 'firstOrder', width: 0.94, label: 'both fall, to first order' },
  { key: 'atEpsilon', style: 'atEpsilon', width: 0.4, label: 'both really fall, at ε' },
] as const;

interface AngleHistogramProps {
  readonly steps: JointSignSteps;
  /** Says in words what is seen. */
  readonly label: string;
}

export function AngleHistogram({ steps, label }: AngleHistogramProps) {
  const text = useLegibleText();
  const bins = steps.pairs.length;
  const highest = Math.max(1, ...steps.pairs);
  const x = (degrees: number) => LEFT + (PLOT_WIDTH * degrees) / 180;
  const bar = PLOT_WIDTH / bins;
  const floor = TOP + PLOT_HEIGHT;
  return (
    <>
      <svg
        {...text}
        className={`${plot.plot} ${styles.drawing}`}
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        role="img"
        aria-label={label}
      >
        {LAYERS.map(({ key, style, width }) =>
          steps[key].map((own, bin) => {
            const height = (PLOT_HEIGHT * own) / highest;
            return own > 0 ? (
              <rect
                // biome-ignore lint/suspicious/noArrayIndexKey: a bin is its place
                key={`${key}${bin}`}
                className={styles[style]}
                x={LEFT + bar * (bin + (1 - width) / 2)}
                y={floor - height}
                width={bar * width}
                height={height}
              />
            ) : null;
          }),
        )}
        <line className={plot.axis} x1={LEFT} x2={LEFT + PLOT_WIDTH} y1={floor} y2={floor} />
        <line className={styles.right} x1={x(90)} x2={x(90)} y1={TOP - 6} y2={floor} />
        <text x={x(90) + 5} y={TOP - 8}>
          more than 90° →
        </text>
        {[0, 45, 90, 135, 180].map((degrees) => (
          <text key={degrees} x={x(degrees)} y={floor + 16} textAnchor="middle">
            {degrees}°
          </text>
        ))}
        <text x={LEFT + PLOT_WIDTH} y={floor + 34} textAnchor="end">
          angle between two members’ gradients
        </text>
        <text x={LEFT - 6} y={TOP + 4} textAnchor="end">
          {count(highest)}
        </text>
        <text x={LEFT - 6} y={floor} textAnchor="end">
          0
        </text>
      </svg>
      <Legend hidden>
        {LAYERS.map(({ key, style, label: meaning }) => (
          <LegendEntry
            key={key}
            sample={
              <svg width="12" height="12" aria-hidden="true">
                <rect className={styles[style]} x="1" y="1" width="10" height="10" />
              </svg>
            }
          >
            {meaning}
          </LegendEntry>
        ))}
      </Legend>
    </>
  );
}
