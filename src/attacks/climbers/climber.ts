/**
 * The inner loop of an attack: one start, many steps, and nothing read back on the way. The makers stand beside
 * it; create-climber.ts chooses among them.
 */
import type { Tensor1D, Tensor2D, Tensor3D } from '@tensorflow/tfjs-core';
import type { Domain } from '../../data/training-data';
import type { Model } from '../../ensemble/input-gradient';
import type { Norm } from '../attack-spec';

/** What all members together climb: see attack-spec.ts. */
export type ClimbObjective = 'mean' | 'sum' | 'joint' | 'slowest';

export interface Climb {
  /** For one member alone, `mean` and the model of that member. */
  readonly objective: ClimbObjective;
  /** Whether the images are to be taken for the class `target` names, instead of for any other. */
  readonly towards: boolean;
  readonly norm: Norm;
  readonly epsilon: number;
  readonly steps: number;
  readonly stepSize: number;
  /** μ: the share of what was gathered that a step keeps; 0 for none. */
  readonly momentum: number;
  /** Whether every iterate is to be given as well. */
  readonly path?: boolean;
  /** Between which bounds every value stays. */
  readonly domain: Domain;
}

export interface Climbed {
  /** [B, inputSize], in the ball about the origin and in the domain. */
  readonly adversarial: Tensor2D;
  /** 1 where the first ascent direction was zero, so that nothing could be climbed; else 0: [B]. */
  readonly still: Tensor1D;
  /** The start and where each step led, [steps + 1, B, inputSize]. */
  readonly path?: Tensor3D;
}

/**
 * @param origin the middle of the ball, [B, inputSize] in the domain
 * @param target [B, classes], zeros and ones
 * @param start where the first step is taken from, [B, inputSize], in the ball and in the domain
 */
export type Climber = (
  model: Model,
  origin: Tensor2D,
  target: Tensor2D,
  start: Tensor2D,
  how: Climb,
) => Climbed;
