/**
 * Input gradients of every member: g_i = ∇_x ℓ(f_i(x), y), written as the vector–Jacobian product of the
 * network with the residual.
 *
 * The gradient is kept as direction and scale, g = S·d with d = Jᵀ(q − onehot(y)) (see
 * ops/composed/softmax-head.ts): d never underflows on a confident image, and cosines and signs depend on d
 * alone.
 */
import { expandDims, mul, type Tensor, type Tensor2D, type Tensor3D } from '@tensorflow/tfjs-core';
import { residualScale } from '../ops/composed/softmax-head';
import { operations } from '../ops/operations';
import { scoped } from '../ops/scope';
import type { Architecture, Parameters, Trace } from './architecture';

/** An ensemble as a function: a network and the values of its parameters. */
export interface Model {
  readonly architecture: Architecture;
  readonly parameters: Parameters;
}

export interface InputGradients {
  readonly trace: Trace;
  /** [n, B]; see ops/composed/softmax-head.ts */
  readonly margin: Tensor2D;
  /** On the output of each layer, of q − onehot(y) on the logits. */
  readonly cotangents: readonly Tensor[];
  /** d, [n, B, inputSize] */
  readonly direction: Tensor3D;
}

/**
 * @param images [B, inputSize], or each member's own, [n, B, inputSize]
 * @param target [B, classes], zeros and ones
 */
export function inputGradients(
  model: Model,
  images: Tensor2D | Tensor3D,
  target: Tensor2D,
): InputGradients {
  return scoped(() => {
    const { architecture, parameters } = model;
    const trace = architecture.forward(parameters, images);
    const { margin, direction } = operations().residual(trace.logits, target);
    const cotangents = architecture.vectorJacobianProduct(parameters, trace, direction);
    return {
      trace,
      margin,
      cotangents,
      direction: architecture.inputCotangent(parameters, cotangents),
    };
  });
}

/** The gradients themselves, S·d: [n, B, inputSize], loss per unit of pixel intensity. */
export function scaledGradients({ margin, direction }: InputGradients): Tensor3D {
  return scoped(() => mul(direction, expandDims(residualScale(margin), 2)) as Tensor3D);
}
