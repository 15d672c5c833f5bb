/**
 * The settings of a training run: one table of defaults and ranges, from which the command line, the page
 * and its links all check what they are given.
 */
import { brief } from '../data/brief';
import { type DataSetId, FASHION_MNIST, isDataSetId } from '../data/training-data';
import { METRICS, type Metric } from '../geometry/metric';
import { ACTIVE_PENALTIES } from '../geometry/penalties';

export const PENALTIES = ['none', ...ACTIVE_PENALTIES] as const;
export type PenaltyName = (typeof PENALTIES)[number];

/** What adversarial images are made on: each member for itself, or the ensemble for all; `none`: there are none. */
export const ADVERSARIAL = ['none', 'member', 'ensemble'] as const;
export type Adversarial = (typeof ADVERSARIAL)[number];

export interface TrainingSettings {
  readonly members: number;
  /** Widths of one or two hidden ReLU layers. */
  readonly hidden: readonly number[];
  readonly penalty: PenaltyName;
  readonly lambda: number;
  /** How pixels count in the penalty. */
  readonly metric: Metric;
  /** Whether the cross-entropy is taken at adversarial images (adversarial-images.ts), and whose. */
  readonly adversarial: Adversarial;
  /** ε of those images in L∞, in units of pixel intensity. */
  readonly adversarialEpsilon: number;
  /** Steps that make them. */
  readonly adversarialSteps: number;
  readonly learningRate: number;
  readonly batch: number;
  /** The first so many images of the training set. */
  readonly images: number;
  readonly epochs: number;
  readonly seed: number;
  /** What it is trained on. */
  readonly data: DataSetId;
}

/** Of settings that came later: what links, runs and files from before them mean. */
export const LATER_SETTINGS = {
  metric: 'uniform',
  adversarial: 'none',
  adversarialEpsilon: 0.03,
  adversarialSteps: 5,
  data: FASHION_MNIST,
} as const satisfies Partial<TrainingSettings>;

/** A link leaves out what is at these: one that is changed changes what old links train. */
export const DEFAULT_SETTINGS: TrainingSettings = {
  members: 3,
  hidden: [64],
  penalty: 'gdr',
  lambda: 3,
  learningRate: 1e-3,
  batch: 64,
  images: 5000,
  epochs: 5,
  seed: 1,
  ...LATER_SETTINGS,
};

export const SETTING_NAMES = Object.keys(DEFAULT_SETTINGS) as readonly (keyof TrainingSettings)[];

export interface Range {
  readonly min: number;
  readonly max: number;
  readonly integer: boolean;
}

export const RANGES = {
  members: { min: 2, max: 5, integer: true },
  /** Of each width in `hidden`. */
  hidden: { min: 8, max: 256, integer: true },
  lambda: { min: 0, max: 100, integer: false },
  adversarialEpsilon: { min: 0.001, max: 0.3, integer: false },
  adversarialSteps: { min: 1, max: 50, integer: true },
  learningRate: { min: 1e-6, max: 1, integer: false },
  batch: { min: 1, max: 512, integer: true },
  images: { min: 1, max: 60_000, integer: true },
  /** A run that was stopped within an epoch may be continued for a number of whole ones. */
  epochs: { min: 1, max: 100, integer: false },
  seed: { min: 0, max: 2 ** 31 - 1, integer: true },
} as const satisfies Record<string, Range>;

export type Ranges = Readonly<Record<keyof typeof RANGES, Range>>;

/** One or two hidden layers. */
export const LAYERS = { min: 1, max: 2 } as const;

/** The settings that may change while a run goes on. */
export const LIVE_SETTINGS = [
  'penalty',
  'lambda',
  'metric',
  'adversarial',
  'adversarialEpsilon',
  'adversarialSteps',
  'learningRate',
  'epochs',
] as const;
export type LiveSetting = (typeof LIVE_SETTINGS)[number];

/** A change made to a run: before step `step`, `setting` became `value`. */
export interface Change {
  readonly step: number;
  readonly setting: LiveSetting;
  readonly value: number | PenaltyName | Metric | Adversarial;
}

const WORDS = { penalty: PENALTIES, metric: METRICS, adversarial: ADVERSARIAL } as const;

/** What is wrong with a value of a setting, or null. */
export function problemWith(
  setting: keyof TrainingSettings,
  value: unknown,
  ranges: Ranges = RANGES,
): string | null {
  if (setting === 'penalty' || setting === 'metric' || setting === 'adversarial') {
    const words: readonly unknown[] = WORDS[setting];
    return words.includes(value)
      ? null
      : `${setting} must be one of ${words.join(', ')}, not ${brief(value)}`;
  }
  if (setting === 'data') {
    return isDataSetId(value) ? null : `data must name a data set, not ${brief(value)}`;
  }
  const { min, max, integer } = ranges[setting];
  const fits = (x: unknown) =>
    typeof x === 'number' && x >= min && x <= max && (!integer || Number.isInteger(x));
  const kind = `${integer ? 'a whole number' : 'a number'} from ${min} to ${max}`;
  if (setting === 'hidden') {
    const widths = Array.isArray(value) ? value : [];
    return widths.length >= LAYERS.min && widths.length <= LAYERS.max && widths.every(fits)
      ? null
      : `hidden must be ${LAYERS.min} or ${LAYERS.max} widths, each ${kind}, not ${brief(value)}`;
  }
  return fits(value) ? null : `${setting} must be ${kind}, not ${brief(value)}`;
}

/** What is wrong with an ensemble's members or widths, or null. */
export function problemWithShape({
  members,
  hidden,
}: Pick<TrainingSettings, 'members' | 'hidden'>): string | null {
  return problemWith('members', members) ?? problemWith('hidden', hidden);
}

/** @throws RangeError that names the first setting out of range and what is allowed. */
export function checkSettings(settings: TrainingSettings, ranges: Ranges = RANGES): void {
  for (const key of SETTING_NAMES) {
    const problem = problemWith(key, settings[key], ranges);
    if (problem) throw new RangeError(problem);
  }
  if (settings.batch > settings.images) {
    throw new RangeError(
      `batch must be at most images (${settings.images}), not ${settings.batch}`,
    );
  }
}

/** Steps of a whole run: every image is seen `epochs` times, the last batch filled up. */
export function totalSteps({ images, epochs, batch }: TrainingSettings): number {
  // Of a part of an epoch, rounding may leave a trace above a whole number of steps.
  return Math.ceil((images * epochs) / batch - 1e-6);
}

/** Epochs that `step` steps of such a run are; what its last batch was filled up with is not counted. */
export function epochsTaken({ images, epochs, batch }: TrainingSettings, step: number): number {
  return Math.min(epochs, (step * batch) / images);
}

export function withChange(settings: TrainingSettings, change: Change): TrainingSettings {
  return { ...settings, [change.setting]: change.value };
}
