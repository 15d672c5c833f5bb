import { type Tensor3D, tensor, tensor2d, tensor3d, zerosLike } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { NODE_BACKENDS, selectBackend } from '../../tests/backend';
import { stream } from '../data/random';
import { readValues } from '../ops/scope';
import {
  centralDifferences,
  logits,
  mean,
  pullBack,
  relativeError,
  toFloat64,
} from '../reference/float64';
import type { Parameters } from './architecture';
import { mlp } from './mlp';

const INPUT = 7;
const CLASSES = 3;
const IMAGES = 4;

const network = (hidden: readonly number[]) =>
  mlp({ kind: 'mlp', inputSize: INPUT, hidden, classCount: CLASSES });

/** Initial weights, and biases that are not zero. */
function parametersOf(hidden: readonly number[], members: number, seed = 3): Parameters {
  const { normal } = stream(seed, 'biases');
  return network(hidden)
    .initialise(members, seed)
    .map((p, k) =>
      k % 2 === 0
        ? p
        : tensor(
            Float32Array.from({ length: p.size }, () => 0.3 * normal()),
            p.shape,
          ),
    );
}

const noise = (seed: number, count: number) =>
  Float32Array.from({ length: count }, stream(seed, 'noise').normal);

const images = () => tensor2d(noise(1, IMAGES * INPUT), [IMAGES, INPUT]);

const all = (tensors: Parameters) => Promise.all(tensors.map(readValues));

const dot = (a: Float32Array, b: Float32Array) => a.reduce((sum, v, k) => sum + v * b[k]!, 0);

const CASES = [2, 5].flatMap((n) => [[5], [6, 5]].map((hidden) => [n, hidden] as const));

describe('initial values', () => {
  beforeAll(() => selectBackend('cpu'));

  it('are the same for the same seed, others for another, and differ between members', async () => {
    const first = await all(network([5]).initialise(3, 1));
    expect(await all(network([5]).initialise(3, 1))).toEqual(first);
    expect(await all(network([5]).initialise(3, 2))).not.toEqual(first);
    expect(first[0]!.subarray(0, 35)).not.toEqual(first[0]!.subarray(35, 70));
  });

  it('of a member do not depend on how many members there are', async () => {
    const two = await all(network([6, 5]).initialise(2, 9));
    const five = await all(network([6, 5]).initialise(5, 9));
    two.forEach((values, k) => {
      expect(values).toEqual(five[k]!.subarray(0, values.length));
    });
  });

  it('have mean 0 and variance 2/fan-in, and biases of zero', async () => {
    const wide = mlp({ kind: 'mlp', inputSize: 150, hidden: [200], classCount: 40 });
    const [w1, b1, w2, b2] = await all(wide.initialise(2, 1));
    for (const [weights, fanIn] of [
      [w1!, 150],
      [w2!, 200],
    ] as const) {
      const values = Array.from(weights);
      const deviation = Math.sqrt(2 / fanIn);
      // Five standard errors each.
      expect(Math.abs(mean(values))).toBeLessThan((5 * deviation) / Math.sqrt(values.length));
      const variance = mean(values.map((value) => value ** 2));
      expect(Math.abs(variance / deviation ** 2 - 1)).toBeLessThan(
        5 * Math.sqrt(2 / values.length),
      );
    }
    expect([...b1!, ...b2!].every((value) => value === 0)).toBe(true);
  });
});

describe.each(NODE_BACKENDS)('on %s', (backend) => {
  beforeAll(() => selectBackend(backend));

  it.each(CASES)(
    '%i members with hidden layers %j have the logits of plain loops',
    async (n, hidden) => {
      const parameters = parametersOf(hidden, n);
      const x = images();
      const { logits: found } = network(hidden).forward(parameters, x);
      expect(found.shape).toEqual([n, IMAGES, CLASSES]);
      const net = await toFloat64(parameters);
      const pixels = (await x.array()) as number[][];
      const expected = Array.from({ length: n }, (_, i) => pixels.map((p) => logits(net, i, p)));
      expect(relativeError(await readValues(found), expected.flat(2))).toBeLessThan(1e-6);
    },
  );

  it.each(CASES)(
    '%i members with hidden layers %j have the vector–Jacobian product that differences say',
    async (n, hidden) => {
      const parameters = parametersOf(hidden, n);
      const architecture = network(hidden);
      const x = images();
      const cotangent = tensor3d(noise(2, n * IMAGES * CLASSES), [n, IMAGES, CLASSES]);
      const trace = architecture.forward(parameters, x);
      const layers = architecture.vectorJacobianProduct(parameters, trace, cotangent);
      const found = architecture.inputCotangent(parameters, layers);
      expect(found.shape).toEqual([n, IMAGES, INPUT]);
      const net = await toFloat64(parameters);
      const c = (await cotangent.array()) as number[][][];
      const pixels = (await x.array()) as number[][];
      const expected = c.map((rows, i) =>
        rows.map((row, b) => {
          const pixel = Float64Array.from(pixels[b]!);
          const differences = centralDifferences(pixel, () =>
            logits(net, i, pixel).reduce((sum, z, k) => sum + row[k]! * z, 0),
          );
          // The oracle that other tests use does the same.
          expect(relativeError(pullBack(net, i, pixel, row), differences)).toBeLessThan(1e-8);
          return differences;
        }),
      );
      expect(relativeError(await readValues(found), expected.flat(2))).toBeLessThan(1e-6);
    },
  );

  it.each(CASES)(
    '%i members with hidden layers %j have two products with the same Jacobian: ⟨Jh, c⟩ = ⟨h, Jᵀc⟩',
    async (n, hidden) => {
      const parameters = parametersOf(hidden, n);
      const architecture = network(hidden);
      const trace = architecture.forward(parameters, images());
      const c = tensor3d(noise(4, n * IMAGES * CLASSES), [n, IMAGES, CLASSES]);
      const h = tensor3d(noise(5, n * IMAGES * INPUT), [n, IMAGES, INPUT]);
      const layers = architecture.vectorJacobianProduct(parameters, trace, c);
      const vjp = architecture.inputCotangent(parameters, layers);
      const jvp = architecture.jacobianVectorProduct(parameters, trace, h).at(-1) as Tensor3D;
      expect(jvp.shape).toEqual([n, IMAGES, CLASSES]);
      const forward = dot(await readValues(jvp), await readValues(c));
      const backward = dot(await readValues(h), await readValues(vjp));
      expect(Math.abs(forward)).toBeGreaterThan(0.1);
      expect(Math.abs(forward - backward)).toBeLessThan(1e-5 * Math.abs(forward) + 1e-5);
    },
  );

  it('a unit that is exactly off passes nothing back, as in PyTorch', async () => {
    const architecture = network([5]);
    const parameters = parametersOf([5], 2).map((p, k) => (k < 2 ? zerosLike(p) : p));
    const trace = architecture.forward(parameters, images());
    const layers = architecture.vectorJacobianProduct(parameters, trace, trace.logits);
    expect((await readValues(layers[0]!)).every((value) => value === 0)).toBe(true);
  });
});
