/**
 * What passes between the page and the engine in its worker: types and constants, without
 * TensorFlow.js, so that both sides may import them.
 */

import type { AttackRecipe } from '../attacks/attack-recipe';
import type { AttackSource } from '../attacks/attack-source';
import type { Attacker } from '../attacks/attacker';
import type { PairStep } from '../attacks/pair-step';
import type { AttackSuccess } from '../measures/attack-success';
import type { Attackers } from '../measures/attackers';
import type { CardLine, VoteWrong } from '../measures/card-rules';
import type { Detection } from '../measures/disagreement';
import type { Evaluation } from '../measures/evaluation';
import type { EvaluationCard } from '../measures/evaluation-card';
import type { GradientMap } from '../measures/gradient-map';
import type { GradientPlane, PlaneDirection, PlaneSpan } from '../measures/gradient-plane';
import type { JointSignSteps } from '../measures/joint-sign-steps';
import type { JointStep, JointSteps } from '../measures/joint-steps';
import type { GradientsOfImage, LiveAttack } from '../measures/live-attack';
import type { PlanarField, PlanarLayer, PlanarRequest } from '../measures/planar-layers';
import type { PlaneGrid } from '../measures/plane-grid';
import type { PointValues } from '../measures/point-values';
import type { Fooled, SmallestEpsilons } from '../measures/smallest-epsilon';
import type { Transfer } from '../measures/transfer';
import type { Change, TrainingSettings } from '../training/settings';
import type { Snapshot } from '../training/snapshot';
import type { PlaygroundEvents } from './playground-protocol';

/** From the one to be preferred to the last resort. */
export const BACKENDS = ['webgpu', 'webgl', 'wasm', 'cpu'] as const;
export type BackendName = (typeof BACKENDS)[number];
export type BackendChoice = 'auto' | BackendName;

export const BACKEND_LABELS: Readonly<Record<BackendName, string>> = {
  webgpu: 'WebGPU',
  webgl: 'WebGL',
  wasm: 'WebAssembly',
  cpu: 'Plain JavaScript',
};

/** Names of the engine's errors: of an error's class the page gets to know no more. */
export const NO_BACKEND = 'NoBackendError';
export const DEVICE_FAILED = 'DeviceFailedError';

export interface BackendReport {
  readonly backend: BackendName;
  /** The GPU, or what stands in for it. */
  readonly adapter: string;
  /** Whether a GPU backend runs on an emulated GPU. */
  readonly software: boolean;
  /** Why this backend and not a faster one; one sentence. */
  readonly reason: string;
}

/** What the page must know of the data set. */
export interface DataDescription {
  readonly name: string;
  /** [height, width, channels] */
  readonly imageShape: readonly number[];
  readonly classes: readonly string[];
  readonly trainCount: number;
  /** Held-out images for thumbnails and rating, the first shard of the test set: labels, and values
   * 0 to 255. */
  readonly heldOutLabels: Uint8Array;
  readonly heldOutPixels: Uint8Array;
  /** How much each pixel varies over the training images, [pixels]: 0 to 1 (data/pixel-spread.ts). */
  readonly pixelSpread: Float32Array;
}

/** The id of the ensemble that is being trained. */
export const LIVE = 'live';

export interface AttackRequest {
  /** A stored ensemble's id, or `LIVE`. */
  readonly ensemble: string;
  /** Index among the held-out images. */
  readonly image: number;
  /** What it is made on; it is judged on the ensemble. */
  readonly attacker: Attacker;
  readonly recipe: AttackRecipe;
  /** In the recipe's norm. */
  readonly epsilon: number;
}

/** A plane through a held-out image. */
export interface PlaneRequest extends PlaneSpan {
  /** A stored ensemble's id, or `LIVE`. */
  readonly ensemble: string;
  /** Index among the held-out images. */
  readonly image: number;
}

/** What is known so far of a plane that is being filled in. */
export interface PlanePart {
  readonly plane: GradientPlane;
  /** The finest grid, where this part has completed one. */
  readonly grid: PlaneGrid | null;
  /** Share of the points, 0 to 1. */
  readonly done: number;
}

/** For whatever ε. */
export type SmallestRequest = Omit<AttackRequest, 'epsilon'>;

/** What can be measured of an ensemble on the held-out images, by name. */
export interface Measured {
  readonly transfer: Transfer;
  readonly signs: JointSignSteps;
  readonly detection: Detection;
  readonly success: AttackSuccess;
  readonly attackers: Attackers;
  readonly card: EvaluationCard;
  readonly gradientMap: GradientMap;
}
export type MeasureName = keyof Measured;

/** An attack of a kind, at an ε in units of pixel intensity. */
interface AttackAt {
  readonly how: AttackRecipe;
  readonly epsilon: number;
}

/** What is to be said of each measure. */
interface MeasureSettings {
  readonly transfer: AttackAt;
  readonly signs: { readonly epsilon: number; readonly step: PairStep };
  readonly detection: AttackAt & { readonly attacker: Attacker };
  readonly success: AttackAt & { readonly attacker: Attacker };
  readonly attackers: AttackAt;
  readonly card: {
    readonly epsilon: number;
    /** Of an ensemble that masks its gradients on purpose, made of this one. */
    readonly masked?: boolean;
  };
  readonly gradientMap: object;
}

export type MeasureRequest<K extends MeasureName = MeasureName> = {
  readonly [M in K]: {
    readonly measure: M;
    /** A stored ensemble's id, or `LIVE`. */
    readonly ensemble: string;
    /** How many of the held-out images, from the first; all if not given. */
    readonly images?: number;
  } & MeasureSettings[M];
}[K];

export interface LossParts {
  /** Mean cross-entropy of each member, nats, [n]. */
  readonly crossEntropy: readonly number[];
  /** Mean value of the penalty, before λ; null without a penalty or without an image that has one. */
  readonly penalty: number | null;
  /** Σ cross-entropy + λ·penalty */
  readonly total: number;
}

/** A run at one step: the loss on that step's batch, the rest on held-out images. */
export interface Sample extends Evaluation {
  readonly step: number;
  readonly loss: LossParts;
  /** Success rates of PGD on the ensemble, on the same images; only where it was asked for. */
  readonly pgd?: Evaluation['fgs'][number];
}

/** `waiting`: for images that are still on their way. */
export type RunPhase = 'running' | 'waiting' | 'paused' | 'ending' | 'ended' | 'failed';

export interface RunStatus {
  readonly phase: RunPhase;
  readonly step: number;
  readonly totalSteps: number;
  /** Over the last seconds; null until known. */
  readonly stepsPerSecond: number | null;
  readonly settings: TrainingSettings;
  readonly changes: readonly Change[];
  /** What went wrong and what to do, when the phase is `failed`. */
  readonly message: string | null;
}

export interface RunEvents {
  status(status: RunStatus): void;
  sample(sample: Sample): void;
  /** The state to go on from if anything happens to the worker. */
  keep(snapshot: Snapshot): void;
  ended(snapshot: Snapshot, evaluation: Evaluation): void;
}

/** What a run tells comes with the id that it was begun with: one that was given up may still be heard. */
type EventsOfRuns = {
  [K in keyof RunEvents]: (run: string, ...news: Parameters<RunEvents[K]>) => void;
};

export interface EngineEvents extends EventsOfRuns, PlaygroundEvents {
  /** Images of the present run's training set that have arrived. */
  data(loaded: number, wanted: number): void;
  /** A backend is about to be tried: a worker that ends before one has started has ended of it. */
  trying(backend: BackendName): void;
  /** The backend goes on with less than it reported: what it computes on now. */
  adapter(adapter: string): void;
  /** The device is gone or cannot be relied on any more. @param what happened, one sentence */
  deviceFailed(what: string): void;
}

export { SAMPLE_ATTACKS, type SampleAttack } from '../attacks/attack-recipe';
export { FINAL_EPSILONS, SAMPLE_EPSILON } from '../attacks/epsilon';
export {
  DEFAULT_PLANE_SETTINGS,
  LIVE_PLANE_SETTINGS,
  type LivePlaneSetting,
  PLANE_RANGES,
  type PlaneSettings,
} from '../training/plane-settings';
export {
  DEFAULT_SETTINGS,
  epochsTaken,
  LAYERS,
  LIVE_SETTINGS,
  type LiveSetting,
  PENALTIES,
  type PenaltyName,
  problemWith,
  RANGES,
  SETTING_NAMES,
  totalSteps,
} from '../training/settings';
export type {
  PlaygroundData,
  PlaygroundEvents,
  PlaygroundField,
  PlaygroundPhase,
  PlaygroundState,
  PlaygroundStatus,
} from './playground-protocol';
export type {
  Attackers,
  AttackSource,
  AttackSuccess,
  CardLine,
  Change,
  Detection,
  Evaluation,
  EvaluationCard,
  Fooled,
  GradientMap,
  GradientPlane,
  GradientsOfImage,
  JointSignSteps,
  JointStep,
  JointSteps,
  LiveAttack,
  PairStep,
  PlanarField,
  PlanarLayer,
  PlanarRequest,
  PlaneDirection,
  PlaneGrid,
  PointValues,
  SmallestEpsilons,
  TrainingSettings,
  Transfer,
  VoteWrong,
};
