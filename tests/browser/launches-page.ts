/** Counts the launches of a training step on WebGPU. */
import { getBackend, ones, type Rank, type Tensor2D, zeros } from '@tensorflow/tfjs-core';
import { launches, watchLaunches } from '../../bench/training/launches';
import { startBackend } from '../../src/engine/worker/backend';
import { mlp } from '../../src/ensemble/mlp';
import type { Metric } from '../../src/geometry/metric';
import { release } from '../../src/ops/scope';
import type { PenaltyName } from '../../src/training/settings';
import { createStepper } from '../../src/training/steppers/create-stepper';

const INPUT = 20;
const CLASSES = 4;
const BATCH = 6;

/** @returns the launches of the first step and of the second */
async function stepLaunches(
  members: number,
  hidden: readonly number[],
  penalty: PenaltyName,
  metric: Metric,
) {
  const architecture = mlp({ kind: 'mlp', inputSize: INPUT, hidden, classCount: CLASSES });
  const stepper = createStepper({
    architecture,
    parameters: architecture.initialise(members, 1),
    moments: null,
    steps: 0,
  });
  const images = ones([BATCH, INPUT]) as Tensor2D;
  const target = zeros([BATCH, CLASSES]) as Tensor2D;
  const pixelWeights = metric === 'spread' ? ones<Rank.R1>([INPUT]) : undefined;
  const counts = [];
  for (let k = 0; k < 2; k++) {
    const before = launches()!;
    stepper.step(images, target, { penalty, lambda: 3, pixelWeights }, 1e-3);
    counts.push(launches()! - before);
  }
  stepper.dispose();
  release([images, target, pixelWeights]);
  return counts;
}

const page = {
  start: async () => {
    watchLaunches();
    await startBackend('webgpu', { wasmFiles: {} });
    return getBackend();
  },
  stepLaunches,
};
export type LaunchesPage = typeof page;
Object.assign(globalThis, { page });
