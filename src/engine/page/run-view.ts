/** A run as the page shows it: where it stands and what has been measured of it. */
import { type Change, type TrainingSettings, totalSteps } from '../../training/settings';
import { currentSettings, type Snapshot, stepOf } from '../../training/snapshot';
import type { RunStatus, Sample } from '../protocol';

export interface RunView {
  /** Becomes the id of the ensemble when the run has ended. */
  readonly id: string;
  readonly status: RunStatus;
  readonly samples: readonly Sample[];
}

/** The status of a run that stands still, before the engine has said anything of it. */
export function statusAt(
  settings: TrainingSettings,
  changes: readonly Change[],
  step: number,
): RunStatus {
  return {
    phase: 'paused',
    step,
    totalSteps: totalSteps(settings),
    stepsPerSecond: null,
    settings,
    changes,
    message: null,
  };
}

/** A kept run, to be gone on with. */
export function pausedRun(id: string, snapshot: Snapshot, samples: readonly Sample[]): RunView {
  const { changes, step } = snapshot;
  return { id, samples, status: statusAt(currentSettings(snapshot), changes, step) };
}

/** Whether steps are being taken, or the ensemble is being rated after the last. */
export function isGoing(status: RunStatus | undefined): boolean {
  return status?.phase === 'running' || status?.phase === 'waiting' || status?.phase === 'ending';
}

/** A run as it stands in a new engine, which begins from what was kept of it. */
export function asKept(run: RunView, kept: TrainingSettings | Snapshot): RunView {
  const { status } = run;
  const step = stepOf(kept);
  return {
    ...run,
    samples: run.samples.filter((sample) => sample.step <= step),
    status: {
      ...status,
      phase: isGoing(status) ? 'paused' : status.phase,
      step,
      stepsPerSecond: null,
      changes: 'parameters' in kept ? kept.changes : [],
    },
  };
}

/** A run of this visit that stays in the charts behind the present one. */
export interface EarlierRun extends RunView {
  /** From 1, in the order in which they came to stand there. */
  readonly number: number;
}

/** More lines than this behind those of a run are not told apart. */
export const MOST_EARLIER = 4;

/** Samples that make a line which the eye can compare: the first few come a good second apart. */
const LEAST_SAMPLES = 8;

/**
 * The earlier runs when another begins: with the run before it, where that got somewhere, that is, ended or
 * was sampled `LEAST_SAMPLES` times; the oldest leaves for it. The stubs that a slider leaves behind while
 * it is dragged do not take the place of runs that can be seen.
 */
export function withEarlier(
  earlier: readonly EarlierRun[],
  before: RunView | null,
): readonly EarlierRun[] {
  if (!before || before.samples.length === 0) return earlier;
  if (before.samples.length < LEAST_SAMPLES && before.status.phase !== 'ended') return earlier;
  const number = 1 + Math.max(0, ...earlier.map((run) => run.number));
  return [...earlier, { ...before, number }].slice(-MOST_EARLIER);
}
