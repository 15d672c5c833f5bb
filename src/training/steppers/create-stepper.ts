/**
 * Which stepper takes the steps of a run: the one written for the architecture and for the code that computes on
 * this backend, or the composed one, which takes any.
 */
import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core';
import type { Architecture, ArchitectureSpec } from '../../ensemble/architecture';
import type { Model } from '../../ensemble/input-gradient';
import { type DeviceCode, deviceCode } from '../../ops/operations';
import { type Adversarials, lossGradients, type Objective } from '../loss';
import { composedStepper } from './composed-stepper';
import { fusedModelGradients, fusedStepper } from './fused-stepper';
import { memberGradients, memberStepper } from './member-stepper';
import type { Stepper, StepperStart } from './stepper';

type Gradients = (
  model: Model,
  images: Tensor2D,
  target: Tensor2D,
  objective: Objective,
  adversarial?: Adversarials | null,
) => Tensor[];

interface Maker {
  readonly stepper: (start: StepperStart) => Stepper;
  readonly gradients: Gradients;
}

const COMPOSED: Maker = { stepper: composedStepper, gradients: lossGradients };

const MAKERS: Readonly<
  Record<ArchitectureSpec['kind'], Readonly<Partial<Record<DeviceCode, Maker>>>>
> = {
  mlp: {
    webgpu: { stepper: fusedStepper, gradients: fusedModelGradients },
    wasm: { stepper: memberStepper, gradients: memberGradients },
  },
};

function makerFor({ spec }: Architecture): Maker {
  return MAKERS[spec.kind][deviceCode()] ?? COMPOSED;
}

export function createStepper(start: StepperStart): Stepper {
  return makerFor(start.architecture).stepper(start);
}

/** The derivative of the loss as the stepper on the present backend takes it. */
export const modelGradients: Gradients = (model, ...given) =>
  makerFor(model.architecture).gradients(model, ...given);
