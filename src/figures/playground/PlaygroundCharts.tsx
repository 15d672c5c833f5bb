/** The course of the run, with the one before it faint behind. */
import { memo, useMemo } from 'react';
import { Columns } from '../../components/Columns';
import { percent, significant } from '../../components/format';
import { LineChart, type Series } from '../../components/LineChart';
import type { Course, CoursePoint } from './course';

interface PlaygroundChartsProps {
  readonly course: Course;
  readonly steps: number;
  readonly epsilon: number;
}

type Quantity = Exclude<keyof CoursePoint, 'step'>;

const WHOLE = [0, 1] as const;
const HALF = [0, 0.5] as const;

export const PlaygroundCharts = memo(function PlaygroundCharts(props: PlaygroundChartsProps) {
  const { course, steps, epsilon } = props;
  const last = Math.max(steps, course.points.at(-1)?.step ?? 0, course.before.at(-1)?.step ?? 0);
  const xDomain = useMemo(() => [0, last] as const, [last]);
  const common = { xLabel: 'step', xDomain, height: 170, emptyText: 'Drawn as it trains.' };
  const share = (x: number) => percent(x, 0);
  const series = useMemo(() => {
    const of = (quantity: Quantity, name: string, color: string) =>
      seriesOf(course, quantity, name, color);
    return {
      accuracy: of('accuracy', 'accuracy', 'var(--ink)'),
      gdr: of('gdr', 'GDR', 'var(--adversarial-ink)'),
      slope: of('slope', 'joint slope', 'var(--ink)'),
      fooled: of('fooled', 'fooled', 'var(--ink)'),
    };
  }, [course]);
  return (
    <Columns least="13rem">
      <LineChart
        {...common}
        title="Accuracy of the vote"
        yLabel="accuracy"
        yDomain={WHOLE}
        series={series.accuracy}
        formatY={share}
      />
      <LineChart
        {...common}
        title="Mean GDR"
        yLabel="GDR"
        yDomain={HALF}
        series={series.gdr}
        formatY={(y) => significant(y, 3)}
      />
      <LineChart
        {...common}
        title="Mean joint slope"
        yLabel="joint slope"
        series={series.slope}
        formatY={(y) => significant(y, 3)}
      />
      <LineChart
        {...common}
        title={`Fooled by one step of ${significant(epsilon, 2)}`}
        yLabel="fooled"
        yDomain={WHOLE}
        series={series.fooled}
        formatY={share}
      />
    </Columns>
  );
});

function seriesOf(course: Course, quantity: Quantity, name: string, color: string): Series[] {
  const line = (points: readonly CoursePoint[]) =>
    points.map((point) => [point.step, point[quantity]] as const);
  const own: Series = { name, color, points: line(course.points) };
  if (course.before.length === 0) return [own];
  return [{ name: 'run before', color, points: line(course.before), faded: true }, own];
}
