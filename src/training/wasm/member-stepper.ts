/** The stepper of the WASM backend: each member's variables as plain matrices of their own. */
import {
  stack,
  type Tensor,
  type Tensor2D,
  tensor2d,
  unstack,
  zerosLike,
} from '@tensorflow/tfjs-core';
import type { Model } from '../../ensemble/input-gradient';
import { readValues, release, scoped } from '../../ensemble/scope';
import { ADAM } from '../adam';
import type { Objective } from '../loss';
import type { Stepper, StepperStart } from '../stepper';
import { adamVariable, type Variable } from './adam-kernel';
import { memberGradients } from './member-gradients';

export function memberStepper({ architecture, parameters, adam, steps }: StepperStart): Stepper {
  const members = parameters[0]!.shape[0]!;
  const shapes = architecture.variableShapes as readonly (readonly [number, number])[];
  /** [member][variable] */
  let variables: Variable[][] = Array.from({ length: members }, (_, i) =>
    shapes.map((shape, k) => {
      const size = shape[0] * shape[1];
      const own = (values: Float32Array) =>
        tensor2d(values.subarray(i * size, (i + 1) * size), [...shape]);
      const value = own(parameters[k]!.dataSync() as Float32Array);
      return adam
        ? { value, mean: own(adam.mean[k]!), square: own(adam.square[k]!) }
        : { value, mean: zerosLike(value), square: zerosLike(value) };
    }),
  );
  release(parameters);
  let taken = steps;
  /** The members in one tensor for each variable, made when somebody asks for them. */
  let model: Model | null = null;
  const forgetModel = () => {
    if (model) release(model.parameters);
    model = null;
  };
  const joined = (part: keyof Variable) =>
    shapes.map((_, k) => stack(variables.map((own) => own[k]![part])));

  return {
    step(images, target, objective, learningRate) {
      taken += 1;
      forgetModel();
      const values = variables.map((own) => own.map(({ value }) => value as Tensor2D));
      const gradients = memberGradients(values, images, target, objective);
      const rate = learningRate / (1 - ADAM.decayMean ** taken);
      const correction = 1 / Math.sqrt(1 - ADAM.decaySquare ** taken);
      const next = variables.map((own, i) =>
        own.map((variable, k) => adamVariable(variable, gradients[i]![k]!, rate, correction)),
      );
      release([variables, gradients]);
      variables = next;
    },
    get steps() {
      return taken;
    },
    get model() {
      model ??= { architecture, parameters: joined('value') };
      return model;
    },
    hold() {
      const held = joined('value');
      const mean = joined('mean');
      const square = joined('square');
      const read = (tensors: readonly Tensor[]) => Promise.all(tensors.map(readValues));
      return {
        model: { architecture, parameters: held },
        read: async () => ({
          parameters: await read(held),
          adam: { mean: await read(mean), square: await read(square) },
        }),
        dispose: () => release([held, mean, square]),
      };
    },
    dispose() {
      forgetModel();
      release(variables);
    },
  };
}

/** The gradients of `memberGradients` for members that are not apart, shaped like their parameters. */
export function joinedGradients(
  { parameters }: Model,
  images: Tensor2D,
  target: Tensor2D,
  objective: Objective,
): Tensor[] {
  return scoped(() => {
    const apart = parameters.map((parameter) => unstack(parameter) as Tensor2D[]);
    const members = apart[0]!.map((_, i) => apart.map((variable) => variable[i]!));
    const gradients = memberGradients(members, images, target, objective);
    return parameters.map((_, k) => stack(gradients.map((own) => own[k]!)));
  });
}
