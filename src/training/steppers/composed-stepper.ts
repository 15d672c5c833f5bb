/** The stepper of ordinary operations, which runs everywhere and is the oracle of the others. */
import { type Tensor, tensor } from '@tensorflow/tfjs-core';
import type { Model } from '../../ensemble/input-gradient';
import { type AdamState, adamStep, initialAdamState } from '../../ops/composed/adam';
import { readValues, release } from '../../ops/scope';
import { lossGradients } from '../loss';
import type { Stepper, StepperStart } from './stepper';

export function composedStepper({
  architecture,
  parameters,
  moments,
  steps,
}: StepperStart): Stepper {
  const upload = (arrays: readonly Float32Array[]) =>
    arrays.map((values, k) => tensor(values, parameters[k]!.shape));
  let model: Model = { architecture, parameters };
  let adam: AdamState = moments
    ? {
        firstMoment: upload(moments.firstMoment),
        secondMoment: upload(moments.secondMoment),
        steps,
      }
    : initialAdamState(parameters);
  const free = () => release([model.parameters, adam.firstMoment, adam.secondMoment]);
  return {
    get steps() {
      return adam.steps;
    },
    get model() {
      return model;
    },
    step(images, target, objective, learningRate, adversarial) {
      const gradients = lossGradients(model, images, target, objective, adversarial);
      const next = adamStep(model.parameters, gradients, adam, learningRate);
      release(gradients);
      free();
      model = { architecture, parameters: next.parameters };
      adam = next.state;
    },
    snapshot() {
      const clones = (tensors: readonly Tensor[]) => tensors.map((t) => t.clone());
      const own = clones(model.parameters);
      const first = clones(adam.firstMoment);
      const second = clones(adam.secondMoment);
      const read = (tensors: readonly Tensor[]) => Promise.all(tensors.map(readValues));
      return {
        model: { architecture, parameters: own },
        read: async () => ({
          parameters: await read(own),
          moments: { firstMoment: await read(first), secondMoment: await read(second) },
        }),
        dispose: () => release([own, first, second]),
      };
    },
    dispose: free,
  };
}
