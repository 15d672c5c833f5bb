/**
 * An ensemble that masks its gradients on purpose: what an honest evaluation must see through. Each unit of the last
 * hidden layer becomes a step, ReLU(1000u) − ReLU(1000u − 1), which is 0 or 1 and flat almost everywhere, and the
 * readout is fitted anew. The ensemble says much the same as before, but an attack by gradients finds none to
 * follow (Athalye et al. 2018: shattered gradients).
 */
import { minimum, mul, type Tensor, tensor } from '@tensorflow/tfjs-core';
import { leastSquares } from '../geometry/least-squares';
import { readValues, release, scoped } from '../ops/scope';
import { architectureOf } from './architecture-of';
import { type LabelledImages, toBatch } from './batch';
import type { Model } from './input-gradient';

/** How steep a step is. */
const STEEPNESS = 1000;
/** The logit of the true class that is fitted; of the others, 0. */
const FITTED_LOGIT = 10;
/** Units that are never open share nothing of it. */
const RIDGE = 1;

/**
 * @param images that the readout is fitted on, from the training set
 * @returns a model of tensors of its own
 */
export async function maskedEnsemble(model: Model, images: LabelledImages): Promise<Model> {
  const { architecture, parameters } = model;
  const { spec } = architecture;
  const { hidden, classCount } = spec;
  const width = hidden.at(-1)!;
  const members = parameters[0]!.shape[0]!;
  const readout = await fittedReadout(model, images, width, members);
  const kept = parameters.slice(0, -4);
  const [weights, bias] = parameters.slice(-4, -2) as [Tensor, Tensor];
  const [weightValues, biasValues] = await Promise.all([readValues(weights), readValues(bias)]);
  const inputs = weights.shape[1]!;
  return {
    architecture: architectureOf({ ...spec, hidden: [...hidden.slice(0, -1), 2 * width] }),
    parameters: [
      ...kept.map((own) => own.clone()),
      tensor(pairs(weightValues, 0), [members, inputs, 2 * width]),
      tensor(pairs(biasValues, -1), [members, 1, 2 * width]),
      tensor(readout.weights, [members, 2 * width, classCount]),
      tensor(readout.bias, [members, 1, classCount]),
    ],
  };
}

/**
 * Each value twice, steep, side by side: ReLUs of thousands that all but cancel lose no digits to others before.
 * @param second is added to the second
 */
function pairs(values: Float32Array, second: number): Float32Array {
  const both = new Float32Array(2 * values.length);
  values.forEach((value, k) => {
    both[2 * k] = STEEPNESS * value;
    both[2 * k + 1] = STEEPNESS * value + second;
  });
  return both;
}

/** Of each member, by least squares from its steps to the classes; the steps' pairs as in `pairs`. */
async function fittedReadout(
  { architecture, parameters }: Model,
  images: LabelledImages,
  width: number,
  members: number,
) {
  const { inputSize, classCount } = architecture.spec;
  const count = images.labels.length;
  const steps = scoped(() => {
    const batch = toBatch(images, inputSize, classCount);
    const open = architecture.forward(parameters, batch.images).inputs.at(-1)!;
    return minimum(mul(open, STEEPNESS), 1);
  });
  const values = await readValues(steps);
  release(steps);
  const target = new Float64Array(count * classCount);
  images.labels.forEach((label, b) => {
    target[b * classCount + label] = FITTED_LOGIT;
  });
  const weights = new Float32Array(members * 2 * width * classCount);
  const bias = new Float32Array(members * classCount);
  for (let i = 0; i < members; i++) {
    // The last column is 1, for the bias.
    const x = new Float64Array(count * (width + 1)).fill(1);
    for (let b = 0; b < count; b++) {
      const from = (i * count + b) * width;
      x.set(values.subarray(from, from + width), b * (width + 1));
    }
    const fitted = leastSquares(x, target, width + 1, classCount, RIDGE);
    for (let u = 0; u < width; u++) {
      for (let k = 0; k < classCount; k++) {
        const weight = fitted[u * classCount + k]!;
        weights[((i * width + u) * 2 + 0) * classCount + k] = weight;
        weights[((i * width + u) * 2 + 1) * classCount + k] = -weight;
      }
    }
    bias.set(fitted.subarray(width * classCount), i * classCount);
  }
  return { weights, bias };
}
