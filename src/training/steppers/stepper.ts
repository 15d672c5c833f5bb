/**
 * What takes the steps of a run: parameters and optimiser together, in whatever form the backend is
 * fastest with. `composedStepper` is made of ordinary operations and runs everywhere; WebGPU has one of
 * fused kernels (webgpu/) and WASM one of vector code (wasm/), which agree with it.
 */
import { dispose, getBackend, type Tensor, type Tensor2D, tensor } from '@tensorflow/tfjs-core';
import type { Architecture, Parameters } from '../../ensemble/architecture';
import type { Model } from '../../ensemble/input-gradient';
import { adamStep, initialAdamState } from '../../ops/composed/adam';
import { readValues } from '../../ops/scope';
import { hasVectors } from '../../ops/wasm/vector-kernels';
import { lossGradients, type Objective } from '../loss';
import { fusedModelGradients, fusedStepper } from './fused-stepper';
import { memberGradients, memberStepper } from './member-stepper';

export interface OptimiserArrays {
  readonly mean: readonly Float32Array[];
  readonly square: readonly Float32Array[];
}

export interface StepperStart {
  readonly architecture: Architecture;
  /** Taken over by the stepper. */
  readonly parameters: Parameters;
  /** Null at the start of a run. */
  readonly adam: OptimiserArrays | null;
  /** Steps that have been taken. */
  readonly steps: number;
}

export interface Stepper {
  readonly steps: number;
  /** The present ensemble. Its tensors are disposed of by the next step. */
  readonly model: Model;
  /** @param images [B, inputSize]; @param target [B, classes] */
  step(images: Tensor2D, target: Tensor2D, objective: Objective, learningRate: number): void;
  /** The present state, in tensors of its own. */
  hold(): HeldStepper;
  dispose(): void;
}

export interface HeldStepper {
  readonly model: Model;
  /** Reads the state back, one array for each variable, [n, ...variable] row-major. */
  read(): Promise<{ parameters: readonly Float32Array[]; adam: OptimiserArrays }>;
  dispose(): void;
}

export function createStepper(start: StepperStart): Stepper {
  const make = { webgpu: fusedStepper, wasm: memberStepper }[quickBackend()] ?? composedStepper;
  return make(start);
}

/** The present backend, or none where it is WASM and the machine has no vector code. */
function quickBackend(): string {
  const backend = getBackend();
  return backend === 'wasm' && !hasVectors() ? '' : backend;
}

/** The derivative of the loss as the present backend's stepper takes it. */
export function modelGradients(
  model: Model,
  images: Tensor2D,
  target: Tensor2D,
  objective: Objective,
): Tensor[] {
  const own = { webgpu: fusedModelGradients, wasm: memberGradients }[quickBackend()];
  return (own ?? lossGradients)(model, images, target, objective);
}

export function composedStepper({ architecture, parameters, adam, steps }: StepperStart): Stepper {
  const upload = (arrays: readonly Float32Array[]) =>
    arrays.map((values, k) => tensor(values, parameters[k]!.shape));
  let model: Model = { architecture, parameters };
  let moments = adam
    ? { mean: upload(adam.mean), square: upload(adam.square), steps }
    : initialAdamState(parameters);
  const free = () => dispose([...model.parameters, ...moments.mean, ...moments.square]);
  return {
    get steps() {
      return moments.steps;
    },
    get model() {
      return model;
    },
    step(images, target, objective, learningRate) {
      const gradients = lossGradients(model, images, target, objective);
      const next = adamStep(model.parameters, gradients, moments, learningRate);
      dispose(gradients);
      free();
      model = { architecture, parameters: next.parameters };
      moments = next.state as typeof moments;
    },
    hold() {
      const clones = (tensors: readonly Tensor[]) => tensors.map((t) => t.clone());
      const held = clones(model.parameters);
      const mean = clones(moments.mean);
      const square = clones(moments.square);
      const read = (tensors: readonly Tensor[]) => Promise.all(tensors.map(readValues));
      return {
        model: { architecture, parameters: held },
        read: async () => ({
          parameters: await read(held),
          adam: { mean: await read(mean), square: await read(square) },
        }),
        dispose: () => dispose([...held, ...mean, ...square]),
      };
    },
    dispose: free,
  };
}
