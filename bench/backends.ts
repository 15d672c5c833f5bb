/** Where benchmarks can run. */
import type { BackendName } from '../src/engine/protocol';

export const BENCH_BACKENDS = ['webgpu', 'wasm'] as const satisfies readonly BackendName[];
export type BenchBackend = (typeof BENCH_BACKENDS)[number];

export const RUNTIMES = ['chromium', 'node'] as const;
