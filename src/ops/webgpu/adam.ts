/** One Adam update of all parameters in one launch (Kingma and Ba 2015, algorithm 1). */
import type { Tensor } from '@tensorflow/tfjs-core';
import { ADAM } from '../composed/adam';
import { launch } from './launch';
import type { PackedNetwork } from './packed-network';

/**
 * @param state values, means and means of squares: [3, size]
 * @param gradients one for each layer, as `outerSum` gives them
 * @param steps the number of this step, from 1
 * @returns the next state, [3, size]
 */
export function adamUpdate(
  state: Tensor,
  gradients: readonly Tensor[],
  { layers, size }: PackedNetwork,
  steps: number,
  learningRate: number,
): Tensor {
  const names = gradients.map((_, l) => `g${l}`);
  const pick = layers
    .map(({ weight }, l) => `if (index >= ${weight}) { g = g${l}[max(index - ${weight}, 0)]; }`)
    .join('\n');
  return launch({
    key: `adam ${size} ${layers.map(({ weight }) => weight).join()}`,
    inputs: [['s', state], ...gradients.map((g, l) => [names[l]!, g] as const)],
    outputShape: [3, size],
    invocations: size,
    uniforms: {
      rate: learningRate / (1 - ADAM.decayMean ** steps),
      correction: 1 / Math.sqrt(1 - ADAM.decaySquare ** steps),
    },
    body: `
      var g = 0.0;
      ${pick}
      let mean = s[${size} + index] * ${ADAM.decayMean} + g * ${1 - ADAM.decayMean};
      let square = s[${2 * size} + index] * ${ADAM.decaySquare} + g * g * ${1 - ADAM.decaySquare};
      result[index] = s[index]
        - mean * uniforms.rate / (sqrt(square) * uniforms.correction + ${ADAM.epsilon});
      result[${size} + index] = mean;
      result[${2 * size} + index] = square;`,
  });
}
