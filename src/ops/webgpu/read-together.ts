/** Reading several tensors back in one transfer, since on a GPU each transfer has its wait. */
import { concat, reshape, type Tensor } from '@tensorflow/tfjs-core';
import { readValues, scoped } from '../scope';

/** The float32 values of each tensor. */
export async function readTogether(tensors: readonly Tensor[]): Promise<Float32Array[]> {
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
