/** The stepper of the WebGPU backend: the whole state in one tensor, a step in a few launches. */
import {
  concat,
  reshape,
  slice,
  type Tensor,
  type Tensor2D,
  tensor,
  zeros,
} from '@tensorflow/tfjs-core';
import { widthsOf } from '../../ensemble/architecture';
import type { Model } from '../../ensemble/input-gradient';
import { readValues, release, scoped } from '../../ops/scope';
import { adamStep } from '../../ops/webgpu/adam';
import { type PackedNetwork, packedNetwork } from '../../ops/webgpu/packed-network';
import type { Adversarials, Objective } from '../loss';
import { fusedLossGradients } from './fused-gradients';
import type { Moments, Stepper, StepperStart } from './stepper';

export function fusedStepper({ architecture, parameters, moments, steps }: StepperStart): Stepper {
  const members = parameters[0]!.shape[0]!;
  const network = packedNetwork(widthsOf(architecture.spec), members);
  let state = packState(parameters, moments, network);
  let taken = steps;
  /** The parameters as separate tensors, made when somebody asks for them. */
  let model: Model | null = null;
  const forgetModel = () => {
    if (model) release(model.parameters);
    model = null;
  };
  const replace = (next: Tensor) => {
    forgetModel();
    state.dispose();
    state = next;
  };
  const block = (from: Tensor, k: number) =>
    scoped(() => reshape(slice(from, [k, 0], [1, network.size]), [network.size]));
  const shapes = parameters.map((p) => p.shape);
  const modelOf = (from: Tensor): Model => ({
    architecture,
    parameters: scoped(() => {
      const values = block(from, 0);
      let at = 0;
      return shapes.map((shape) => {
        const size = sizeOf(shape);
        at += size;
        return reshape(slice(values, [at - size], [size]), shape);
      });
    }),
  });
  release(parameters);

  return {
    step(images, target, objective, learningRate, adversarial) {
      replace(
        scoped(() => {
          const gradients = fusedLossGradients(
            state,
            network,
            images,
            target,
            objective,
            adversarial,
          );
          return adamStep(state, gradients, network, taken + 1, learningRate);
        }),
      );
      taken += 1;
    },
    get steps() {
      return taken;
    },
    get model() {
      model ??= modelOf(state);
      return model;
    },
    snapshot() {
      const own = state.clone();
      const ownModel = modelOf(own);
      return {
        model: ownModel,
        async read() {
          const values = await readValues(own);
          const variables = (k: number) => split(values, k * network.size, shapes);
          return {
            parameters: variables(0),
            moments: { firstMoment: variables(1), secondMoment: variables(2) },
          };
        },
        dispose() {
          release([own, ownModel.parameters]);
        },
      };
    },
    dispose() {
      forgetModel();
      state.dispose();
    },
  };
}

/** The gradients of `fusedLossGradients` for parameters that are not packed, shaped like them. */
export function fusedModelGradients(
  { architecture, parameters }: Model,
  images: Tensor2D,
  target: Tensor2D,
  objective: Objective,
  adversarial?: Adversarials | null,
): Tensor[] {
  return scoped(() => {
    const network = packedNetwork(widthsOf(architecture.spec), parameters[0]!.shape[0]!);
    const packed = concat(parameters.map((p) => reshape(p, [-1])));
    const layers = fusedLossGradients(packed, network, images, target, objective, adversarial);
    return parameters.map((p, k) => {
      const { weight, bias } = network.layers[k >> 1]!;
      return reshape(slice(layers[k >> 1]!, [k % 2 === 0 ? 0 : bias - weight], [p.size]), p.shape);
    });
  });
}

function packState(
  parameters: readonly Tensor[],
  moments: Moments | null,
  { size }: PackedNetwork,
): Tensor {
  return scoped(() => {
    const flat = (all: readonly Tensor[]) => concat(all.map((p) => reshape(p, [-1])));
    const rest = moments
      ? [...moments.firstMoment, ...moments.secondMoment].map((values) => tensor(values))
      : [zeros([2 * size])];
    return reshape(concat([flat(parameters), ...rest]), [3, size]);
  });
}

function split(
  values: Float32Array,
  start: number,
  shapes: readonly (readonly number[])[],
): Float32Array[] {
  let at = start;
  return shapes.map((shape) => {
    at += sizeOf(shape);
    return values.slice(at - sizeOf(shape), at);
  });
}

function sizeOf(shape: readonly number[]): number {
  return shape.reduce((total, d) => total * d, 1);
}
