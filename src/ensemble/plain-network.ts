/**
 * One multilayer perceptron in plain TypeScript: forward, and back to the pixels and to the parameters,
 * an image at a time. The page's first figures run on it before any engine is there. Sums are float64.
 *
 * Layer l computes z_l = a_{l−1} W_l + b_l and a_l = max(z_l, 0); the last layer's z are the logits.
 */
import { crossEntropy, marginOf } from './cross-entropy';
import type { EnsembleWeights } from './ensemble-file';

export type Values = Float32Array | Float64Array;

/** An image [inputSize] and its true class. */
export interface LabelledImage {
  readonly pixels: Float32Array;
  readonly label: number;
}

export interface PlainLayer {
  /** [in, out], row-major. */
  readonly weight: Values;
  /** [out] */
  readonly bias: Values;
}

export type PlainNetwork = readonly PlainLayer[];

/** One member of an ensemble; it shares the ensemble's memory. */
export function plainNetwork({ members, parameters }: EnsembleWeights, member = 0): PlainNetwork {
  const own = parameters.map((values) => {
    const size = values.length / members;
    return values.subarray(member * size, (member + 1) * size);
  });
  return Array.from({ length: own.length / 2 }, (_, l) => ({
    weight: own[2 * l]!,
    bias: own[2 * l + 1]!,
  }));
}

/** What enters each layer, the image first, and last the logits. */
function activations(network: PlainNetwork, image: Values): Values[] {
  const values: Values[] = [image];
  network.forEach(({ weight, bias }, l) => {
    const input = values[l]!;
    const output = Float64Array.from(bias);
    const width = output.length;
    for (let i = 0; i < input.length; i++) {
      const value = input[i]!;
      // Most pixels of a garment are black, and many hidden units are off.
      if (value === 0) continue;
      for (let j = 0; j < width; j++) output[j]! += value * weight[i * width + j]!;
    }
    if (l + 1 < network.length) {
      for (let j = 0; j < width; j++) output[j] = Math.max(output[j]!, 0);
    }
    values.push(output);
  });
  return values;
}

/** [classes] */
export function logitsOf(network: PlainNetwork, image: Values): Float64Array {
  return Float64Array.from(activations(network, image).at(-1)!);
}

/** Softmax of the logits, [classes]. */
export function probabilitiesOf(logits: Float64Array): Float64Array {
  const top = Math.max(...logits);
  const weights = Float64Array.from(logits, (z) => Math.exp(z - top));
  const total = weights.reduce((sum, w) => sum + w, 0);
  return weights.map((w) => w / total);
}

/** The class of the greatest logit; the first of equals. */
export function predictedClass(logits: Float64Array): number {
  return logits.indexOf(Math.max(...logits));
}

/** Cross-entropy ℓ = −log p_y of an image of class y, in nats; exact also where p_y is nearly 1. */
export function lossOf(network: PlainNetwork, image: Values, label: number): number {
  return crossEntropy(marginOf(logitsOf(network, image), label));
}

/**
 * The residual ∂ℓ/∂z: r_k = p_k for k ≠ y and r_y = −Σ_{k≠y} p_k. Never p_y − 1, which loses every
 * digit once p_y is near 1.
 */
function residual(logits: Float64Array, label: number): Float64Array {
  const r = probabilitiesOf(logits);
  r[label] = 0;
  r[label] = -r.reduce((sum, p) => sum + p, 0);
  return r;
}

/** ∂ℓ/∂z of every layer, the first layer's first; the subgradient 0 where a unit is exactly off. */
function cotangents(network: PlainNetwork, values: readonly Values[], label: number) {
  const back: Float64Array[] = [residual(Float64Array.from(values.at(-1)!), label)];
  for (let l = network.length - 1; l > 0; l--) {
    const below = vectorJacobianProduct(network[l]!, back[0]!);
    back.unshift(below.map((c, i) => (values[l]![i]! > 0 ? c : 0)));
  }
  return back;
}

/** Of one layer: Wc, [in]. */
function vectorJacobianProduct({ weight }: PlainLayer, cotangent: Float64Array): Float64Array {
  const width = cotangent.length;
  const below = new Float64Array(weight.length / width);
  for (let i = 0; i < below.length; i++) {
    let sum = 0;
    for (let j = 0; j < width; j++) sum += weight[i * width + j]! * cotangent[j]!;
    below[i] = sum;
  }
  return below;
}

/** ∇_x ℓ, loss per unit of pixel intensity. */
export function inputGradient(network: PlainNetwork, image: Values, label: number): Float64Array {
  const [first] = cotangents(network, activations(network, image), label);
  return vectorJacobianProduct(network[0]!, first!);
}

/** ∇_θ ℓ of one image, in the shape of the network itself. */
export function parameterGradient(
  network: PlainNetwork,
  image: Values,
  label: number,
): PlainNetwork {
  const values = activations(network, image);
  return cotangents(network, values, label).map((bias, l) => {
    const width = bias.length;
    const input = values[l]!;
    const weight = new Float64Array(input.length * width);
    for (let i = 0; i < input.length; i++) {
      for (let j = 0; j < width; j++) weight[i * width + j] = input[i]! * bias[j]!;
    }
    return { weight, bias };
  });
}

/** θ − step·g: one step of gradient descent. */
export function descend(network: PlainNetwork, gradient: PlainNetwork, step: number): PlainNetwork {
  const moved = (values: Values, g: Values) =>
    Float64Array.from(values, (value, k) => value - step * g[k]!);
  return network.map(({ weight, bias }, l) => ({
    weight: moved(weight, gradient[l]!.weight),
    bias: moved(bias, gradient[l]!.bias),
  }));
}

/** ‖g‖² over all parameters: how fast the loss falls at the first of a step of descent. */
export function squaredNorm(gradient: PlainNetwork): number {
  const square = (values: Values) => Float64Array.from(values).reduce((sum, v) => sum + v * v, 0);
  return gradient.reduce((sum, { weight, bias }) => sum + square(weight) + square(bias), 0);
}
