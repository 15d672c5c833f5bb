/** What the contenders on TensorFlow.js share: waiting for the device, and a plain product. */
import {
  getBackend,
  matMul,
  reshape,
  slice,
  type Tensor,
  type Tensor2D,
  tensor2d,
} from '@tensorflow/tfjs-core';
import type { BackendName } from '../../src/engine/protocol';
import { deviceIdle } from '../../src/engine/worker/device';
import { readValues, scoped } from '../../src/ops/scope';
import type { Multiplier } from './contender';

/** Reads one value back (which also sends off what was held back) and waits for the device. */
export async function settleTensor(from: Tensor): Promise<void> {
  const one = scoped(() => slice(reshape(from, [-1]), 0, 1));
  await readValues(one);
  one.dispose();
  await deviceIdle(getBackend() as BackendName);
}

export function tensorflowMultiplier(
  left: Float32Array,
  right: Float32Array,
  rows: number,
): Multiplier {
  const inner = left.length / rows;
  const a = tensor2d(left, [rows, inner]);
  const b = tensor2d(right, [inner, right.length / inner]);
  let product: Tensor2D | null = null;
  return {
    name: 'TensorFlow.js',
    multiply() {
      product?.dispose();
      product = matMul(a, b) as Tensor2D;
    },
    settle: () => settleTensor(product!),
    dispose() {
      a.dispose();
      b.dispose();
      product?.dispose();
    },
  };
}
