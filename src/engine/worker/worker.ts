/** The worker that the engine lives in. */

import wasmPlain from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url';
import wasmSimd from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import { expose, proxy, type Remote } from 'comlink';
import { browserSource } from '../../data/browser-source';
import type { BackendChoice, BackendName, EngineEvents } from '../protocol';
import { Engine } from './engine';

const wasmFiles = {
  'tfjs-backend-wasm.wasm': wasmPlain,
  'tfjs-backend-wasm-simd.wasm': wasmSimd,
  // Must be named, and is never used (backend.ts).
  'tfjs-backend-wasm-threaded-simd.wasm': wasmSimd,
};

class WorkerEngine extends Engine {
  start(choice: BackendChoice, excluded: readonly BackendName[]) {
    return this.startBackend(choice, { wasmFiles, excluded });
  }
}

export interface WorkerEntry {
  open(dataUrl: string, lock: string, events: Remote<EngineEvents>): Promise<WorkerEngine>;
}

const entry: WorkerEntry = {
  async open(dataUrl, lock, events) {
    await holdUntilDeath(lock);
    return proxy(new WorkerEngine(browserSource(dataUrl), events as unknown as EngineEvents));
  },
};

/**
 * A browser frees a worker's locks when the worker ends, however it ends. A page gets no other sign
 * of that: there is no event for a worker that was killed.
 */
async function holdUntilDeath(lock: string): Promise<void> {
  await new Promise<void>((held) => {
    void navigator.locks.request(lock, () => {
      held();
      return new Promise(() => {});
    });
  });
}

expose(entry);
