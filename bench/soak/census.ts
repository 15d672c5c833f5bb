/** What a run holds at one step, and whether a later count shows that it keeps growing. */
import { backend as currentBackend, getBackend, memory } from '@tensorflow/tfjs-core';
import { allocatedBytes } from '../../src/ops/wasm/wasm-instance';
import { gpuBuffers } from './gpu-buffers';

/** JavaScript's memory after a forced collection, in bytes. */
export interface Heap {
  /** Objects. */
  readonly used: number;
  /** What array buffers hold outside of the heap, a WASM module's memory included. */
  readonly arrays: number;
}

export interface Census {
  readonly step: number;
  readonly tensors: number;
  readonly tensorBytes: number;
  /** Buffers on the device, not destroyed; null without WebGPU. */
  readonly gpuBuffers: number | null;
  readonly gpuBytes: number | null;
  /** Of them those that TensorFlow.js holds for tensors, and those that it keeps for reuse. */
  readonly pooledUsed: number | null;
  readonly pooledFree: number | null;
  readonly heapBytes: number;
  readonly arrayBytes: number;
  /** Of the WASM module; null on other backends. */
  readonly wasmBytes: number | null;
  /** In the memory of our own vector code, what somebody has; null on other backends. */
  readonly vectorBytes: number | null;
}

interface WebGpuBackend {
  readonly bufferManager: { getNumUsedBuffers(): number; getNumFreeBuffers(): number };
}
interface WasmBackend {
  readonly wasm: { readonly HEAPU8: Uint8Array };
}

export function census(step: number, { used, arrays }: Heap): Census {
  const backend: unknown = currentBackend();
  const name = getBackend();
  const pool = name === 'webgpu' ? (backend as WebGpuBackend).bufferManager : null;
  const buffers = pool ? gpuBuffers() : null;
  const { numTensors, numBytes } = memory();
  return {
    step,
    tensors: numTensors,
    tensorBytes: numBytes,
    gpuBuffers: buffers?.count ?? null,
    gpuBytes: buffers?.bytes ?? null,
    pooledUsed: pool?.getNumUsedBuffers() ?? null,
    pooledFree: pool?.getNumFreeBuffers() ?? null,
    heapBytes: used,
    arrayBytes: arrays,
    wasmBytes: name === 'wasm' ? (backend as WasmBackend).wasm.HEAPU8.byteLength : null,
    vectorBytes: name === 'wasm' ? allocatedBytes() : null,
  };
}

/** By how much memory in bytes may grow, as a share. */
export const TOLERANCE = 0.05;

export type Quantity = Exclude<keyof Census, 'step'>;

/** Counts must be the same; the collector's leavings may differ a little. */
export const QUANTITIES: Readonly<Record<Quantity, { label: string; exact: boolean }>> = {
  tensors: { label: 'tensors', exact: true },
  tensorBytes: { label: 'bytes in tensors', exact: true },
  gpuBuffers: { label: 'GPU buffers', exact: true },
  gpuBytes: { label: 'bytes in GPU buffers', exact: true },
  pooledUsed: { label: 'of them in use', exact: true },
  pooledFree: { label: 'of them kept for reuse', exact: true },
  heapBytes: { label: 'JavaScript heap, bytes', exact: false },
  arrayBytes: { label: 'array buffers, bytes', exact: false },
  wasmBytes: { label: 'WASM memory, bytes', exact: false },
  vectorBytes: { label: 'vector code, bytes', exact: true },
};

/** Whether a quantity is the same at both counts, within what it is allowed. */
export function steady(quantity: Quantity, early: Census, late: Census): boolean {
  const [a, b] = [early[quantity], late[quantity]];
  if (a === null || b === null || a === b) return a === b;
  return !QUANTITIES[quantity].exact && Math.abs(b - a) <= TOLERANCE * a;
}
