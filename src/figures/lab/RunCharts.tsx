/** The course of a run: loss by part, accuracy, GDR, joint slope and an attack's success against the step. */
import { scaleLinear } from 'd3-scale';
import { useMemo } from 'react';
import { RECIPES } from '../../attacks/attack-recipe';
import { Choice } from '../../components/Choice';
import { Columns } from '../../components/Columns';
import { decimal, percent, significant } from '../../components/format';
import { LineChart, type Series } from '../../components/LineChart';
import type { EarlierRun, RunView } from '../../engine/page/session';
import {
  type RunStatus,
  SAMPLE_EPSILON,
  type SampleAttack,
  type TrainingSettings,
  totalSteps,
} from '../../engine/protocol';
import styles from './LabFigure.module.css';
import {
  earlierSeriesOf,
  emptyTextOf,
  extentOf,
  marksOf,
  type RunSeries,
  seriesOf,
} from './run-series';
import { courseFor } from './shipped-course';
import { useGrowingExtent } from './use-growing-extent';

interface RunChartsProps {
  readonly run: RunView | null;
  /** Of the run, or of the one that would begin. */
  readonly settings: TrainingSettings;
  /** Runs to be seen behind this one. */
  readonly earlier: readonly EarlierRun[];
  readonly attack: SampleAttack;
  readonly onAttack: (attack: SampleAttack) => void;
}

/** A GDR is at most one half: the share that a single member leaves. */
const HALF = [0, 0.5] as const;
const WHOLE = [0, 1] as const;
const NO_SAMPLES: RunView['samples'] = [];

const ATTACK_WORDS = [
  { value: 'fgs' as const, label: 'FGS', hint: 'A single step.' },
  {
    value: 'pgd' as const,
    label: 'PGD',
    hint: `${RECIPES.pgd.steps} steps. Measured from the next sample on; each takes longer.`,
  },
];

export function RunCharts(props: RunChartsProps) {
  const { run, settings, earlier, attack, onAttack } = props;
  const status = run?.status;
  const samples = run?.samples ?? NO_SAMPLES;
  const { members } = status?.settings ?? settings;
  // A status comes ten times a second, a sample twice: the lines change with the samples alone.
  const own = useMemo(() => seriesOf(members, samples, attack), [members, samples, attack]);
  const behindIt = useMemo(
    () => earlier.map((one) => earlierSeriesOf(one, attack)),
    [earlier, attack],
  );
  const { penalty, metric, adversarial, lambda } = settings;
  const nothing = samples.length === 0 && earlier.length === 0;
  const course = useMemo(
    () => (nothing ? courseFor({ penalty, metric, adversarial, lambda }, attack) : null),
    [nothing, penalty, metric, adversarial, lambda, attack],
  );
  const ownSteps = status ? stepsOf(status) : totalSteps(settings);
  const lastStep = Math.max(
    1,
    // Until there is a sample, the axis is that of the course.
    course?.lastStep ?? ownSteps,
    ...earlier.map((one) => one.samples.at(-1)?.step ?? 0),
  );
  // The same array while it says the same, so that a chart is laid out anew only when it must be.
  const xDomain = useMemo(() => [0, lastStep] as const, [lastStep]);
  const series = useMemo(
    () => behind(course ? [course.series] : behindIt, own),
    [behindIt, course, own],
  );
  const changes = status?.changes;
  const changed = JSON.stringify(changes ?? []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: an equal list leads to equal marks
  const marks = useMemo(() => marksOf(changes ?? [], lastStep), [changed, lastStep]);
  const lossExtent = useMemo(() => extentOf(series.loss), [series.loss]);
  // The loss keeps its axis for all that are held against the same runs; the course has one of its own.
  const behindIds = course?.id ?? (earlier.map(({ id }) => id).join() || (run?.id ?? ''));
  const grown = useGrowingExtent(lossExtent, behindIds);
  const lossDomain = useMemo(() => (grown ? niceDomain(grown) : undefined), [grown]);
  const slopeExtent = useMemo(() => extentOf(series.slope), [series.slope]);
  const grownSlope = useGrowingExtent(slopeExtent, behindIds);
  // From zero: a slope of zero is what cannot be attacked jointly, to first order.
  const slopeDomain = useMemo(
    () => (grownSlope ? niceDomain([0, grownSlope[1]]) : undefined),
    [grownSlope],
  );
  const common = {
    xLabel: 'step',
    xDomain,
    marks,
    height: 200,
    emptyText: emptyTextOf(run),
  };
  const emptyWith = (lines: readonly Series[] = []) =>
    [emptyTextOf(run), ...lines.map(({ name }) => name)].join(' ');
  const share = { ...common, yDomain: WHOLE, formatY: (x: number) => percent(x, 1) };
  const last = samples.at(-1);
  return (
    <Columns least="22rem">
      <LineChart
        {...common}
        title="Loss on the last batch"
        yLabel="nats"
        yDomain={lossDomain}
        series={series.loss}
        formatY={(x) => decimal(x)}
        emptyText={emptyWith(course?.series.loss)}
      />
      <LineChart
        {...share}
        title="Accuracy on held-out images"
        yLabel="share"
        series={series.accuracy}
        emptyText={emptyWith(course?.series.accuracy)}
      />
      <LineChart
        {...common}
        title="Mean GDR: share of directions that lower every confidence"
        yLabel="share"
        yDomain={HALF}
        series={series.gdr}
        formatY={(x) => significant(x, 3)}
        emptyText={emptyWith(course?.series.gdr)}
      />
      <LineChart
        {...common}
        title="Mean joint slope: how fast one step can raise every loss"
        yLabel="nats per unit of length"
        yDomain={slopeDomain}
        series={series.slope}
        formatY={(x) => significant(x, 3)}
        emptyText={emptyWith(course?.series.slope)}
      />
      <div className={styles.success}>
        <LineChart
          {...share}
          title={`${attack.toUpperCase()} success on the ensemble, ε = ${SAMPLE_EPSILON}`}
          yLabel="share"
          series={series.success}
          emptyText={emptyWith(course?.series.success)}
        />
        <Choice label="Success of" options={ATTACK_WORDS} value={attack} onChange={onAttack} />
      </div>
      {last && last.leftOut > 0 ? (
        <p className="small-note">
          {percent(last.leftOut, 1)} of the images are left out of the GDR: a member has no gradient
          there.
        </p>
      ) : null}
    </Columns>
  );
}

/** Where the axis ends: a run that was stopped fills it too. */
function stepsOf({ phase, step, totalSteps: all }: RunStatus): number {
  return phase === 'ended' ? step : all;
}

function behind(faint: readonly RunSeries[], own: RunSeries): RunSeries {
  const all = (key: keyof RunSeries): readonly Series[] =>
    [...faint, own].flatMap((series) => series[key]);
  return {
    loss: all('loss'),
    accuracy: all('accuracy'),
    gdr: all('gdr'),
    slope: all('slope'),
    success: all('success'),
  };
}

function niceDomain([low, high]: readonly [number, number]): readonly [number, number] {
  const spread = high > low ? 0 : Math.max(Math.abs(low) * 0.1, 0.1);
  const [from, to] = scaleLinear([low - spread, high + spread], [0, 1])
    .nice(5)
    .domain();
  return [from!, to!];
}
