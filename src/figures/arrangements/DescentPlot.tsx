/** Mean cosine and GDR against the steps of the last run on each, above one another on one axis. */
import { line } from 'd3-shape';
import { decimal } from '../../components/format';
import { LineSample } from '../../components/LineSample';
import styles from './DescentPlot.module.css';
import { DESCENTS, type Descent, ended, type Run, type RunPoint } from './descent-run';

interface DescentPlotProps {
  readonly runs: Readonly<Partial<Record<Descent, Run>>>;
  readonly last: Run | null;
  /** Where the arrangement stands, shown until there is a run. */
  readonly now: RunPoint;
  /** How many gradients the runs are of. */
  readonly members: number;
}

// User units.
const WIDTH = 340;
const LEFT = 38;
const RIGHT = 10;
const HEIGHT = 62;
const GAP = 32;
const TOP = 18;
const BOTTOM = TOP + 2 * HEIGHT + GAP;
/** The steps that the axis shows at least; then it doubles. */
const FEWEST_STEPS = 60;

const DASH: Readonly<Record<Descent, string>> = { cosine: 'none', gdr: '6 4' };
const DESCENT_NAMES: Readonly<Record<Descent, string>> = {
  cosine: 'down the mean cosine',
  gdr: 'down GDR',
};

export function DescentPlot({ runs, last, now, members }: DescentPlotProps) {
  const shown = DESCENTS.flatMap((descent) => runs[descent] ?? []);
  const longest = Math.max(0, ...shown.map(({ points }) => points.length - 1));
  let span = FEWEST_STEPS;
  while (span < longest) span *= 2;
  const x = (step: number) => LEFT + (step / span) * (WIDTH - LEFT - RIGHT);
  const least = -1 / (members - 1);
  // Where 0 is near the least value, their numbers would overlap.
  const zeroApart = least < -0.3;
  const plots = [
    {
      of: 'cosine',
      name: 'mean cosine',
      min: least,
      max: 1,
      ticks: zeroApart ? [least, 0, 1] : [least, 1],
    },
    { of: 'gdr', name: 'GDR', min: 0, max: 0.5, ticks: [0, 0.25, 0.5] },
  ] as const;

  return (
    <>
      <ul className={styles.legend}>
        {DESCENTS.map((descent) => (
          <li key={descent}>
            <LineSample color="var(--ink)" dash={DASH[descent]} /> {DESCENT_NAMES[descent]}
          </li>
        ))}
      </ul>
      <svg
        className={styles.plot}
        viewBox={`0 0 ${WIDTH} ${BOTTOM + 34}`}
        role="img"
        aria-label={describe(shown)}
      >
        {[0, 1, 2, 3, 4].map((quarter) => (
          <text key={quarter} x={x((span * quarter) / 4)} y={BOTTOM + 14} className={styles.xTick}>
            {(span * quarter) / 4}
          </text>
        ))}
        <text x={x(span / 2)} y={BOTTOM + 30} className={styles.xTick}>
          steps
        </text>
        {plots.map(({ of, name, min, max, ticks }, i) => {
          const top = TOP + i * (HEIGHT + GAP);
          const y = (value: number) => top + HEIGHT * (1 - (value - min) / (max - min));
          const path = line<RunPoint>(
            (_, step) => x(step),
            (point) => y(point[of]),
          );
          return (
            <g key={of} className={styles[of]}>
              <text x={LEFT} y={top - 7} className={styles.name}>
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
                    {Number.isInteger(tick) ? tick : decimal(tick, 2)}
                  </text>
                </g>
              ))}
              {shown.length === 0 ? (
                <circle cx={x(0)} cy={y(now[of])} r={4.5} className={styles.point} />
              ) : null}
              {shown.map((run) => {
                const end = run.points.length - 1;
                return (
                  <g key={run.descent} className={run === last ? undefined : styles.earlier}>
                    <path
                      d={path([...run.points]) ?? ''}
                      className={styles.line}
                      strokeDasharray={DASH[run.descent]}
                    />
                    <circle
                      cx={x(end)}
                      cy={y(run.points[end]![of])}
                      r={ended(run) ? 4.5 : 3}
                      className={styles.point}
                    />
                  </g>
                );
              })}
            </g>
          );
        })}
      </svg>
    </>
  );
}

function describe(runs: readonly Run[]): string {
  if (runs.length === 0) return 'Mean cosine and GDR against steps: no descent has been run yet.';
  return runs
    .map(({ descent, points }) => {
      const [from, to] = [points[0]!, points.at(-1)!];
      return (
        `${points.length - 1} steps ${DESCENT_NAMES[descent]}: mean cosine from ` +
        `${decimal(from.cosine, 2)} to ${decimal(to.cosine, 2)}, GDR from ${decimal(from.gdr, 3)} ` +
        `to ${decimal(to.gdr, 3)}.`
      );
    })
    .join(' ');
}
