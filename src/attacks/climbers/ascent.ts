/** The direction in input space in which an objective climbs, up to one positive factor for each image. */
import type { Tensor2D } from '@tensorflow/tfjs-core';
import { type InputGradients, inputGradients, type Model } from '../../ensemble/input-gradient';
import { operations } from '../../ops/operations';
import { scoped } from '../../ops/scope';
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
      return jointAscent(inputGradients(model, images, target), towards);
    }
    const { architecture, parameters } = model;
    const { ascentCotangent, memberSum } = operations();
    const trace = architecture.forward(parameters, images);
    const cotangent = ascentCotangent(trace.logits, target, objective, towards);
    const cotangents = architecture.vectorJacobianProduct(parameters, trace, cotangent);
    return memberSum(architecture.inputCotangent(parameters, cotangents));
  });
}

/** The best common direction: its weights depend on the members' directions, so it needs them all. */
function jointAscent({ direction, margin }: InputGradients, towards: boolean): Tensor2D {
  const { jointWeights, memberSum } = operations();
  return memberSum(direction, jointWeights(direction, margin), towards ? -1 : 1);
}
