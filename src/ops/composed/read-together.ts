/** Reading several tensors back, each by itself. */
import type { Tensor } from '@tensorflow/tfjs-core';
import { readValues } from '../scope';

/** The float32 values of each tensor. */
export function readTogether(tensors: readonly Tensor[]): Promise<Float32Array[]> {
  return Promise.all(tensors.map(readValues));
}
