/** The worker that the engine lives in. */

import wasmPlain from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url';
import wasmSimd from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import { expose, type ProxyMarked, proxy, type Remote } from 'comlink';
import { browserSource } from '../../data/browser-source';
import { holdForLife } from '../life-lock';
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
  /** Holds a lock until the worker ends, which is how a page learns of its death (life-lock.ts). */
  hold(lock: string): ReturnType<typeof holdForLife>;
  open(dataUrl: string, events: Remote<EngineEvents>): Promise<WorkerEngine & ProxyMarked>;
}

const entry: WorkerEntry = {
  hold: holdForLife,
  async open(dataUrl, events) {
    return proxy(new WorkerEngine(browserSource(dataUrl), events as unknown as EngineEvents));
  },
};

expose(entry);
