/**
 * The whole state of a run as plain arrays: enough to go on from it exactly, on any backend, in
 * another worker or on another day.
 */
import { type Change, type TrainingSettings, withChange } from './settings';
import type { Moments } from './steppers/stepper';

export interface Snapshot {
  /** The settings that the run began with. */
  readonly initial: TrainingSettings;
  /** Every change made to the run so far, in order, so that it can be replayed. */
  readonly changes: readonly Change[];
  /** Steps taken. */
  readonly step: number;
  /** One array for each variable, [n, ...variable] row-major. */
  readonly parameters: readonly Float32Array[];
  /**
   * Adam's first and second moments, shaped like the parameters. The names are those under which browsers
   * keep runs already.
   */
  readonly adam: {
    readonly mean: readonly Float32Array[];
    readonly square: readonly Float32Array[];
  };
}

/** Adam's moments of a run that goes on. */
export function momentsOf({ adam }: Snapshot): Moments {
  return { firstMoment: adam.mean, secondMoment: adam.square };
}

/** The same as a snapshot keeps them. */
export function keptMoments({ firstMoment, secondMoment }: Moments): Snapshot['adam'] {
  return { mean: firstMoment, square: secondMoment };
}

/** The settings of a run as they stand after its changes. */
export function currentSettings({
  initial,
  changes,
}: Pick<Snapshot, 'initial' | 'changes'>): TrainingSettings {
  return changes.reduce(withChange, initial);
}

/** Steps that have been taken in what a run begins with or goes on from. */
export function stepOf(from: TrainingSettings | Snapshot): number {
  return 'parameters' in from ? from.step : 0;
}
