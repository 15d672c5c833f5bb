/** The settings of a run on points of the plane: a few of those of any run, with ranges of their own. */
import type { TrainingSettings } from './settings';
import { LAYERS, problemWith, RANGES, type Range } from './settings';

export interface PlaneSettings
  extends Pick<
    TrainingSettings,
    'members' | 'hidden' | 'penalty' | 'lambda' | 'learningRate' | 'batch' | 'seed'
  > {
  /** After which the run stands still; it may be played on. */
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
  members: RANGES.members,
  /** Of each width in `hidden`. */
  hidden: { min: 4, max: 32, integer: true },
  lambda: RANGES.lambda,
  learningRate: { min: 1e-4, max: 0.3, integer: false },
  batch: { min: 1, max: 400, integer: true },
  steps: { min: 1, max: 5000, integer: true },
  seed: RANGES.seed,
} as const satisfies Record<string, Range>;

/** The settings that may change while a run goes on. */
export const LIVE_PLANE_SETTINGS = ['penalty', 'lambda', 'learningRate', 'steps'] as const;
export type LivePlaneSetting = (typeof LIVE_PLANE_SETTINGS)[number];

/** @throws RangeError that names the first setting out of range and what is allowed */
export function checkPlaneSettings(settings: PlaneSettings): void {
  const penalty = problemWith('penalty', settings.penalty);
  if (penalty) throw new RangeError(penalty);
  const { hidden } = settings;
  if (hidden.length < LAYERS.min || hidden.length > LAYERS.max) {
    throw new RangeError(`hidden must be ${LAYERS.min} or ${LAYERS.max} widths`);
  }
  for (const [name, { min, max, integer }] of Object.entries(PLANE_RANGES)) {
    const value = settings[name as keyof typeof PLANE_RANGES];
    for (const one of typeof value === 'number' ? [value] : value) {
      if (one >= min && one <= max && (!integer || Number.isInteger(one))) continue;
      const kind = integer ? 'a whole number' : 'a number';
      throw new RangeError(`${name} must be ${kind} from ${min} to ${max}, not ${one}`);
    }
  }
}
