/** Which stepper takes the steps of a run: the one written for the code that computes on this backend. */
import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core';
import type { Model } from '../../ensemble/input-gradient';
import { type DeviceCode, deviceCode } from '../../ops/operations';
import { lossGradients, type Objective } from '../loss';
import { composedStepper } from './composed-stepper';
import { fusedModelGradients, fusedStepper } from './fused-stepper';
import { memberGradients, memberStepper } from './member-stepper';
import type { Stepper, StepperStart } from './stepper';

type Gradients = (
  model: Model,
  images: Tensor2D,
  target: Tensor2D,
  objective: Objective,
) => Tensor[];

interface Maker {
  readonly stepper: (start: StepperStart) => Stepper;
  readonly gradients: Gradients;
}

const MAKERS: Readonly<Record<DeviceCode, Maker>> = {
  composed: { stepper: composedStepper, gradients: lossGradients },
  webgpu: { stepper: fusedStepper, gradients: fusedModelGradients },
  wasm: { stepper: memberStepper, gradients: memberGradients },
};

export function createStepper(start: StepperStart): Stepper {
  return MAKERS[deviceCode()].stepper(start);
}

/** The derivative of the loss as the present backend's stepper takes it. */
export const modelGradients: Gradients = (...given) => MAKERS[deviceCode()].gradients(...given);
