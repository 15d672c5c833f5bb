/**
 * Adam (ops/adam-scalars.ts) on a list of tensors, as a pure step: old parameters and moments in, new ones
 * out, so that the whole state of a run can be kept and restored.
 */
import { add, div, mul, sqrt, square, sub, type Tensor, zerosLike } from '@tensorflow/tfjs-core';
import { ADAM, adamScalars } from '../adam-scalars';
import { scoped } from '../scope';

export interface AdamState {
  /** Running means of the gradients and of their squares, shaped like the parameters. */
  readonly firstMoment: readonly Tensor[];
  readonly secondMoment: readonly Tensor[];
  /** Steps taken. */
  readonly steps: number;
}

export function initialAdamState(parameters: readonly Tensor[]): AdamState {
  return {
    firstMoment: parameters.map((p) => zerosLike(p)),
    secondMoment: parameters.map((p) => zerosLike(p)),
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
  const { rate, correction } = adamScalars(learningRate, steps);
  const { beta1, beta2, epsilon } = ADAM;
  const moved = parameters.map((parameter, k) =>
    scoped(() => {
      const gradient = gradients[k]!;
      const first = add(mul(state.firstMoment[k]!, beta1), mul(gradient, 1 - beta1));
      const second = add(mul(state.secondMoment[k]!, beta2), mul(square(gradient), 1 - beta2));
      const step = div(mul(first, rate), add(mul(sqrt(second), correction), epsilon));
      return { parameter: sub(parameter, step), first, second };
    }),
  );
  return {
    parameters: moved.map((m) => m.parameter),
    state: {
      firstMoment: moved.map((m) => m.first),
      secondMoment: moved.map((m) => m.second),
      steps,
    },
  };
}
