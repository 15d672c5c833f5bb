/** One Adam step of all parameters in one launch (ops/adam-scalars.ts). */
import type { Tensor } from '@tensorflow/tfjs-core';
import { ADAM, adamScalars } from '../adam-scalars';
import { kernel } from './launch';
import type { PackedNetwork } from './packed-network';

const adamKernel = kernel(
  ({ size, starts }: { readonly size: number; readonly starts: readonly number[] }) => ({
    body: `
      var g = 0.0;
      ${starts
        .map((start, l) => `if (index >= ${start}) { g = g${l}[max(index - ${start}, 0)]; }`)
        .join('\n')}
      let first = s[${size} + index] * ${ADAM.beta1} + g * ${1 - ADAM.beta1};
      let second = s[${2 * size} + index] * ${ADAM.beta2} + g * g * ${1 - ADAM.beta2};
      result[index] = s[index]
        - first * uniforms.rate / (sqrt(second) * uniforms.correction + ${ADAM.epsilon});
      result[${size} + index] = first;
      result[${2 * size} + index] = second;`,
  }),
);

/**
 * @param state values, first and second moments: [3, size]
 * @param gradients one for each layer, as `outerSum` gives them
 * @param steps the number of this step, from 1
 * @returns the next state, [3, size]
 */
export function adamStep(
  state: Tensor,
  gradients: readonly Tensor[],
  { layers, size }: PackedNetwork,
  steps: number,
  learningRate: number,
): Tensor {
  const { rate, correction } = adamScalars(learningRate, steps);
  return adamKernel(
    { size, starts: layers.map(({ weight }) => weight) },
    {
      inputs: [['s', state], ...gradients.map((g, l) => [`g${l}`, g] as const)],
      outputShape: [3, size],
      invocations: size,
      uniforms: { rate, correction },
    },
  );
}
