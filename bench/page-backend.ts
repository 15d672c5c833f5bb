/** Starts a backend on a page of a benchmark, and opens the page's own data set. */
import wasmPlain from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url';
import wasmSimd from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import wasmThreaded from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-threaded-simd.wasm?url';
import { browserSource } from '../src/data/browser-source';
import type { ShardSource } from '../src/data/source';
import type { BackendReport } from '../src/engine/protocol';
import { startBackend } from '../src/engine/worker/backend';
import type { BenchBackend } from './backends';

export function startOnPage(backend: BenchBackend): Promise<BackendReport> {
  return startBackend(backend, {
    wasmFiles: {
      'tfjs-backend-wasm.wasm': wasmPlain,
      'tfjs-backend-wasm-simd.wasm': wasmSimd,
      'tfjs-backend-wasm-threaded-simd.wasm': wasmThreaded,
    },
  });
}

export function sourceOnPage(): ShardSource {
  return browserSource(new URL('/data/fashion-mnist/', location.href).href);
}
