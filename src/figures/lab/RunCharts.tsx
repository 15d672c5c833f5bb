/** The course of a run: loss by part, accuracy, GDR and FGS success against the step. */
import { scaleLinear } from 'd3-scale';
import { useMemo } from 'react';
import { Columns } from '../../components/Columns';
import { decimal, percent, significant } from '../../components/format';
import { LineChart, type Series } from '../../components/LineChart';
import type { RunView } from '../../engine/page/session';
import { SAMPLE_EPSILON } from '../../engine/protocol';
import { differences, extentOf, marksOf, type RunSeries, seriesOf } from './run-series';
import { useGrowingExtent } from './use-growing-extent';

interface RunChartsProps {
  readonly run: RunView | null;
  /** The run before, to be seen behind this one. */
  readonly ghost: RunView | null;
}

/** A GDR is at most one half: the share that a single member leaves. */
const HALF = [0, 0.5] as const;
const WHOLE = [0, 1] as const;
const EMPTY = 'Drawn as it trains.';
const NONE: RunSeries = { loss: [], accuracy: [], gdr: [], success: [] };

export function RunCharts({ run, ghost }: RunChartsProps) {
  const status = run?.status;
  const samples = run?.samples;
  const members = status?.settings.members;
  // A status comes ten times a second, a sample twice: the lines change with the samples alone.
  // biome-ignore lint/correctness/useExhaustiveDependencies: that is what they are drawn from
  const own = useMemo(() => (run ? seriesOf(run) : NONE), [samples, members]);
  const faint = useMemo(() => (ghost ? seriesOf(ghost, true) : NONE), [ghost]);
  const series = useMemo(() => behind(faint, own), [faint, own]);
  const lastStep = Math.max(1, status?.totalSteps ?? 1, ghost?.samples.at(-1)?.step ?? 1);
  // The same array while it says the same, so that a chart is laid out anew only when it must be.
  const xDomain = useMemo(() => [0, lastStep] as const, [lastStep]);
  const changes = status?.changes;
  const changed = JSON.stringify(changes ?? []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: an equal list leads to equal marks
  const marks = useMemo(() => marksOf(changes ?? [], lastStep), [changed, lastStep]);
  const lossExtent = useMemo(() => extentOf(series.loss), [series.loss]);
  // Behind a ghost the loss keeps its axis for all that are held against it.
  const grown = useGrowingExtent(lossExtent, ghost?.id ?? run?.id ?? '');
  const lossDomain = useMemo(() => (grown ? niceDomain(grown) : undefined), [grown]);
  const common = {
    xLabel: 'step',
    xDomain,
    marks,
    height: 200,
    emptyText: EMPTY,
    fadedText: ghost && status ? ghostText(ghost, status.settings) : undefined,
    formatX: (step: number) => `step ${step}`,
  };
  const share = { ...common, yDomain: WHOLE, formatY: (x: number) => percent(x, 1) };
  const last = samples?.at(-1);
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
      />
      <LineChart
        {...common}
        title="Mean GDR: share of directions that lower every confidence"
        yLabel="share"
        yDomain={HALF}
        series={series.gdr}
        formatY={(x) => significant(x, 3)}
      />
      <LineChart
        {...share}
        title={`FGS success on the ensemble, ε = ${SAMPLE_EPSILON}`}
        yLabel="share"
        series={series.success}
      />
      {last && last.leftOut > 0 ? (
        <p className="small-note">
          {percent(last.leftOut, 1)} of the images are left out of the GDR: a member has no gradient
          there.
        </p>
      ) : null}
    </Columns>
  );
}

function behind(faint: RunSeries, own: RunSeries): RunSeries {
  const both = (key: keyof RunSeries): readonly Series[] => [...faint[key], ...own[key]];
  return {
    loss: both('loss'),
    accuracy: both('accuracy'),
    gdr: both('gdr'),
    success: both('success'),
  };
}

function niceDomain([low, high]: readonly [number, number]): readonly [number, number] {
  const spread = high > low ? 0 : Math.max(Math.abs(low) * 0.1, 0.1);
  const [from, to] = scaleLinear([low - spread, high + spread], [0, 1])
    .nice(5)
    .domain();
  return [from!, to!];
}

function ghostText(ghost: RunView, settings: RunView['status']['settings']): string {
  const other = differences(ghost.status.settings, settings);
  return `the last run (${other || 'the same settings'})`;
}
