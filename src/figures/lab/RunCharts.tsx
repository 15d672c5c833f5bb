/** The course of a run: loss by part, accuracy, GDR and FGS success against the step. */
import { useMemo } from 'react';
import { decimal, percent, significant } from '../../components/format';
import { LineChart } from '../../components/LineChart';
import { ENSEMBLE, memberColor, memberDash, memberLabel } from '../../components/members';
import { type Change, type RunStatus, SAMPLE_EPSILON, type Sample } from '../../engine/protocol';
import styles from './RunCharts.module.css';

interface RunChartsProps {
  readonly samples: readonly Sample[];
  readonly status: RunStatus | null;
}

type Point = readonly [number, number];

const NAMES = { penalty: 'penalty', lambda: 'λ', learningRate: 'learning rate', epochs: 'epochs' };
/** A GDR is at most one half: the share that a single member leaves. */
const HALF = [0, 0.5] as const;
const WHOLE = [0, 1] as const;
const EMPTY = 'Drawn as it trains.';

export function RunCharts({ samples, status }: RunChartsProps) {
  const members = status?.settings.members ?? 0;
  const marks = useMemo(() => (status?.changes ?? []).map(markOf), [status?.changes]);
  const series = useMemo(() => seriesOf(samples, members), [samples, members]);
  const lastStep = Math.max(1, status?.totalSteps ?? 1);
  // The same array while it says the same, so that a chart is laid out anew only when it must be.
  const xDomain = useMemo(() => [0, lastStep] as const, [lastStep]);
  const common = {
    xLabel: 'step',
    xDomain,
    marks,
    height: 200,
    emptyText: EMPTY,
    formatX: (step: number) => `step ${step}`,
  };
  const share = { ...common, yDomain: WHOLE, formatY: (x: number) => percent(x, 1) };
  const last = samples[samples.length - 1];
  return (
    <div className={styles.charts}>
      <LineChart
        {...common}
        title="Loss on the last batch"
        yLabel="nats"
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
        <p className={styles.note}>
          {percent(last.leftOut, 1)} of the images are left out of the GDR: a member has no gradient
          there.
        </p>
      ) : null}
    </div>
  );
}

function seriesOf(samples: readonly Sample[], members: number) {
  const points = (value: (sample: Sample) => number): Point[] =>
    samples.map((sample) => [sample.step, value(sample)]);
  const each = (value: (sample: Sample, i: number) => number) =>
    Array.from({ length: members }, (_, i) => ({
      name: memberLabel(i),
      color: memberColor(i),
      dash: memberDash(i),
      width: 1.5,
      points: points((sample) => value(sample, i)),
    }));
  const success = (key: 'same' | 'all' | 'ensemble', dash: string | undefined) => ({
    name: key,
    color: 'var(--ink)',
    dash,
    points: points((sample) => sample.fgs[0]?.rates[key] ?? Number.NaN),
  });
  return {
    loss: [
      ...each((sample, i) => sample.loss.crossEntropy[i] ?? Number.NaN),
      {
        name: 'penalty',
        color: 'var(--ink-soft)',
        dash: '1 3',
        points: points((sample) => sample.loss.penalty ?? Number.NaN),
      },
      { name: 'total', color: 'var(--ink)', points: points((sample) => sample.loss.total) },
    ],
    accuracy: [
      ...each((sample, i) => sample.memberAccuracy[i] ?? Number.NaN),
      { ...ENSEMBLE, name: 'ensemble', points: points((sample) => sample.ensembleAccuracy) },
    ],
    gdr: [{ name: 'GDR', color: 'var(--adversarial-ink)', points: points((sample) => sample.gdr) }],
    success: [success('same', undefined), success('all', '6 4'), success('ensemble', '1 4')],
  };
}

function markOf({ step, setting, value }: Change) {
  return { x: step, label: `${NAMES[setting]} ${value}` };
}
