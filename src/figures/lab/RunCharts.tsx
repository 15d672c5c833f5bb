/** The course of a run: loss by part, accuracy, GDR, joint slope and an attack's success against the step. */
import { scaleLinear } from 'd3-scale';
import { useMemo } from 'react';
import { RECIPES } from '../../attacks/attack-recipe';
import { Choice } from '../../components/Choice';
import { Columns } from '../../components/Columns';
import { decimal, percent, significant } from '../../components/format';
import { LineChart, type Series } from '../../components/LineChart';
import type { EnsembleRecord } from '../../engine/page/records';
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
import { NO_REFERENCES, referencesOf } from './shipped-course';
import { useGrowingExtent } from './use-growing-extent';

interface RunChartsProps {
  readonly run: RunView | null;
  /** Of the run, or of the one that would begin. */
  readonly settings: TrainingSettings;
  /** Runs to be seen behind this one. */
  readonly earlier: readonly EarlierRun[];
  /** To stand in the charts while there is no run. */
  readonly ensembles: readonly EnsembleRecord[];
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
  const { run, settings, earlier, ensembles, attack, onAttack } = props;
  const status = run?.status;
  const samples = run?.samples ?? NO_SAMPLES;
  const { members } = status?.settings ?? settings;
  // A status comes ten times a second, a sample twice: the lines change with the samples alone.
  const own = useMemo(() => seriesOf(members, samples, attack), [members, samples, attack]);
  const behindIt = useMemo(
    () => earlier.map((one) => earlierSeriesOf(one, attack)),
    [earlier, attack],
  );
  const lastStep = Math.max(
    1,
    status ? stepsOf(status) : totalSteps(settings),
    ...earlier.map((one) => one.samples.at(-1)?.step ?? 0),
  );
  // The same array while it says the same, so that a chart is laid out anew only when it must be.
  const xDomain = useMemo(() => [0, lastStep] as const, [lastStep]);
  const nothing = samples.length === 0 && earlier.length === 0;
  const references = useMemo(
    () => (nothing ? referencesOf(ensembles, attack, lastStep) : NO_REFERENCES),
    [nothing, ensembles, attack, lastStep],
  );
  const series = useMemo(() => behind([...behindIt, references], own), [behindIt, references, own]);
  const changes = status?.changes;
  const changed = JSON.stringify(changes ?? []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: an equal list leads to equal marks
  const marks = useMemo(() => marksOf(changes ?? [], lastStep), [changed, lastStep]);
  const lossExtent = useMemo(() => extentOf(series.loss), [series.loss]);
  // The loss keeps its axis for all that are held against the same runs.
  const behindIds = earlier.map(({ id }) => id).join();
  const grown = useGrowingExtent(lossExtent, behindIds || (run?.id ?? ''));
  const lossDomain = useMemo(() => (grown ? niceDomain(grown) : undefined), [grown]);
  const slopeExtent = useMemo(() => extentOf(series.slope), [series.slope]);
  const grownSlope = useGrowingExtent(slopeExtent, behindIds || (run?.id ?? ''));
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
  const emptyWith = (lines: readonly Series[]) =>
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
      />
      <LineChart
        {...share}
        title="Accuracy on held-out images"
        yLabel="share"
        series={series.accuracy}
        emptyText={emptyWith(references.accuracy)}
      />
      <LineChart
        {...common}
        title="Mean GDR: share of directions that lower every confidence"
        yLabel="share"
        yDomain={HALF}
        series={series.gdr}
        formatY={(x) => significant(x, 3)}
        emptyText={emptyWith(references.gdr)}
      />
      <LineChart
        {...common}
        title="Mean joint slope: how fast one step can raise every loss"
        yLabel="nats per unit of length"
        yDomain={slopeDomain}
        series={series.slope}
        formatY={(x) => significant(x, 3)}
        emptyText={emptyWith(references.slope)}
      />
      <div className={styles.success}>
        <LineChart
          {...share}
          title={`${attack.toUpperCase()} success on the ensemble, ε = ${SAMPLE_EPSILON}`}
          yLabel="share"
          series={series.success}
          emptyText={emptyWith(references.success)}
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
