/** Measures in this process: WASM, or WebGPU through Dawn where there is a driver. */
import { setBackend } from '@tensorflow/tfjs-core';
import { startNodeBackend } from '../../scripts/node-backend';
import { DATA_FOLDER } from '../../scripts/paths';
import { nodeSource } from '../../src/data/node-source';
import type { BenchBackend } from '../backends';
import type { MeasureHere } from './page';
import { measure } from './run';

/** @throws NoBackendError where the machine has no driver */
export async function startInNode(
  backend: BenchBackend,
  log: (line: string) => void,
): Promise<MeasureHere> {
  const report = await startNodeBackend(backend);
  // Registers the gradients of TensorFlow.js; their own file cannot be imported in Node.
  await import('@tensorflow/tfjs');
  await setBackend(backend);
  return (measurement) => measure(report, nodeSource(DATA_FOLDER), measurement, log);
}
