/** The gradients of networks of two inputs, whose input gradients all lie in one plane. */
import { concat, reshape, type Tensor, tensor } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { NODE_BACKENDS, selectBackend } from '../../tests/backend';
import { stream } from '../data/random';
import { toBatch } from '../ensemble/batch';
import { inputGradients, type Model } from '../ensemble/input-gradient';
import { mlp } from '../ensemble/mlp';
import { readValues } from '../ops/scope';
import {
  centralDifferences,
  crossEntropy,
  logits,
  loss64,
  penalty64,
  relativeError,
  toFloat64,
} from '../reference/float64';
import { lossGradients } from './loss';
import { composedStepper } from './steppers/composed-stepper';
import { createStepper, modelGradients } from './steppers/create-stepper';

const LABELS = Uint8Array.from({ length: 11 }, (_, b) => b % 2);

function pointsOf(seed: number): number[][] {
  const { uniform } = stream(seed, 'points');
  return Array.from(LABELS, () => [2 * uniform() - 1, 2 * uniform() - 1].map(Math.fround));
}

const batchOf = (points: readonly number[][]) =>
  toBatch({ pixels: Float32Array.from(points.flat()), labels: LABELS }, 2, 2);

/** Members that lean the same way, so that some gradients leave a common direction; with biases. */
function modelOf(members: number, hidden: readonly number[]): Model {
  const architecture = mlp({ kind: 'mlp', inputSize: 2, hidden, classCount: 2 });
  const parameters = architecture.initialise(members, 40).map((p, k) => {
    const first = p.dataSync();
    const { normal } = stream(members, 'members', k);
    const size = p.size / members;
    return tensor(
      Float32Array.from({ length: p.size }, (_, at) => first[at % size]! + 0.3 * normal()),
      p.shape,
    );
  });
  return { architecture, parameters };
}

const flat = (tensors: readonly Tensor[]) =>
  readValues(concat(tensors.map((t) => reshape(t, [-1]))));

describe.each(NODE_BACKENDS)('of two inputs, on %s', (backend) => {
  beforeAll(() => selectBackend(backend));

  it('each input gradient is what differences in float64 say', async () => {
    const model = modelOf(3, [6, 5]);
    const net = await toFloat64(model.parameters);
    const points = pointsOf(1);
    const batch = batchOf(points);
    const { direction, margin } = inputGradients(model, batch.images, batch.target);
    const [d, m] = [await readValues(direction), await readValues(margin)];
    points.forEach((point, b) => {
      for (let i = 0; i < 3; i++) {
        const at = Float64Array.from(point);
        const expected = centralDifferences(at, () => crossEntropy(logits(net, i, at), LABELS[b]!));
        const row = i * points.length + b;
        const scale = 1 / (1 + Math.exp(-m[row]!));
        const found = [scale * d[2 * row]!, scale * d[2 * row + 1]!];
        found.forEach((value, k) => {
          expect(value).toBeCloseTo(expected[k]!, 4);
        });
      }
    });
  });

  for (const members of [2, 3, 4, 5]) {
    for (const penalty of ['gdr', 'joint-slope', 'cosine'] as const) {
      it(`the loss of ${members} members under ${penalty} changes as differences in float64 say`, async () => {
        const model = modelOf(members, [6, 5]);
        const net = await toFloat64(model.parameters);
        const points = pointsOf(members);
        const objective = { penalty, lambda: 1.7 };
        // Else there would be nothing to see of the penalty.
        const values = points.map((x, b) => penalty64(net, x, LABELS[b]!, penalty) ?? 0);
        expect(values.filter((value) => value !== 0).length).toBeGreaterThan(2);
        const batch = batchOf(points);
        for (const gradientsOf of [lossGradients, modelGradients]) {
          const gradients = gradientsOf(model, batch.images, batch.target, objective);
          for (const [k, gradient] of gradients.entries()) {
            const expected = centralDifferences(net.parameters[k]!, () =>
              loss64(net, points, LABELS, objective),
            );
            expect(relativeError(await readValues(gradient), expected)).toBeLessThan(2e-4);
          }
        }
      });
    }
  }

  it.each([2, 3, 4, 5])(
    'the stepper of %i members comes in twenty steps to where the composed one comes',
    async (members) => {
      const start = () => ({ ...modelOf(members, [4, 32]), moments: null, steps: 0 });
      const { images, target } = batchOf(pointsOf(members));
      const [own, composed] = [createStepper(start()), composedStepper(start())];
      const objective = { penalty: 'gdr', lambda: 2 } as const;
      for (let k = 0; k < 20; k++) {
        own.step(images, target, objective, 1e-2);
        composed.step(images, target, objective, 1e-2);
      }
      const [a, b] = [await flat(own.model.parameters), await flat(composed.model.parameters)];
      expect(relativeError(a, Float64Array.from(b))).toBeLessThan(1e-3);
    },
  );
});
