/** GDR and cosine at every angle between two gradients, each in its own small plot, and where they stand now. */
import { line } from 'd3-shape';
import { decimal } from '../../components/format';
import styles from './AngleCurves.module.css';
import { CURVES, type TwoModels, type Vector } from './two-models';

// User units.
const WIDTH = 300;
const LEFT = 34;
const RIGHT = 12;
const HEIGHT = 62;
const GAP = 24;
const TOP = 16;

const x = (degrees: number) => LEFT + (degrees / 180) * (WIDTH - LEFT - RIGHT);

const PLOTS = [
  { name: 'GDR', curve: CURVES.gdr, min: 0, max: 0.5, ticks: [0, 0.25, 0.5], style: styles.gdr },
  {
    name: 'cosine',
    curve: CURVES.cosine,
    min: -1,
    max: 1,
    ticks: [-1, 0, 1],
    style: styles.cosine,
  },
] as const;

export function AngleCurves({ picture }: { picture: TwoModels }) {
  const { angle, gdr, cosine } = picture;
  const values = [gdr, cosine];
  const bottom = TOP + 2 * HEIGHT + GAP;
  return (
    <svg
      className={styles.curves}
      viewBox={`0 0 ${WIDTH} ${bottom + 34}`}
      role="img"
      aria-label={`At ${decimal(angle, 0)} degrees GDR is ${decimal(gdr, 3)} and the cosine ${decimal(cosine, 3)}. GDR falls in a straight line from one half at 0 degrees to 0 at 180; the cosine falls from 1 to −1.`}
    >
      {[0, 45, 90, 135, 180].map((degrees) => (
        <g key={degrees}>
          <line x1={x(degrees)} x2={x(degrees)} y1={TOP} y2={bottom} className={styles.grid} />
          <text x={x(degrees)} y={bottom + 14} className={styles.xTick}>
            {degrees}°
          </text>
        </g>
      ))}
      <text x={x(90)} y={bottom + 30} className={styles.xTick}>
        angle between the gradients
      </text>
      {PLOTS.map(({ name, curve, min, max, ticks, style }, i) => {
        const top = TOP + i * (HEIGHT + GAP);
        const y = (value: number) => top + HEIGHT * (1 - (value - min) / (max - min));
        const path = line<Vector>(
          ([degrees]) => x(degrees),
          ([, value]) => y(value),
        );
        return (
          <g key={name} className={style}>
            <text x={LEFT} y={top - 6} className={styles.name}>
              {name}
            </text>
            {ticks.map((tick) => (
              <g key={tick}>
                <line
                  x1={LEFT}
                  x2={WIDTH - RIGHT}
                  y1={y(tick)}
                  y2={y(tick)}
                  className={styles.grid}
                />
                <text x={LEFT - 6} y={y(tick)} className={styles.yTick}>
                  {decimal(tick, tick % 1 === 0 ? 0 : 2).replace('.50', '.5')}
                </text>
              </g>
            ))}
            <path d={path(curve) ?? ''} className={styles.line} />
            <circle cx={x(angle)} cy={y(values[i] ?? 0)} r={5} className={styles.point} />
          </g>
        );
      })}
    </svg>
  );
}
