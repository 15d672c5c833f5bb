/**
 * Adam's update of one variable as a TensorFlow.js kernel of the WASM backend: one pass over the heap
 * instead of ten, in plain JavaScript (the loop has no products to speak of).
 */
import {
  engine,
  type KernelConfig,
  registerKernel,
  type Tensor,
  type TensorInfo,
} from '@tensorflow/tfjs-core';
import { ADAM } from '../adam';

const KERNEL = 'AdamUpdate';
let registered = false;

/** What the kernel needs of the backend. */
interface WasmHeap {
  makeOutput(shape: number[], dtype: string): TensorInfo;
  typedArrayFromHeap(tensor: TensorInfo): Float32Array;
}

export interface Variable {
  readonly value: Tensor;
  /** Running means of the gradient and of its square. */
  readonly mean: Tensor;
  readonly square: Tensor;
}

/**
 * @param rate the learning rate, corrected for the mean's start at zero
 * @param correction of the root of the mean of squares
 * @returns the variable after the step, in new tensors
 */
export function adamVariable(
  { value, mean, square }: Variable,
  gradient: Tensor,
  rate: number,
  correction: number,
): Variable {
  register();
  const outputs = engine().runKernel(
    KERNEL,
    { value, mean, square, gradient },
    { rate, correction },
  ) as unknown as Tensor[];
  return { value: outputs[0]!, mean: outputs[1]!, square: outputs[2]! };
}

function register(): void {
  if (registered) return;
  registered = true;
  registerKernel({
    kernelName: KERNEL,
    backendName: 'wasm',
    kernelFunc: ({ inputs, backend, attrs }) =>
      update(
        inputs as unknown as Record<'value' | 'mean' | 'square' | 'gradient', TensorInfo>,
        backend as unknown as WasmHeap,
        attrs as unknown as { rate: number; correction: number },
      ),
  } satisfies KernelConfig);
}

function update(
  inputs: Record<'value' | 'mean' | 'square' | 'gradient', TensorInfo>,
  heap: WasmHeap,
  { rate, correction }: { rate: number; correction: number },
): TensorInfo[] {
  // Made first: making an output may move the heap, and with it every view of it.
  const outputs = [0, 1, 2].map(() => heap.makeOutput(inputs.value.shape, 'float32'));
  const [w, m, v, g] = [inputs.value, inputs.mean, inputs.square, inputs.gradient].map((t) =>
    heap.typedArrayFromHeap(t),
  ) as [Float32Array, Float32Array, Float32Array, Float32Array];
  const [nextW, nextM, nextV] = outputs.map((t) => heap.typedArrayFromHeap(t)) as [
    Float32Array,
    Float32Array,
    Float32Array,
  ];
  const { decayMean, decaySquare, epsilon } = ADAM;
  for (let k = 0; k < w.length; k++) {
    const gradient = g[k]!;
    const mean = decayMean * m[k]! + (1 - decayMean) * gradient;
    const square = decaySquare * v[k]! + (1 - decaySquare) * gradient * gradient;
    nextM[k] = mean;
    nextV[k] = square;
    nextW[k] = w[k]! - (rate * mean) / (Math.sqrt(square) * correction + epsilon);
  }
  return outputs;
}
