/**
 * How the members' input gradients stand to each other at each image, in the metric of all pixels alike
 * (`uniform`) or with each pixel weighted by its spread (`spread`): their angles and their lengths, from
 * which every measure of them follows.
 */
import { mul, type Tensor2D, type Tensor3D, tensor1d } from '@tensorflow/tfjs-core';
import { anglesOf } from '../ensemble/angles';
import type { InputGradients } from '../ensemble/input-gradient';
import type { ImageGradients } from '../geometry/image-gradients';
import { operations } from '../ops/operations';
import { scoped } from '../ops/scope';

/** On the device; to be read back in this order. */
export type GradientGeometry = readonly [chords: Tensor2D, lengths: Tensor2D, margin: Tensor2D];

/** @param weights of the pixels, [inputSize]; all 1 where there are none */
export function gradientGeometry(
  { direction, margin }: Pick<InputGradients, 'direction' | 'margin'>,
  weights?: Float32Array,
): GradientGeometry {
  const { chords, lengths } = operations();
  return scoped(() => {
    const vectors = weights ? (mul(direction, tensor1d(weights)) as Tensor3D) : direction;
    return [chords(vectors), lengths(vectors), margin.clone()] as const;
  });
}

/** Each image's gradients, from the values that were read back. */
export function imageGradients(
  [chords, lengths, margins]: readonly Float32Array[],
  [onDevice, { shape }]: GradientGeometry,
): ImageGradients[] {
  const [members, images] = shape;
  return anglesOf(chords!, onDevice.shape).map((angles, b) => ({
    angles,
    lengths: Array.from({ length: members }, (_, i) => {
      const at = i * images + b;
      // S = sigmoid(margin), in float64: what has left the range of float32 has a length still.
      return lengths![at]! / (1 + Math.exp(-margins![at]!));
    }),
  }));
}
