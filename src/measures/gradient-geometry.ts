/**
 * How the members' input gradients stand to each other at each image, in the metric of all pixels alike
 * (`uniform`) or with each pixel weighted by its spread (`spread`): their angles and their lengths, from
 * which every measure of them follows.
 */
import { mul, type Tensor2D, type Tensor3D, tensor1d } from '@tensorflow/tfjs-core';
import { anglesOf } from '../ensemble/angles';
import type { InputGradients } from '../ensemble/input-gradient';
import { type JointSlope, jointSlope } from '../geometry/joint-slope';
import { pairIndex } from '../geometry/pairs';
import { operations } from '../ops/operations';
import { scoped } from '../ops/scope';

/** On the device; to be read back in this order. */
export type GradientGeometry = readonly [chords: Tensor2D, lengths: Tensor2D, margin: Tensor2D];

/** The gradients of the members at one image. */
export interface ImageGradients {
  /** Of each pair, [P] in radians; null where a member has no gradient, and hence no angle. */
  readonly angles: readonly number[] | null;
  /** ‖g_i‖₂ at true scale, [n]: loss per unit of pixel intensity. */
  readonly lengths: readonly number[];
}

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

/** NaN where the gradients have left the range of numbers. */
export function jointSlopeOfImage({ angles, lengths }: ImageGradients): JointSlope {
  const n = lengths.length;
  const gram = Float64Array.from({ length: n * n }, (_, k) => {
    const [i, j] = [Math.floor(k / n), k % n];
    // Where a member has no gradient the slope is zero, whatever the others' angles.
    const cosine = i === j ? 1 : angles ? Math.cos(angles[pairIndex(i, j, n)]!) : 0;
    return lengths[i]! * lengths[j]! * cosine;
  });
  if (!gram.every(Number.isFinite)) {
    return { slope: Number.NaN, weights: new Float64Array(n).fill(Number.NaN) };
  }
  return jointSlope(gram);
}
