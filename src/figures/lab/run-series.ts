/** What the charts of a run draw: its samples as lines, its changes as marks, and the runs before it. */

import { SUCCESS_MEANINGS, type SuccessMeaning } from '../../attacks/success';
import { count } from '../../components/format';
import type { ChartMark, Point, Series } from '../../components/line-chart-layout';
import { ENSEMBLE, memberColor, memberDash, memberLabel } from '../../components/members';
import type { EarlierRun, RunView } from '../../engine/page/session';
import type { Change, Sample, SampleAttack, TrainingSettings } from '../../engine/protocol';

export interface RunSeries {
  readonly loss: readonly Series[];
  readonly accuracy: readonly Series[];
  readonly gdr: readonly Series[];
  readonly slope: readonly Series[];
  readonly success: readonly Series[];
}

/** Changes of one setting closer than this share of the run are one movement of the hand. */
const ONE_MOVEMENT = 0.02;

const NAMES: Readonly<Record<keyof TrainingSettings, string>> = {
  members: 'members',
  hidden: 'units',
  penalty: 'penalty',
  lambda: 'λ',
  metric: 'metric',
  adversarial: 'adversarial training',
  adversarialEpsilon: 'ε of adversarial training',
  adversarialSteps: 'steps of adversarial training',
  learningRate: 'learning rate',
  batch: 'batch',
  images: 'images',
  epochs: 'epochs',
  seed: 'seed',
  data: 'data set',
};

/** One for each of the earlier runs that stand in the charts at a time (`MOST_EARLIER`). */
const EARLIER_DASHES = [undefined, '9 5', '3 4', '12 4 3 4'] as const;

const SUCCESS_DASHES: Readonly<Record<SuccessMeaning, string | undefined>> = {
  same: undefined,
  all: '6 4',
  ensemble: '1 4',
};

/** @param attack whose success is drawn */
export function seriesOf(
  members: number,
  samples: readonly Sample[],
  attack: SampleAttack,
): RunSeries {
  const points = (value: (sample: Sample) => number): Point[] =>
    samples.map((sample) => [sample.step, value(sample)]);
  const each = (value: (sample: Sample, i: number) => number): Series[] =>
    Array.from({ length: members }, (_, i) => ({
      name: memberLabel(i),
      color: memberColor(i),
      dash: memberDash(i),
      width: 1.5,
      points: points((sample) => value(sample, i)),
    }));
  return {
    loss: [
      ...each((sample, i) => sample.loss.crossEntropy[i] ?? Number.NaN),
      {
        name: 'penalty',
        color: 'var(--ink-soft)',
        dash: '1 3',
        points: points((sample) => sample.loss.penalty ?? Number.NaN),
      },
      { name: 'total', color: 'var(--ink)', points: points((s) => s.loss.total) },
    ],
    accuracy: [
      ...each((sample, i) => sample.memberAccuracy[i] ?? Number.NaN),
      { ...ENSEMBLE, points: points((sample) => sample.ensembleAccuracy) },
    ],
    gdr: [{ name: 'GDR', color: 'var(--adversarial-ink)', points: points((s) => s.gdr) }],
    slope: [{ name: 'joint slope', color: 'var(--ink)', points: points(slopeOf) }],
    success: SUCCESS_MEANINGS.map((meaning) => ({
      name: meaning,
      color: 'var(--ink)',
      dash: SUCCESS_DASHES[meaning],
      points: points((sample) => ratesOf(sample, attack)?.[meaning] ?? Number.NaN),
    })),
  };
}

/** Of an earlier run, in each chart the one line that speaks for the whole ensemble. */
export function earlierSeriesOf(run: EarlierRun, attack: SampleAttack): RunSeries {
  const line = (color: string, value: (sample: Sample) => number): Series[] => [
    {
      name: earlierName(run),
      color,
      dash: earlierDash(run),
      points: run.samples.map((sample) => [sample.step, value(sample)]),
      faded: true,
    },
  ];
  return {
    loss: line('var(--ink)', ({ loss }) => loss.total),
    accuracy: line(ENSEMBLE.color, ({ ensembleAccuracy }) => ensembleAccuracy),
    gdr: line('var(--adversarial-ink)', ({ gdr }) => gdr),
    slope: line('var(--ink)', slopeOf),
    success: line('var(--ink)', (sample) => ratesOf(sample, attack)?.same ?? Number.NaN),
  };
}

/** Not in samples of earlier versions. */
function slopeOf({ measures }: Sample): number {
  return measures?.jointSlope ?? Number.NaN;
}

function ratesOf({ fgs, pgd }: Sample, attack: SampleAttack) {
  return (attack === 'pgd' ? pgd : fgs[0])?.rates;
}

export function earlierName({ number }: EarlierRun): string {
  return `run ${number}`;
}

export function earlierDash({ number }: EarlierRun): string | undefined {
  return EARLIER_DASHES[(number - 1) % EARLIER_DASHES.length];
}

/** What an earlier run was trained with that this one is not, in words. */
export function earlierText({ status }: EarlierRun, settings: TrainingSettings): string {
  const changed = status.changes.some(({ setting, step }) => setting !== 'epochs' && step > 0);
  const words = differences(status.settings, settings) || 'the same settings';
  return changed ? `${words}, changed on the way` : words;
}

/** Where a setting was changed. A slider that was dragged leaves one mark, where it came to rest. */
export function marksOf(changes: readonly Change[], totalSteps: number): ChartMark[] {
  const near = ONE_MOVEMENT * totalSteps;
  const last = changes.filter(
    ({ setting, step }, i) =>
      !changes.slice(i + 1).some((later) => later.setting === setting && later.step - step < near),
  );
  return last.map(({ step, setting, value }) => ({
    x: step,
    label: `${NAMES[setting]} ${written(value)}`,
  }));
}

/** What of `settings` is not as in `others`, in words: "λ 3, members 2". */
export function differences(settings: TrainingSettings, others: TrainingSettings): string {
  const keys = Object.keys(NAMES) as (keyof TrainingSettings)[];
  return keys
    .filter((key) => String(settings[key]) !== String(others[key]))
    .map((key) => `${NAMES[key]} ${key === 'seed' ? settings.seed : written(settings[key])}`)
    .join(', ');
}

function written(value: TrainingSettings[keyof TrainingSettings]): string {
  if (typeof value === 'object') return value.join(' and ');
  return typeof value === 'number' && Number.isInteger(value) ? count(value) : String(value);
}

/** Why a chart has no line. */
export function emptyTextOf(run: RunView | null): string {
  if (run?.status.phase === 'failed') return 'Nothing to draw: the run was stopped by a problem.';
  if (run && run.samples.length > 0) return 'Nothing to draw: this has had no value at any step.';
  return 'Drawn as it trains.';
}

/** Least and greatest value that can be drawn; null without any. */
export function extentOf(series: readonly Series[]): readonly [number, number] | null {
  const values = series.flatMap((one) => one.points.map(([, y]) => y)).filter(Number.isFinite);
  if (values.length === 0) return null;
  return values.reduce(([low, high], value) => [Math.min(low, value), Math.max(high, value)], [
    Infinity,
    -Infinity,
  ] as readonly [number, number]);
}
