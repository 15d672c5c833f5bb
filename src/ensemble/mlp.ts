/**
 * The multilayer perceptron: one or two hidden ReLU layers, all members batched into one tensor for
 * each variable. Layer l computes z_l = a_{l−1} W_l + b_l and a_l = max(z_l, 0); the last layer's z
 * are the logits. W_l is [n, in, out], b_l is [n, 1, out].
 */
import { add, sum, type Tensor, type Tensor3D, tensor } from '@tensorflow/tfjs-core';
import { stream } from '../data/random';
import { operations } from '../ops/operations';
import { scoped } from '../ops/scope';
import {
  type Architecture,
  type ArchitectureSpec,
  type Parameters,
  widthsOf,
} from './architecture';

export function mlp(spec: ArchitectureSpec): Architecture {
  const widths = widthsOf(spec);
  const layers = widths.slice(1).map((out, l) => ({ in: widths[l]!, out }));
  const weight = (parameters: Parameters, l: number) => parameters[2 * l] as Tensor3D;
  const bias = (parameters: Parameters, l: number) => parameters[2 * l + 1] as Tensor3D;
  const last = layers.length - 1;

  return {
    spec,
    variableShapes: layers.flatMap((layer) => [
      [layer.in, layer.out],
      [1, layer.out],
    ]),

    initialise(members, seed) {
      const generators = Array.from({ length: members }, (_, i) => stream(seed, 'initialise', i));
      return layers.flatMap((layer) => {
        const size = layer.in * layer.out;
        const values = new Float32Array(members * size);
        // He et al. 2015, equation 10: variance 2/fan-in keeps the signal's scale through a ReLU.
        const deviation = Math.sqrt(2 / layer.in);
        for (let i = 0; i < members; i++) {
          const { normal } = generators[i]!;
          for (let k = 0; k < size; k++) values[i * size + k] = deviation * normal();
        }
        return [
          tensor(values, [members, layer.in, layer.out]),
          tensor(new Float32Array(members * layer.out), [members, 1, layer.out]),
        ];
      });
    },

    forward(parameters, images) {
      const { affineLayer, reluLayer } = operations();
      const inputs: Tensor[] = [images];
      for (let l = 0; l < last; l++) {
        inputs.push(reluLayer(inputs[l]!, weight(parameters, l), bias(parameters, l)));
      }
      const logits = affineLayer(inputs[last]!, weight(parameters, last), bias(parameters, last));
      return { logits, inputs };
    },

    vectorJacobianProduct(parameters, trace, cotangent) {
      const { layerVjp } = operations();
      const cotangents: Tensor[] = [cotangent];
      for (let l = last; l > 0; l--) {
        cotangents.unshift(layerVjp(cotangents[0]!, weight(parameters, l), trace.inputs[l]!));
      }
      return cotangents;
    },

    inputCotangent(parameters, cotangents) {
      return operations().layerVjp(cotangents[0]!, weight(parameters, 0));
    },

    jacobianVectorProduct(parameters, trace, tangent) {
      const { layerJvp } = operations();
      const tangents: Tensor[] = [tangent];
      for (let l = 0; l < last; l++) {
        tangents.push(layerJvp(tangents[l]!, weight(parameters, l), trace.inputs[l + 1]!));
      }
      tangents.push(layerJvp(tangents[last]!, weight(parameters, last)));
      return tangents;
    },

    parameterGradients(trace, cotangents, second) {
      const { product } = operations();
      return layers.flatMap((_, l) => {
        const weightGradient = scoped(() => {
          const first = product(trace.inputs[l]!, cotangents[l]!, { transposeA: true });
          if (!second) return first;
          // Tangents carry no bias, so the second-order term has weights' gradients alone.
          return add(
            first,
            product(second.tangents[l]!, second.cotangents[l]!, { transposeA: true }),
          );
        });
        return [weightGradient, sum(cotangents[l]!, 1, true)];
      });
    },

    restricted(parameters, origin, basis) {
      const { affineLayer, product } = operations();
      // (o + cE)W + b = c(EW) + (oW + b)
      const first = [
        product(basis, weight(parameters, 0)),
        affineLayer(origin, weight(parameters, 0), bias(parameters, 0)),
      ];
      return {
        architecture: mlp({ ...spec, inputSize: basis.shape[0] }),
        parameters: [...first, ...parameters.slice(2)],
      };
    },
  };
}
