/** TensorFlow.js backends for tests in Node. */
import { memory, setBackend } from '@tensorflow/tfjs-core';
import { startNodeBackend } from '../scripts/node-backend';

/** Those that Node has everywhere. */
export const NODE_BACKENDS = ['cpu', 'wasm'] as const;

const started = new Set<string>();

/** Makes a backend the current one; each is started once. */
export async function selectBackend(name: (typeof NODE_BACKENDS)[number]): Promise<void> {
  if (started.has(name)) await setBackend(name);
  else await startNodeBackend(name);
  started.add(name);
}

/** Tensors alive on the device. */
export const tensorCount = (): number => memory().numTensors;
