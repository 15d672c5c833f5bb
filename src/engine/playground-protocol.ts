/**
 * What passes between the page and the engine about an ensemble of two inputs: a run of its own, beside the Lab's.
 * Its parameters are few, so all of them come to the page while it trains.
 */
import type { LabelledPoints } from '../data/planar-data';
import type { DataSetId } from '../data/training-data';
import type { EnsembleWeights } from '../ensemble/ensemble-file';
import type { PlanarField } from '../measures/planar-layers';
import type { PlanarLoss } from '../measures/planar-loss';
import type { PlaneSettings } from '../training/plane-settings';

/** Points to train on. */
export interface PlaygroundData extends LabelledPoints {
  readonly id: DataSetId;
}

/** `paused`: it stands still and can be played on; `ended`: likewise, with all its steps taken. */
export type PlaygroundPhase = 'running' | 'paused' | 'ended' | 'failed';

export interface PlaygroundStatus {
  readonly phase: PlaygroundPhase;
  readonly step: number;
  /** With what was changed on the way. */
  readonly settings: PlaneSettings;
  /** What went wrong and what to do, when the phase is `failed`. */
  readonly message: string | null;
}

/** A run at one step, and how it does on all of its points. */
export interface PlaygroundState extends PlanarLoss {
  readonly step: number;
  readonly weights: EnsembleWeights;
}

/** A layer of the plane, of a run at one step. */
export interface PlaygroundField {
  readonly step: number;
  readonly field: PlanarField;
}

/** What a run tells comes with the id that it was begun with. */
export interface PlaygroundEvents {
  playgroundStatus(run: string, status: PlaygroundStatus): void;
  /** At step 0, where it stands still, and in between once in a frame at most, as fast as the page takes them. */
  playgroundState(run: string, state: PlaygroundState): void;
}
