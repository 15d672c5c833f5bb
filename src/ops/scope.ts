/**
 * TensorFlow.js's `tidy`, `dispose` and `data` for what this project gives them: its own types take only
 * containers with an index signature, and do not say that values are float32.
 */
import { dispose, type Tensor, type TensorContainer, tidy } from '@tensorflow/tfjs-core';

/** Frees every tensor made inside, except those that the result holds. */
export function scoped<T>(compute: () => T): T {
  return tidy(compute as () => TensorContainer) as T;
}

/** Frees every tensor that the value holds, at any depth. */
export function release(value: unknown): void {
  dispose(value as TensorContainer);
}

/** Reads the float32 values of a tensor back from the device. */
export function readValues(tensor: Tensor): Promise<Float32Array> {
  return tensor.data() as Promise<Float32Array>;
}
