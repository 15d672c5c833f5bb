/**
 * The whole state of a run as plain arrays: enough to go on from it exactly, on any backend, in
 * another worker or on another day.
 */
import { type Change, type TrainingSettings, withChange } from './settings';

export interface Snapshot {
  /** The settings that the run began with. */
  readonly initial: TrainingSettings;
  /** Every change made to the run so far, in order, so that it can be replayed. */
  readonly changes: readonly Change[];
  /** Steps taken. */
  readonly step: number;
  /** One array for each variable, [n, ...variable] row-major. */
  readonly parameters: readonly Float32Array[];
  readonly adam: {
    readonly mean: readonly Float32Array[];
    readonly square: readonly Float32Array[];
  };
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
