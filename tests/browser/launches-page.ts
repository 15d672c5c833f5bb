/** Counts the launches of a training step, and of an attack's, on WebGPU. */
import {
  fill,
  getBackend,
  memory,
  ones,
  type Rank,
  type Tensor2D,
  zeros,
} from '@tensorflow/tfjs-core';
import { launches, watchLaunches } from '../../bench/training/launches';
import type { Climb } from '../../src/attacks/climbers/climber';
import { climb } from '../../src/attacks/climbers/create-climber';
import { startBackend } from '../../src/engine/worker/backend';
import { mlp } from '../../src/ensemble/mlp';
import type { Metric } from '../../src/geometry/metric';
import { release } from '../../src/ops/scope';
import type { PenaltyName } from '../../src/training/settings';
import { createStepper } from '../../src/training/steppers/create-stepper';

const INPUT = 20;
const CLASSES = 4;
const BATCH = 6;
const USUAL: Climb = {
  objective: 'mean',
  towards: false,
  norm: 'inf',
  epsilon: 0.1,
  steps: 1,
  stepSize: 0.05,
  momentum: 0,
  domain: { low: 0, high: 1 },
};

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

/** @returns the launches of a climb of no step, of one, and of five; tensors left behind */
async function climbLaunches(members: number, hidden: readonly number[], how: Partial<Climb>) {
  const architecture = mlp({ kind: 'mlp', inputSize: INPUT, hidden, classCount: CLASSES });
  const model = { architecture, parameters: architecture.initialise(members, 1) };
  const images = fill([BATCH, INPUT], 0.5) as Tensor2D;
  const target = zeros([BATCH, CLASSES]) as Tensor2D;
  const tensors = memory().numTensors;
  const counts = [0, 1, 5].map((steps) => {
    const before = launches()!;
    const found = climb(model, images, target, images, { ...USUAL, ...how, steps });
    release(found);
    return launches()! - before;
  });
  const left = memory().numTensors - tensors;
  release([images, target, model.parameters]);
  return { counts, left };
}

const page = {
  start: async () => {
    watchLaunches();
    await startBackend('webgpu', { wasmFiles: {} });
    return getBackend();
  },
  stepLaunches,
  climbLaunches,
};
export type LaunchesPage = typeof page;
Object.assign(globalThis, { page });
