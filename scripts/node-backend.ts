/** Starts a TensorFlow.js backend in Node: WASM, plain JavaScript, or WebGPU through Dawn. */
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { BackendName, BackendReport } from '../src/engine/protocol';
import { NoBackendError, startBackend } from '../src/engine/worker/backend';

const NODE_BACKENDS = ['wasm', 'cpu', 'webgpu'] as const satisfies readonly BackendName[];
export type NodeBackend = (typeof NODE_BACKENDS)[number];
export { NODE_BACKENDS };

/** @throws NoBackendError where the machine has none such, a driver for WebGPU for example */
export async function startNodeBackend(name: NodeBackend): Promise<BackendReport> {
  silenceBanner();
  if (name === 'webgpu') await offerWebGpu();
  const packageFile = createRequire(import.meta.url).resolve(
    '@tensorflow/tfjs-backend-wasm/package.json',
  );
  const folder = join(dirname(packageFile), 'dist');
  const files = ['', '-simd', '-threaded-simd'].map((kind) => `tfjs-backend-wasm${kind}.wasm`);
  try {
    return await startBackend(name, {
      wasmFiles: Object.fromEntries(files.map((file) => [file, join(folder, file)])),
    });
  } catch (error) {
    if (name !== 'webgpu' || !(error instanceof NoBackendError)) throw error;
    throw new NoBackendError(
      `${error.message} In Node it needs a graphics driver of this machine (Vulkan, Metal or Direct3D 12); --backend wasm needs none.`,
    );
  }
}

/** Gives Node the browser's WebGPU interface, by the package `webgpu` (Dawn). */
async function offerWebGpu(): Promise<void> {
  const { create, globals } = await import('webgpu');
  Object.assign(globalThis, globals);
  Object.defineProperty(globalThis, 'navigator', {
    value: { userAgent: 'Node', gpu: create([]) },
    configurable: true,
  });
}

/** TensorFlow.js recommends its native package on standard output, which is ours. */
function silenceBanner(): void {
  const { warn } = console;
  console.warn = (...words: unknown[]) => {
    if (!String(words[0]).includes('running TensorFlow.js in Node.js')) warn(...words);
  };
}
