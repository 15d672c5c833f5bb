/** Measures against the steps of the last run on each descent, above one another on one axis. */
import { decimal } from '../../components/format';
import { Legend, LegendEntry } from '../../components/Legend';
import { LineSample } from '../../components/LineSample';
import { type Plot, type PlotLine, StackedPlots, tickAt } from '../../components/StackedPlots';
import { type DescentRun, ended } from './descents';

export interface PlottedRun<Point> extends DescentRun<string, unknown> {
  /** What is measured, at the start and after each step. */
  readonly points: readonly Point[];
}

export interface PlottedMeasure<Point> extends Omit<Plot, 'lines'> {
  readonly of: (point: Point) => number;
}

interface DescentPlotProps<Point> {
  /** Of each descent: "down GDR". */
  readonly names: Readonly<Record<string, string>>;
  readonly runs: Readonly<Partial<Record<string, PlottedRun<Point>>>>;
  readonly last: PlottedRun<Point> | null;
  /** Where the figure stands, shown until there is a run. */
  readonly now: Point;
  readonly measures: readonly PlottedMeasure<Point>[];
}

/** The steps that the axis shows at least; then it doubles. */
const FEWEST_STEPS = 60;
const DASHES = ['none', '6 4'];

export function DescentPlot<Point>(props: DescentPlotProps<Point>) {
  const { names, runs, last, now, measures } = props;
  const descents = Object.keys(names);
  const dashOf = (descent: string) => DASHES[descents.indexOf(descent)]!;
  const shown = descents.flatMap((descent) => runs[descent] ?? []);
  const longest = Math.max(0, ...shown.map(({ points }) => points.length - 1));
  let span = FEWEST_STEPS;
  while (span < longest) span *= 2;
  const linesOf = (of: (point: Point) => number): PlotLine[] => {
    if (shown.length === 0) {
      return [{ key: 'now', points: [], mark: { at: [0, of(now)], radius: 4.5 } }];
    }
    return shown.map((run) => {
      const points = run.points.map((point, step) => [step, of(point)] as const);
      return {
        key: run.descent,
        points,
        dash: dashOf(run.descent),
        mark: { at: points.at(-1)!, radius: ended(run) ? 4.5 : 3 },
        faint: run !== last,
      };
    });
  };
  return (
    <>
      <Legend>
        {descents.map((descent) => (
          <LegendEntry
            key={descent}
            sample={<LineSample color="var(--ink)" dash={dashOf(descent)} />}
          >
            {names[descent]}
          </LegendEntry>
        ))}
      </Legend>
      <StackedPlots
        label={describe(props, shown)}
        xEnd={span}
        xLabel="steps"
        xTicks={[0, 1, 2, 3, 4].map((quarter) => tickAt((span * quarter) / 4))}
        plots={measures.map(({ of, ...plot }) => ({ ...plot, lines: linesOf(of) }))}
      />
    </>
  );
}

function describe<Point>(
  { names, measures }: DescentPlotProps<Point>,
  runs: readonly PlottedRun<Point>[],
): string {
  if (runs.length === 0) {
    return `${measures.map(({ name }) => name).join(' and ')} against steps: no descent has been run yet.`;
  }
  return runs
    .map(({ descent, points }) => {
      const [from, to] = [points[0]!, points.at(-1)!];
      const changes = measures.map(({ name, adversarial, of }) => {
        const digits = adversarial ? 3 : 2;
        return `${name} from ${decimal(of(from), digits)} to ${decimal(of(to), digits)}`;
      });
      return `${points.length - 1} steps ${names[descent]}: ${changes.join(', ')}.`;
    })
    .join(' ');
}
