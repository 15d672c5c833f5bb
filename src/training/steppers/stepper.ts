/**
 * What takes the steps of a run: parameters and optimiser together, in whatever form the backend is
 * fastest with. The makers stand beside it; create-stepper.ts chooses among them.
 */
import type { Tensor2D } from '@tensorflow/tfjs-core';
import type { Architecture, Parameters } from '../../ensemble/architecture';
import type { Model } from '../../ensemble/input-gradient';
import type { Adversarials, Objective } from '../loss';

/** Adam's state, one array for each variable. */
export interface Moments {
  readonly firstMoment: readonly Float32Array[];
  readonly secondMoment: readonly Float32Array[];
}

export interface StepperStart {
  readonly architecture: Architecture;
  /** Taken over by the stepper. */
  readonly parameters: Parameters;
  /** Null at the start of a run. */
  readonly moments: Moments | null;
  /** Steps that have been taken. */
  readonly steps: number;
}

export interface Stepper {
  readonly steps: number;
  /** The present ensemble. Its tensors are disposed of by the next step. */
  readonly model: Model;
  /**
   * @param images [B, inputSize]
   * @param target [B, classes]
   * @param adversarial what the cross-entropy is taken at instead of the images: [B, inputSize], or each
   *   member's own, [n, B, inputSize]
   */
  step(
    images: Tensor2D,
    target: Tensor2D,
    objective: Objective,
    learningRate: number,
    adversarial?: Adversarials | null,
  ): void;
  /** The present state, in tensors of its own. */
  snapshot(): StepperSnapshot;
  dispose(): void;
}

export interface StepperSnapshot {
  readonly model: Model;
  /** Reads the state back, one array for each variable, [n, ...variable] row-major. */
  read(): Promise<{ parameters: readonly Float32Array[]; moments: Moments }>;
  dispose(): void;
}
