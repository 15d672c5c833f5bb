/** Mean cosine and GDR against the steps of the last run on each, above one another on one axis. */
import { decimal } from '../../components/format';
import { Legend, LegendEntry } from '../../components/Legend';
import { LineSample } from '../../components/LineSample';
import { type PlotLine, StackedPlots, tickAt } from '../../components/StackedPlots';
import { DESCENTS, type Descent, ended, type Run, type RunPoint } from './descent-run';

interface DescentPlotProps {
  readonly runs: Readonly<Partial<Record<Descent, Run>>>;
  readonly last: Run | null;
  /** Where the arrangement stands, shown until there is a run. */
  readonly now: RunPoint;
  /** How many gradients the runs are of. */
  readonly members: number;
}

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
  const least = -1 / (members - 1);
  // Where 0 is near the least value, their numbers would overlap.
  const zeroApart = least < -0.3;
  const linesOf = (of: keyof RunPoint): PlotLine[] => {
    if (shown.length === 0) {
      return [{ key: 'now', points: [], mark: { at: [0, now[of]], radius: 4.5 } }];
    }
    return shown.map((run) => {
      const points = run.points.map((point, step) => [step, point[of]] as const);
      return {
        key: run.descent,
        points,
        dash: DASH[run.descent],
        mark: { at: points.at(-1)!, radius: ended(run) ? 4.5 : 3 },
        faint: run !== last,
      };
    });
  };
  return (
    <>
      <Legend>
        {DESCENTS.map((descent) => (
          <LegendEntry
            key={descent}
            sample={<LineSample color="var(--ink)" dash={DASH[descent]} />}
          >
            {DESCENT_NAMES[descent]}
          </LegendEntry>
        ))}
      </Legend>
      <StackedPlots
        label={describe(shown)}
        xEnd={span}
        xLabel="steps"
        xTicks={[0, 1, 2, 3, 4].map((quarter) => tickAt((span * quarter) / 4))}
        plots={[
          {
            name: 'mean cosine',
            min: least,
            max: 1,
            ticks: (zeroApart ? [least, 0, 1] : [least, 1]).map(tickAt),
            lines: linesOf('cosine'),
          },
          {
            name: 'GDR',
            adversarial: true,
            min: 0,
            max: 0.5,
            ticks: [0, 0.25, 0.5].map(tickAt),
            lines: linesOf('gdr'),
          },
        ]}
      />
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
