/** Images and labels as they lie in memory, and as tensors. */
import { type Tensor2D, tensor2d } from '@tensorflow/tfjs-core';
import type { LabelledInputs } from '../data/training-data';

export type LabelledImages = LabelledInputs;

export interface Batch {
  /** [B, inputSize] */
  readonly images: Tensor2D;
  /** [B, classes], the labels as zeros and ones. */
  readonly target: Tensor2D;
}

export function toBatch(
  { pixels, labels }: LabelledImages,
  inputSize: number,
  classCount: number,
): Batch {
  return {
    images: tensor2d(pixels, [labels.length, inputSize]),
    target: oneHotOf(labels, classCount),
  };
}

/** Classes as zeros and ones, [B, classes]. */
export function oneHotOf(classes: Uint8Array, classCount: number): Tensor2D {
  // Not tf.oneHot: on WASM it writes integers into a float32 tensor (TensorFlow.js 4.22).
  const values = new Float32Array(classes.length * classCount);
  classes.forEach((one, b) => {
    values[b * classCount + one] = 1;
  });
  return tensor2d(values, [classes.length, classCount]);
}

/** The rows `from` to `to` (exclusive), sharing memory with the original. */
export function sliceImages(all: LabelledImages, from: number, to: number): LabelledImages {
  const size = all.pixels.length / all.labels.length;
  return {
    pixels: all.pixels.subarray(from * size, to * size),
    labels: all.labels.subarray(from, to),
  };
}

/** The images of these indices, in their order. */
export function pickImages(all: LabelledImages, indices: readonly number[]): LabelledImages {
  const size = all.pixels.length / all.labels.length;
  const pixels = new Float32Array(indices.length * size);
  indices.forEach((b, k) => {
    pixels.set(all.pixels.subarray(b * size, (b + 1) * size), k * size);
  });
  return { pixels, labels: Uint8Array.from(indices, (b) => all.labels[b]!) };
}
