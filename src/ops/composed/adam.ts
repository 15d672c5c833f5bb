/**
 * Adam (Kingma and Ba 2015, algorithm 1) on a list of tensors, as a pure step: old parameters and
 * moments in, new ones out, so that the whole state of a run can be kept and restored.
 */
import { add, div, mul, sqrt, square, sub, type Tensor, zerosLike } from '@tensorflow/tfjs-core';
import { scoped } from '../scope';

export interface AdamState {
  /** Running means of the gradients and of their squares, shaped like the parameters. */
  readonly mean: readonly Tensor[];
  readonly square: readonly Tensor[];
  /** Steps taken. */
  readonly steps: number;
}

/** The paper's own constants. */
export const ADAM = { decayMean: 0.9, decaySquare: 0.999, epsilon: 1e-8 } as const;

export function initialAdamState(parameters: readonly Tensor[]): AdamState {
  return {
    mean: parameters.map((p) => zerosLike(p)),
    square: parameters.map((p) => zerosLike(p)),
    steps: 0,
  };
}

/** New tensors; the old ones are left to the caller to dispose of. */
export function adamStep(
  parameters: readonly Tensor[],
  gradients: readonly Tensor[],
  state: AdamState,
  learningRate: number,
): { parameters: Tensor[]; state: AdamState } {
  const steps = state.steps + 1;
  // The corrections for the moments' start at zero, folded into two scalars.
  const rate = learningRate / (1 - ADAM.decayMean ** steps);
  const correction = 1 / Math.sqrt(1 - ADAM.decaySquare ** steps);
  const moved = parameters.map((parameter, k) =>
    scoped(() => {
      const gradient = gradients[k]!;
      const mean = add(mul(state.mean[k]!, ADAM.decayMean), mul(gradient, 1 - ADAM.decayMean));
      const second = add(
        mul(state.square[k]!, ADAM.decaySquare),
        mul(square(gradient), 1 - ADAM.decaySquare),
      );
      const step = div(mul(mean, rate), add(mul(sqrt(second), correction), ADAM.epsilon));
      return { parameter: sub(parameter, step), mean, second };
    }),
  );
  return {
    parameters: moved.map((m) => m.parameter),
    state: { mean: moved.map((m) => m.mean), square: moved.map((m) => m.second), steps },
  };
}
