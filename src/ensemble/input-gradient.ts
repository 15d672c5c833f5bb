/**
 * Input gradients of every member: g_i = ∇_x ℓ(f_i(x), y), written as the residual pulled back
 * through the network, and the cosines between them.
 *
 * The gradient is held as direction and scale, g = S·d with d the pull-back of q − onehot(y) (see
 * residual.ts): d never underflows on a confident image, and cosines and signs depend on d alone.
 */
import {
  add,
  cast,
  div,
  expandDims,
  greater,
  maximum,
  min,
  mul,
  sqrt,
  square,
  squaredDifference,
  sub,
  sum,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  type Tensor3D,
} from '@tensorflow/tfjs-core';
import { pairs } from '../geometry/pairs';
import { pickMembers } from '../ops/composed/pick-members';
import { residual, residualScale } from '../ops/composed/softmax-head';
import { scoped } from '../ops/scope';
import { SMALLEST_NORM } from '../ops/webgpu/chords';
import type { Architecture, Parameters, Trace } from './architecture';

export { SMALLEST_NORM };

/** An ensemble as a function: a network and the values of its parameters. */
export interface Model {
  readonly architecture: Architecture;
  readonly parameters: Parameters;
}

export interface InputGradients {
  readonly trace: Trace;
  /** [n, B]; see residual.ts */
  readonly margin: Tensor2D;
  /** Cotangents on the layers that the pull of q − onehot(y) leaves behind. */
  readonly cotangents: readonly Tensor[];
  /** d, [n, B, inputSize] */
  readonly direction: Tensor3D;
}

/**
 * @param images [B, inputSize] in [0, 1]
 * @param target [B, classes], zeros and ones
 */
export function inputGradients(model: Model, images: Tensor2D, target: Tensor2D): InputGradients {
  return scoped(() => {
    const { architecture, parameters } = model;
    const trace = architecture.forward(parameters, images);
    const { margin, direction } = residual(trace.logits, target);
    const cotangents = architecture.pull(parameters, trace, direction);
    return {
      trace,
      margin,
      cotangents,
      direction: architecture.pullToInput(parameters, cotangents),
    };
  });
}

/** The gradients themselves, S·d: [n, B, inputSize], loss per unit of pixel intensity. */
export function scaledGradients({ margin, direction }: InputGradients): Tensor3D {
  return scoped(() => mul(direction, expandDims(residualScale(margin), 2)) as Tensor3D);
}

/**
 * How the members' gradients stand to each other. Rows are the unordered pairs in the order of
 * `geometry/pairs`, P = n(n−1)/2.
 */
export interface PairwiseAngles {
  /** u_i = d_i/‖d_i‖, [n, B, inputSize]; zero where the gradient is zero. */
  readonly unit: Tensor3D;
  /** ‖d_i‖, [n, B] */
  readonly norm: Tensor2D;
  /** ‖u_i − u_j‖² and ‖u_i + u_j‖², [P, B]: exact where a cosine near ±1 has lost its digits. */
  readonly minusSquared: Tensor2D;
  readonly plusSquared: Tensor2D;
  /** 1 where every member has a gradient, else 0: [B]. Elsewhere no cosine exists. */
  readonly defined: Tensor1D;
}

/** @param direction [n, B, inputSize], any scale */
export function pairwiseAngles(direction: Tensor3D): PairwiseAngles {
  return scoped(() => {
    const norm = sqrt(sum(square(direction), 2)) as Tensor2D;
    const unit = div(direction, expandDims(maximum(norm, SMALLEST_NORM), 2)) as Tensor3D;
    const all = pairs(direction.shape[0]);
    const first = pickMembers(
      unit,
      all.map(([i]) => i),
    );
    const second = pickMembers(
      unit,
      all.map(([, j]) => j),
    );
    return {
      unit,
      norm,
      minusSquared: sum(squaredDifference(first, second), 2) as Tensor2D,
      plusSquared: sum(square(add(first, second)), 2) as Tensor2D,
      defined: definedWhere(norm),
    };
  });
}

/** 1 where every member has a gradient, else 0: [B]. @param norm [n, B] */
export function definedWhere(norm: Tensor2D): Tensor1D {
  return min(cast(greater(norm, 0), 'float32'), 0) as Tensor1D;
}

/** Cosine and sine of each pair's angle, [P, B]: the sine from the chords, never √(1 − ρ²). */
export function cosineAndSine({
  minusSquared,
  plusSquared,
}: Pick<PairwiseAngles, 'minusSquared' | 'plusSquared'>): {
  cosine: Tensor2D;
  sine: Tensor2D;
} {
  return scoped(() => {
    const total = maximum(add(plusSquared, minusSquared), SMALLEST_NORM);
    return {
      cosine: div(sub(plusSquared, minusSquared), total) as Tensor2D,
      sine: div(mul(2, sqrt(mul(plusSquared, minusSquared))), total) as Tensor2D,
    };
  });
}
