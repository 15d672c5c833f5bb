/**
 * The images of adversarial training (Madry et al. 2018): projected gradient descent in L∞ from a random start,
 * against each member for itself, or once against the ensemble's mean probability for all.
 */
import { stack, type Tensor2D, type Tensor3D } from '@tensorflow/tfjs-core';
import { attack } from '../attacks/attack';
import type { AttackSpec, Objective } from '../attacks/attack-spec';
import type { Model } from '../ensemble/input-gradient';
import { scoped } from '../ops/scope';
import type { TrainingSettings } from './settings';

/** The share of ε that all steps together could go. */
const REACH = 2.5;

export interface TrainingBatch {
  /** [B, inputSize] */
  readonly images: Tensor2D;
  /** [B] */
  readonly labels: Uint8Array;
  /** Of the images in the training set, [B]. */
  readonly indices: ArrayLike<number>;
  /** Steps that the run has taken. */
  readonly step: number;
}

type Settings = Pick<
  TrainingSettings,
  'adversarial' | 'adversarialEpsilon' | 'adversarialSteps' | 'seed'
>;

/**
 * The starts come of the run's seed, the step and the image, so that a run can be replayed.
 * @returns [B, inputSize] for all members, or each one's own, [n, B, inputSize]
 */
export function adversarialImages(
  model: Model,
  { images, labels, indices, step }: TrainingBatch,
  { adversarial, adversarialEpsilon: epsilon, adversarialSteps: steps, seed }: Settings,
): Tensor2D | Tensor3D {
  const made = (objective: Objective, restart: number) => {
    const stepSize = (REACH * epsilon) / steps;
    const spec: AttackSpec = {
      ...{ objective, norm: 'inf', epsilon, steps, stepSize },
      ...{ momentum: 0, start: 'ball', restarts: 1, seed },
    };
    return attack(model, images, { classes: labels, towards: false }, spec, { restart, indices })
      .adversarial;
  };
  return scoped(() => {
    if (adversarial !== 'member') return made('mean', step);
    const members = model.parameters[0]!.shape[0]!;
    return stack(
      Array.from({ length: members }, (_, i) => made(`member${i}`, step * members + i)),
    ) as Tensor3D;
  });
}
