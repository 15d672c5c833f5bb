/** Detection rate against false-alarm rate over all thresholds, with the point of differing labels. */
import { percent } from '../../components/format';
import plot from '../../components/Plot.module.css';
import { useLegibleText } from '../../components/use-drawing-scale';
import styles from './RocPlot.module.css';

const SIZE = 220;
const LEFT = 46;
const TOP = 22;
const TICKS = [0, 0.25, 0.5, 0.75, 1];

interface RocPlotProps {
  readonly points: readonly (readonly [number, number])[];
  /** [false-alarm rate, detection rate] of "two members name different classes". */
  readonly labels: readonly [number, number];
  readonly label: string;
}

export function RocPlot({ points, labels, label }: RocPlotProps) {
  const text = useLegibleText();
  const x = (rate: number) => LEFT + SIZE * rate;
  const y = (rate: number) => TOP + SIZE * (1 - rate);
  const path = points.map(([a, b]) => `${x(a).toFixed(1)} ${y(b).toFixed(1)}`).join('L');
  const [px, py] = [x(labels[0]), y(labels[1])];
  return (
    <svg
      {...text}
      className={`${plot.plot} ${styles.drawing}`}
      viewBox={`0 0 ${LEFT + SIZE + 24} ${TOP + SIZE + 42}`}
      role="img"
      aria-label={label}
    >
      <rect className={styles.frame} x={LEFT} y={TOP} width={SIZE} height={SIZE} />
      <line className={styles.chance} x1={x(0)} y1={y(0)} x2={x(1)} y2={y(1)} />
      {TICKS.map((tick) => (
        <g key={tick}>
          <text x={x(tick)} y={TOP + SIZE + 16} textAnchor="middle">
            {percent(tick)}
          </text>
          <text x={LEFT - 6} y={y(tick) + 4} textAnchor="end">
            {percent(tick)}
          </text>
        </g>
      ))}
      <text x={LEFT - 40} y={12}>
        attacked images flagged
      </text>
      <text x={x(1)} y={TOP + SIZE + 34} textAnchor="end">
        clean images flagged (false alarms)
      </text>
      <path className={styles.curve} d={`M${path}`} />
      <circle className={styles.point} cx={px} cy={py} r={6} />
      <text className={styles.pointLabel} x={px + 11} y={labels[1] > 0.5 ? py + 16 : py - 8}>
        labels differ
      </text>
    </svg>
  );
}
