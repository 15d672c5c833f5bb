/**
 * TensorFlow.js's `tidy`, `dispose` and `data` for what this project gives them: its own types take only
 * containers with an index signature, and do not say that values are float32.
 */
import {
  concat,
  dispose,
  getBackend,
  reshape,
  type Tensor,
  type TensorContainer,
  tidy,
} from '@tensorflow/tfjs-core';

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

/**
 * Reads the float32 values of several tensors back, one array for each: from a GPU in one transfer,
 * because each has its wait.
 */
export async function readTogether(tensors: readonly Tensor[]): Promise<Float32Array[]> {
  if (getBackend() !== 'webgpu') return Promise.all(tensors.map(readValues));
  const packed = scoped(() => concat(tensors.map((tensor) => reshape(tensor, [-1]))));
  try {
    const values = await readValues(packed);
    let end = 0;
    return tensors.map(({ size }) => {
      end += size;
      return values.subarray(end - size, end);
    });
  } finally {
    packed.dispose();
  }
}
