/** Runs the benchmark in this process: WASM, or WebGPU through Dawn where there is a driver. */
import { setBackend } from '@tensorflow/tfjs-core';
import { startNodeBackend } from '../../scripts/node-backend';
import { DATA_FOLDER } from '../../scripts/paths';
import { nodeSource } from '../../src/data/node-source';
import type { BenchSettings } from './problem';
import { type BenchResult, benchTraining } from './run';

/** @throws NoBackendError where the machine has no driver */
export async function benchInNode(
  settings: BenchSettings,
  log: (line: string) => void,
): Promise<BenchResult> {
  const report = await startNodeBackend(settings.backend);
  // Registers the gradients of TensorFlow.js; their own file cannot be imported in Node.
  await import('@tensorflow/tfjs');
  await setBackend(settings.backend);
  return benchTraining(report, nodeSource(DATA_FOLDER), settings, log);
}
