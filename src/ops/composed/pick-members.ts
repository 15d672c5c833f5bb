/**
 * Some members' slices of a tensor [n, …], in the order asked for and as often as asked for.
 *
 * On the WASM backend TensorFlow.js gathers value by value, far slower than whole slices are copied.
 */
import { gather, getBackend, stack, type Tensor3D, unstack } from '@tensorflow/tfjs-core';
import { scoped } from '../scope';

/** @returns [members.length, …] */
export function pickMembers(all: Tensor3D, members: readonly number[]): Tensor3D {
  return scoped(() => {
    if (getBackend() !== 'wasm') return gather(all, Int32Array.from(members)) as Tensor3D;
    const slices = unstack(all);
    return stack(members.map((i) => slices[i]!)) as Tensor3D;
  });
}
