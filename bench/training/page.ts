/** The page on which the benchmark runs in Chromium. What it says on the console is its progress. */
import wasmPlain from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url';
import wasmSimd from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import wasmThreaded from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-threaded-simd.wasm?url';
// The gradients need the core's flags, and so come after it.
import '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import { browserSource } from '../../src/data/browser-source';
import { startBackend } from '../../src/engine/backend';
import type { BenchSettings } from './problem';
import { type BenchResult, benchTraining } from './run';

async function benchHere(settings: BenchSettings): Promise<BenchResult> {
  const report = await startBackend(settings.backend, {
    wasmFiles: {
      'tfjs-backend-wasm.wasm': wasmPlain,
      'tfjs-backend-wasm-simd.wasm': wasmSimd,
      'tfjs-backend-wasm-threaded-simd.wasm': wasmThreaded,
    },
  });
  const source = browserSource(new URL('/data/fashion-mnist/', location.href).href);
  return benchTraining(report, source, settings, (line) => console.info(line));
}

export type BenchHere = typeof benchHere;

Object.assign(globalThis, { benchHere });
