/**
 * The matrix product of every member at once: [n, p, q] · [n, q, r] → [n, p, r].
 *
 * A left factor of rank two is shared by all members. On the WASM backend TensorFlow.js multiplies two
 * plain matrices some nine times faster than a batch of them or a transposed one, so there each
 * member gets a product of its own, with explicit transposes.
 */
import {
  expandDims,
  getBackend,
  matMul,
  stack,
  type Tensor,
  type Tensor2D,
  type Tensor3D,
  transpose,
  unstack,
} from '@tensorflow/tfjs-core';
import { scoped } from './scope';

export interface Transposes {
  readonly transposeA?: boolean;
  readonly transposeB?: boolean;
}

export function product(
  a: Tensor,
  b: Tensor,
  { transposeA = false, transposeB = false }: Transposes = {},
): Tensor3D {
  return scoped(() => {
    if (getBackend() !== 'wasm') {
      return matMul(batched(a), batched(b), transposeA, transposeB) as Tensor3D;
    }
    const left = matrices(a, transposeA);
    const right = matrices(b, transposeB);
    const members = Math.max(left.length, right.length);
    const products = Array.from({ length: members }, (_, i) =>
      matMul(left[left.length === 1 ? 0 : i]!, right[right.length === 1 ? 0 : i]!),
    );
    return stack(products) as Tensor3D;
  });
}

function batched(a: Tensor): Tensor3D {
  return (a.rank === 2 ? expandDims(a, 0) : a) as Tensor3D;
}

function matrices(a: Tensor, transposed: boolean): Tensor2D[] {
  const all = (a.rank === 2 ? [a] : unstack(a)) as Tensor2D[];
  return transposed ? all.map((matrix) => transpose(matrix) as Tensor2D) : all;
}
