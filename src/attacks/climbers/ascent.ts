/** The direction in input space in which an objective climbs, up to one positive factor for each image. */
import type { Tensor2D } from '@tensorflow/tfjs-core';
import { inputGradients, type Model } from '../../ensemble/input-gradient';
import { operations } from '../../ops/operations';
import { scoped } from '../../ops/scope';
import type { KnownGradients } from '../attacked-model';
import type { Climb } from './climber';

/**
 * Forward, and back with the cotangent of the objective: [B, inputSize].
 * @param images [B, inputSize]
 * @param target [B, classes], zeros and ones
 */
export function ascent(
  model: Model,
  images: Tensor2D,
  target: Tensor2D,
  { objective, towards }: Pick<Climb, 'objective' | 'towards'>,
): Tensor2D {
  return scoped(() => {
    if (objective === 'joint') {
      // Its weights depend on the members' directions, so it needs them all.
      return ascentOf(inputGradients(model, images, target), { objective, towards });
    }
    const { architecture, parameters } = model;
    const { ascentCotangent, memberSum } = operations();
    const trace = architecture.forward(parameters, images);
    const cotangent = ascentCotangent(trace.logits, target, objective, towards);
    const cotangents = architecture.vectorJacobianProduct(parameters, trace, cotangent);
    return memberSum(architecture.inputCotangent(parameters, cotangents));
  });
}

/** The objectives that weigh the members' gradients, whatever the logits. */
export type GradientObjective = Exclude<Climb['objective'], 'slowest'>;

/** The same from gradients that are known. */
export function ascentOf(
  { direction, margin }: KnownGradients,
  { objective, towards }: { readonly objective: GradientObjective; readonly towards: boolean },
): Tensor2D {
  return scoped(() => {
    const { jointWeights, lossAscent, memberSum } = operations();
    const factor = towards ? -1 : 1;
    return objective === 'joint'
      ? memberSum(direction, jointWeights(direction, margin), factor)
      : lossAscent(direction, margin, objective, factor);
  });
}
