import {
  type Tensor,
  type Tensor1D,
  tensor,
  tensor1d,
  tensor2d,
  tensor3d,
} from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { NODE_BACKENDS, selectBackend, tensorCount } from '../../tests/backend';
import { stream } from '../data/random';
import { readAngles } from '../ensemble/angles';
import { type Batch, toBatch } from '../ensemble/batch';
import { inputGradients, type Model } from '../ensemble/input-gradient';
import { mlp } from '../ensemble/mlp';
import { METRICS, type Metric } from '../geometry/metric';
import { SCALE_FREE_PENALTIES } from '../geometry/penalties';
import { adamStep, initialAdamState } from '../ops/composed/adam';
import { operations } from '../ops/operations';
import { readValues, release } from '../ops/scope';
import {
  centralDifferences,
  crossEntropy,
  logits,
  loss64,
  mean,
  penalty64,
  relativeError,
  toFloat64,
} from '../reference/float64';
import { lossGradients, type Objective } from './loss';
import { PENALTIES } from './settings';
import { modelGradients } from './steppers/create-stepper';

/** Odd sizes, so that no transpose or broadcast can pass by accident. */
const INPUT = 7;
const CLASSES = 3;
const LABELS = Uint8Array.of(0, 2, 1, 2, 0);

const ACTIVE = PENALTIES.filter((name) => name !== 'none');
/** The metric of pixels that count by these weights; one does not count at all. */
const WEIGHTS = Float32Array.of(0.3, 1, 0, 0.7, 0.45, 0.9, 0.2);
const weightsOf = (metric: Metric) => (metric === 'spread' ? WEIGHTS : undefined);
const onDevice = (metric: Metric): Tensor1D | undefined =>
  metric === 'spread' ? tensor1d(WEIGHTS) : undefined;

function randomImages(seed: number, count = LABELS.length): number[][] {
  const { uniform } = stream(seed, 'images');
  return Array.from({ length: count }, () => Array.from({ length: INPUT }, uniform));
}

const batchOf = (images: readonly number[][], labels = LABELS) =>
  toBatch({ pixels: Float32Array.from(images.flat()), labels }, INPUT, CLASSES);

/** Members with biases too, which the initialisation leaves at zero. */
function randomModel(members: number, hidden: readonly number[], seed: number): Model {
  const architecture = mlp({ kind: 'mlp', inputSize: INPUT, hidden, classCount: CLASSES });
  const { normal } = stream(seed, 'biases');
  const parameters = architecture.initialise(members, seed).map((p, k) =>
    k % 2 === 0
      ? p
      : tensor(
          Float32Array.from({ length: p.size }, () => 0.3 * normal()),
          p.shape,
        ),
  );
  return { architecture, parameters };
}

/** The model with some values of one variable changed. */
async function edited(
  { architecture, parameters }: Model,
  variable: number,
  edit: (values: Float32Array) => void,
): Promise<Model> {
  const values = (await readValues(parameters[variable]!)).slice();
  edit(values);
  const changed = tensor(values, parameters[variable]!.shape);
  return { architecture, parameters: parameters.map((p, k) => (k === variable ? changed : p)) };
}

/** Every variable of member 0 given to member 1 as well. */
async function withTwins(model: Model): Promise<Model> {
  let twins = model;
  for (const k of model.parameters.keys()) {
    twins = await edited(twins, k, (values) => {
      const size = values.length / model.parameters[k]!.shape[0]!;
      values.copyWithin(size, 0, size);
    });
  }
  return twins;
}

const finite = async (tensors: readonly Tensor[]) =>
  (await Promise.all(tensors.map(readValues))).every((values) => values.every(Number.isFinite));

async function trained(model: Model, batch: Batch, objective: Objective, steps: number) {
  let { parameters } = model;
  let adam = initialAdamState(parameters);
  for (let step = 0; step < steps; step++) {
    const gradients = lossGradients(
      { ...model, parameters },
      batch.images,
      batch.target,
      objective,
    );
    const next = adamStep(parameters, gradients, adam, 0.01);
    parameters = next.parameters;
    adam = next.state;
  }
  return parameters;
}

describe('the loss', () => {
  const cases = [2, 3, 4, 5].flatMap((members) =>
    [[5], [6, 5]].flatMap((hidden) =>
      PENALTIES.flatMap((penalty) =>
        (penalty === 'none' ? (['uniform'] as const) : METRICS).map(
          (metric) => [members, hidden, penalty, metric] as const,
        ),
      ),
    ),
  );

  it.each(cases)(
    'of %i members with hidden layers %j and penalty %s in metric %s changes with its parameters as differences in float64 say',
    async (members, hidden, penalty, metric) => {
      const images = randomImages(members);
      const pixels = images.map((image) => image.map(Math.fround));
      const objective = { penalty, lambda: 1.7 };
      let expected: number[][] | undefined;
      for (const backend of NODE_BACKENDS) {
        await selectBackend(backend);
        const model = randomModel(members, hidden, 10 + members);
        const net = await toFloat64(model.parameters);
        expected ??= net.parameters.map((values) =>
          centralDifferences(values, () =>
            loss64(net, pixels, LABELS, { ...objective, weights: weightsOf(metric) }),
          ),
        );
        const batch = batchOf(images);
        const gradients = lossGradients(model, batch.images, batch.target, {
          ...objective,
          pixelWeights: onDevice(metric),
        });
        for (const [k, gradient] of gradients.entries()) {
          expect(gradient.shape).toEqual(model.parameters[k]!.shape);
          expect(relativeError(await readValues(gradient), expected[k]!)).toBeLessThan(1e-4);
        }
      }
    },
  );

  it.each(
    (['none', 'gdr', 'joint-slope'] as const).flatMap((penalty) =>
      [false, true].map((own) => [penalty, own] as const),
    ),
  )(
    'under %s takes its cross-entropy at adversarial images (each member’s own: %s), its penalty at the images',
    async (penalty, own) => {
      const images = randomImages(30);
      const elsewhere = [0, 1, 2].map((i) => randomImages(own ? 31 + i : 31));
      const model = randomModel(3, [5], 14);
      const net = await toFloat64(model.parameters);
      const rounded = (some: readonly number[][]) => some.map((image) => image.map(Math.fround));
      const loss = () => {
        const fit = elsewhere.reduce((sum, some, i) => {
          const losses = rounded(some).map((x, b) => crossEntropy(logits(net, i, x), LABELS[b]!));
          return sum + mean(losses);
        }, 0);
        if (penalty === 'none') return fit;
        const values = rounded(images).map((x, b) => penalty64(net, x, LABELS[b]!, penalty)!);
        return fit + 1.7 * mean(values);
      };
      const expected = net.parameters.map((values) => centralDifferences(values, loss));
      for (const backend of NODE_BACKENDS) {
        await selectBackend(backend);
        const { parameters } = randomModel(3, [5], 14);
        const batch = batchOf(images);
        const adversarial = own ? tensor3d(elsewhere) : tensor2d(elsewhere[0]!);
        for (const gradientsOf of [lossGradients, modelGradients]) {
          const found = gradientsOf(
            { ...model, parameters },
            batch.images,
            batch.target,
            { penalty, lambda: 1.7 },
            adversarial,
          );
          for (const [k, gradient] of found.entries()) {
            expect(relativeError(await readValues(gradient), expected[k]!)).toBeLessThan(1e-4);
          }
        }
      }
    },
  );

  it('does not care how many times the batch is repeated: it is a mean', async () => {
    await selectBackend('cpu');
    const model = randomModel(3, [5], 13);
    const images = randomImages(10);
    const once = batchOf(images);
    const twice = batchOf([...images, ...images], Uint8Array.of(...LABELS, ...LABELS));
    for (const penalty of PENALTIES) {
      const a = lossGradients(model, once.images, once.target, { penalty, lambda: 1 });
      const b = lossGradients(model, twice.images, twice.target, { penalty, lambda: 1 });
      for (const [k, gradient] of a.entries()) {
        const [one, two] = [await readValues(gradient), await readValues(b[k]!)];
        expect(relativeError(two, one)).toBeLessThan(1e-5);
      }
    }
  });
});

describe.each(NODE_BACKENDS)('on %s', (backend) => {
  beforeAll(() => selectBackend(backend));

  it.each(ACTIVE)('the %s penalty alone is the loss less its cross-entropy', async (penalty) => {
    const model = randomModel(3, [5], 4);
    const batch = batchOf(randomImages(4));
    const of = (objective: Objective) =>
      Promise.all(lossGradients(model, batch.images, batch.target, objective).map(readValues));
    const whole = await of({ penalty, lambda: 2 });
    const fit = await of({ penalty: 'none', lambda: 2 });
    const alone = await of({ penalty, lambda: 1, crossEntropy: 0 });
    alone.forEach((values, k) => {
      values.forEach((value, i) => {
        expect(whole[k]![i]! - fit[k]![i]!).toBeCloseTo(2 * value, 5);
      });
    });
    // Bias gradients of the last layer pass through the softmax alone: they are not all zero.
    expect(alone.at(-1)!.some((value) => value !== 0)).toBe(true);
  });

  it.each(ACTIVE)('a λ of zero turns the %s penalty off', async (penalty) => {
    const model = randomModel(3, [5], 4);
    const batch = batchOf(randomImages(4));
    const of = (objective: Objective) =>
      Promise.all(lossGradients(model, batch.images, batch.target, objective).map(readValues));
    expect(await of({ penalty, lambda: 0 })).toEqual(await of({ penalty: 'none', lambda: 1 }));
  });

  it.each(ACTIVE)('two identical members take finite steps under %s', async (penalty) => {
    for (const members of [2, 3, 4, 5]) {
      const model = await withTwins(randomModel(members, [5], 20));
      const parameters = await trained(model, batchOf(randomImages(5)), { penalty, lambda: 3 }, 10);
      expect(await finite(parameters)).toBe(true);
    }
  });

  it.each(ACTIVE)(
    'two members with opposite gradients take finite steps under %s',
    async (penalty) => {
      for (const members of [2, 3, 4, 5]) {
        // Where all wrong classes are weighted alike, the gradient is the same for any softmax, and
        // negating the last layer turns it round.
        const alive = await edited(randomModel(members, [5], 20), 1, (values) => values.fill(1));
        const twins = await edited(await withTwins(alive), 2, (values) => {
          for (let i = 0; i < 5; i++) {
            values[i * CLASSES + 1] = values[i * CLASSES + 2]!;
            for (let k = 0; k < CLASSES; k++) {
              values[(5 + i) * CLASSES + k] = -values[i * CLASSES + k]!;
            }
          }
        });
        const batch = batchOf(randomImages(5), new Uint8Array(LABELS.length));
        const { direction } = inputGradients(twins, batch.images, batch.target);
        const first = (await readAngles(operations().chords(direction))).map(
          (angles) => angles![0],
        );
        for (const angle of first) expect(angle).toBeGreaterThan(Math.PI - 1e-6);
        const parameters = await trained(twins, batch, { penalty, lambda: 3 }, 10);
        expect(await finite(parameters)).toBe(true);
      }
    },
  );

  it.each(SCALE_FREE_PENALTIES)(
    'an image at which a member has no gradient is left out of %s, and counted in the cross-entropy',
    async (penalty) => {
      const images = randomImages(6);
      // The first image alone has a pixel of −50, which switches every unit of member 1 off.
      images[0]![0] = -50;
      const model = await edited(randomModel(3, [5], 8), 0, (values) => {
        for (let unit = 0; unit < 5; unit++) values[INPUT * 5 + unit] = 1;
      });
      const net = await toFloat64(model.parameters);
      const pixels = images.map((image) => image.map(Math.fround));
      const alone = { penalty, lambda: 1, crossEntropy: 0 };
      const all = batchOf(images);
      const others = batchOf(images.slice(1), LABELS.slice(1));
      const full = lossGradients(model, all.images, all.target, alone);
      const rest = lossGradients(model, others.images, others.target, alone);
      for (const [k, gradient] of full.entries()) {
        expect(relativeError(await readValues(gradient), await readValues(rest[k]!))).toBeLessThan(
          1e-5,
        );
      }
      const objective = { penalty, lambda: 2 };
      const whole = lossGradients(model, all.images, all.target, objective);
      for (const [k, values] of net.parameters.entries()) {
        const expected = centralDifferences(
          values,
          () => loss64(net, pixels, LABELS, objective),
          1e-6,
        );
        expect(relativeError(await readValues(whole[k]!), expected)).toBeLessThan(1e-4);
      }
      expect(await finite(await trained(model, all, objective, 10))).toBe(true);
    },
  );

  it.each(ACTIVE)('a member without any gradient takes finite steps under %s', async (penalty) => {
    // Member 1 is switched off altogether: no image of the batch has a cosine.
    const model = await edited(randomModel(3, [5], 9), 1, (values) => values.fill(-100, 5, 10));
    const batch = batchOf(randomImages(7));
    const alone = { penalty, lambda: 1, crossEntropy: 0 };
    for (const gradient of lossGradients(model, batch.images, batch.target, alone)) {
      const values = await readValues(gradient);
      // Lengths are there of the other members, but no joint step is.
      if (penalty === 'norm') expect(values.some((value) => value !== 0)).toBe(true);
      else expect(values.every((value) => value === 0)).toBe(true);
    }
    const parameters = await trained(model, batch, { penalty, lambda: 3 }, 10);
    expect(await finite(parameters)).toBe(true);
  });

  it.each(ACTIVE)(
    'images on which p_y is 1 in float32 still have the gradient of %s that they should',
    async (penalty) => {
      const images = randomImages(8);
      const labels = new Uint8Array(LABELS.length).fill(2);
      // Logits 60 apart: 1 − p_y is about 1e-26, and 0 as a difference of float32 numbers.
      const model = await edited(randomModel(3, [5], 11), 3, (values) => {
        values[2] = 60;
      });
      const batch = batchOf(images, labels);
      const { margin } = inputGradients(model, batch.images, batch.target);
      // Member 0 alone is that sure of itself.
      const own = (await readValues(margin)).subarray(0, LABELS.length);
      expect(Math.max(...own)).toBeLessThan(-50);
      const gradients = lossGradients(model, batch.images, batch.target, { penalty, lambda: 1 });
      const net = await toFloat64(model.parameters);
      const pixels = images.map((image) => image.map(Math.fround));
      for (const k of [0, 1, 2]) {
        const expected = centralDifferences(net.parameters[k]!, () =>
          loss64(net, pixels, labels, { penalty, lambda: 1 }),
        );
        const found = await readValues(gradients[k]!);
        expect(found.some((value) => value !== 0)).toBe(true);
        expect(relativeError(found, expected)).toBeLessThan(1e-4);
      }
    },
  );

  it.each(PENALTIES)('the gradients of %s are all that a step leaves on the device', (penalty) => {
    const model = randomModel(3, [6, 5], 12);
    const batch = batchOf(randomImages(9));
    const before = tensorCount();
    const gradients = lossGradients(model, batch.images, batch.target, { penalty, lambda: 1 });
    expect(tensorCount() - before).toBe(gradients.length);
    release(gradients);
  });
});
