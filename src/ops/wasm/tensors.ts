/** Tensors of the WASM backend as the numbers in its memory, for code that reads and writes them itself. */
import { backend, engine, type Tensor, type TensorInfo } from '@tensorflow/tfjs-core';

/** What the backend of WASM has that others have not. */
interface WasmBackend {
  typedArrayFromHeap(tensor: TensorInfo): Float32Array;
  makeOutput(shape: readonly number[], dtype: 'float32'): TensorInfo;
}

const wasm = () => backend() as unknown as WasmBackend;

/** The numbers where they lie: a view, gone once another tensor is made, since the memory may grow. */
export function valuesOf(tensor: TensorInfo): Float32Array {
  return wasm().typedArrayFromHeap(tensor);
}

/** A tensor whose numbers are still to be written; of what they are until then nothing is known. */
export function blankTensor(shape: readonly number[]): Tensor {
  return engine().makeTensorFromTensorInfo(wasm().makeOutput(shape, 'float32'));
}
