/** The settings of a run on points of the plane: a few of those of any run, with ranges of their own. */
import type { DataSetId } from '../data/training-data';
import {
  checkSettings,
  LATER_SETTINGS,
  RANGES,
  type Range,
  type TrainingSettings,
} from './settings';

export interface PlaneSettings
  extends Pick<
    TrainingSettings,
    'members' | 'hidden' | 'penalty' | 'lambda' | 'learningRate' | 'batch' | 'seed'
  > {
  /** After which the run stands still. */
  readonly steps: number;
}

export const DEFAULT_PLANE_SETTINGS: PlaneSettings = {
  members: 3,
  hidden: [16, 16],
  penalty: 'gdr',
  lambda: 2,
  learningRate: 0.01,
  batch: 32,
  steps: 500,
  seed: 1,
};

export const PLANE_RANGES = {
  ...RANGES,
  /** Of each width in `hidden`. */
  hidden: { min: 4, max: 32, integer: true },
  learningRate: { min: 1e-4, max: 0.3, integer: false },
  steps: { min: 1, max: 5000, integer: true },
} as const satisfies Record<string, Range>;

/** The settings that may change while a run goes on. */
export const LIVE_PLANE_SETTINGS = ['penalty', 'lambda', 'learningRate', 'steps'] as const;
export type LivePlaneSetting = (typeof LIVE_PLANE_SETTINGS)[number];

/** @throws RangeError for a number of steps out of range */
export function checkSteps(steps: number): void {
  const { min, max } = PLANE_RANGES.steps;
  if (Number.isInteger(steps) && steps >= min && steps <= max) return;
  throw new RangeError(`steps must be a whole number from ${min} to ${max}, not ${steps}`);
}

/**
 * The same as of any run, on so many points; its end is counted in steps, not in epochs. A batch is at most all points.
 * @throws RangeError that names the first setting out of range and what is allowed
 */
export function trainingSettings(
  { steps, ...settings }: PlaneSettings,
  data: DataSetId,
  points: number,
): TrainingSettings {
  checkSteps(steps);
  const own = { ...settings, batch: Math.min(settings.batch, points), images: points, epochs: 1 };
  const all = { ...LATER_SETTINGS, ...own, data };
  checkSettings(all, PLANE_RANGES);
  return all;
}
