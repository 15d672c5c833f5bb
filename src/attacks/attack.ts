/**
 * An attack on images: from one start, by its specification, against the members that its objective is about.
 * Restarts, and what counts as success, are the outer loop's (measures/withstand.ts). The fast gradient sign
 * attack (Goodfellow et al. 2015) is the case of one step.
 */
import {
  add,
  argMax,
  clipByValue,
  mean,
  mul,
  softmax,
  stack,
  sub,
  type Tensor2D,
  type Tensor3D,
  tensor2d,
} from '@tensorflow/tfjs-core';
import type { Domain } from '../data/training-data';
import { domainOf } from '../ensemble/architecture';
import { oneHotOf } from '../ensemble/batch';
import type { Model } from '../ensemble/input-gradient';
import { oneHot } from '../ops/composed/ascent-cotangent';
import type { StepRule } from '../ops/composed/attack-step';
import { operations } from '../ops/operations';
import { scoped } from '../ops/scope';
import { type AttackSpec, memberOf, type Objective } from './attack-spec';
import { gradientsOfMembers, type KnownGradients, modelOfMembers } from './attacked-model';
import { ascentOf, type GradientObjective } from './climbers/ascent';
import type { Climbed, ClimbObjective } from './climbers/climber';
import { climb } from './climbers/create-climber';
import { randomPerturbation } from './random-start';

export interface AttackTarget {
  /** The true labels, or what each image is to be taken for: [B]. */
  readonly classes: Uint8Array;
  /** Whether it is to be taken for that, instead of for anything else. */
  readonly towards: boolean;
}

export interface AttackOptions {
  /** The number of the start, from 0. */
  readonly restart?: number;
  /** Of the images in their data set, which random starts go by: [B]; 0, 1, … if not given. */
  readonly indices?: ArrayLike<number>;
  /** Whether every iterate is to be given as well. */
  readonly path?: boolean;
  /**
   * Where the objective climbs at the images, [B, inputSize], if that is known (knownAscent): an attack of one
   * step from the images does not compute it again.
   */
  readonly ascent?: Tensor2D;
}

/** Where an objective climbs, from gradients that are known. @param towards whether they are of a class that is gone to */
export function knownAscent(
  gradients: KnownGradients,
  objective: Exclude<Objective, 'slowest' | 'agree'>,
  towards = false,
): Tensor2D {
  return scoped(() => {
    const member = memberOf(objective);
    const own = member === null ? gradients : gradientsOfMembers(gradients, [member]);
    return ascentOf(own, { objective: climbObjective(objective) as GradientObjective, towards });
  });
}

/**
 * @param model that the attack is made on
 * @param images unperturbed, [B, inputSize] in the model's domain, which no attack leaves
 * @throws RangeError for an objective about a member that the model does not have
 */
export function attack(
  model: Model,
  images: Tensor2D,
  target: AttackTarget,
  spec: AttackSpec,
  { restart = 0, indices, path = false, ascent }: AttackOptions = {},
): Climbed {
  return scoped(() => {
    const { norm, epsilon, steps, stepSize, momentum } = spec;
    const fromImage = spec.start === 'image' && restart === 0;
    const domain = domainOf(model.architecture.spec);
    if (ascent && steps === 1 && fromImage) {
      return oneStep(images, ascent, { ...spec, domain }, path);
    }
    const agreed = spec.objective === 'agree' && !target.towards;
    const member = memberOf(spec.objective);
    const objective = climbObjective(spec.objective);
    const attacked = member === null ? model : modelOfMembers(model, [member]);
    const labels = oneHotOf(target.classes, model.architecture.spec.classCount);
    const goal = agreed ? agreedClass(model, images, labels) : labels;
    const towards = target.towards || agreed;
    const start = fromImage ? images : randomStart(images, spec, domain, restart, indices);
    const how = { objective, towards, norm, epsilon, steps, stepSize, momentum, path, domain };
    return climb(attacked, images, goal, start, how);
  });
}

function oneStep(images: Tensor2D, ascent: Tensor2D, rule: StepRule, path: boolean): Climbed {
  const { attackStep, isZero } = operations();
  const adversarial = attackStep(images, images, ascent, rule);
  return {
    adversarial,
    still: isZero(ascent),
    ...(path ? { path: stack([images, adversarial]) as Tensor3D } : {}),
  };
}

function climbObjective(objective: Objective): ClimbObjective {
  if (objective === 'agree') return 'sum';
  return memberOf(objective) === null ? (objective as ClimbObjective) : 'mean';
}

/** The wrong class of highest mean probability, as zeros and ones: [B, classes]. @param truth likewise */
function agreedClass({ architecture, parameters }: Model, images: Tensor2D, truth: Tensor2D) {
  const { logits } = architecture.forward(parameters, images);
  const probability = mean(softmax(logits), 0);
  return oneHot(argMax(sub(probability, mul(truth, 2)), 1), truth.shape[1]) as Tensor2D;
}

function randomStart(
  images: Tensor2D,
  spec: AttackSpec,
  { low, high }: Domain,
  restart: number,
  indices: ArrayLike<number> | undefined,
): Tensor2D {
  const [count, size] = images.shape;
  const where = spec.start === 'surface' ? 'surface' : 'ball';
  const offsets = new Float32Array(count * size);
  for (let b = 0; b < count; b++) {
    offsets.set(randomPerturbation(spec, where, size, restart, indices?.[b] ?? b), b * size);
  }
  return clipByValue(add(images, tensor2d(offsets, [count, size])), low, high) as Tensor2D;
}
