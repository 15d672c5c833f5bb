import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { openDataset, toFloat } from '../data/dataset';
import { nodeSource } from '../data/node-source';
import { stream } from '../data/random';
import { centralDifferences, relativeError } from '../reference/float64';
import { parseReferenceFile } from '../reference/reference-file';
import {
  descend,
  inputGradient,
  logitsOf,
  lossOf,
  type PlainNetwork,
  parameterGradient,
  plainNetwork,
  predictedClass,
  probabilitiesOf,
  squaredNorm,
} from './plain-network';

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));

function randomNetwork(widths: readonly number[]): PlainNetwork {
  const { normal } = stream(3, 'initialise');
  return widths.slice(1).map((out, l) => ({
    weight: Float64Array.from({ length: widths[l]! * out }, normal),
    bias: Float64Array.from({ length: out }, normal),
  }));
}

const image = () => Float64Array.from({ length: 7 }, stream(1, 'images').uniform);

describe.each([[[7, 3]], [[7, 6, 3]], [[7, 6, 5, 3]]])('a network of widths %j', (widths) => {
  const network = randomNetwork(widths);

  it('has the slope of its loss as its input gradient, for every class', () => {
    for (const label of [0, 1, 2]) {
      const x = image();
      const slope = centralDifferences(x, () => lossOf(network, x, label));
      expect(relativeError(inputGradient(network, x, label), slope)).toBeLessThan(1e-7);
    }
  });

  it('has the slope of its loss as its parameter gradient', () => {
    const found = parameterGradient(network, image(), 1);
    network.forEach(({ weight, bias }, l) => {
      const loss = () => lossOf(network, image(), 1);
      for (const key of ['weight', 'bias'] as const) {
        const slope = centralDifferences({ weight, bias }[key] as Float64Array, loss);
        expect(relativeError(found[l]![key], slope)).toBeLessThan(1e-7);
      }
    });
  });

  it('loses loss at the rate ‖g‖² when it descends', () => {
    const gradient = parameterGradient(network, image(), 1);
    const at = (step: number) => lossOf(descend(network, gradient, step), image(), 1);
    expect((at(-1e-6) - at(1e-6)) / 2e-6 / squaredNorm(gradient)).toBeCloseTo(1, 6);
  });

  it('has probabilities that sum to 1, the greatest of them the predicted class', () => {
    const logits = logitsOf(network, image());
    const p = probabilitiesOf(logits);
    expect(p.reduce((sum, v) => sum + v, 0)).toBeCloseTo(1, 14);
    expect(p[predictedClass(logits)]).toBe(Math.max(...p));
    expect(lossOf(network, image(), 2)).toBeCloseTo(-Math.log(p[2]!), 12);
  });
});

it('a network that is all but certain still has loss and gradient to all their digits', () => {
  // One linear layer: p_y = 1/(1 + e^−60), which float64 rounds to 1.
  const certain = [{ weight: Float64Array.of(1, -1), bias: Float64Array.of(0, 0) }];
  const x = Float64Array.of(30);
  expect(lossOf(certain, x, 0) / Math.exp(-60)).toBeCloseTo(1, 12);
  expect(inputGradient(certain, x, 0)[0]! / (-2 * Math.exp(-60))).toBeCloseTo(1, 12);
});

it.each(['k2-mlp32', 'k3-mlp32', 'k3-mlp40-trained', 'k4-mlp24x16'])(
  'every member of %s has the logits and input gradients that PyTorch computes',
  async (name) => {
    const dataset = await openDataset(nodeSource(path('../../public/data/fashion-mnist')));
    const text = await readFile(path(`../../tests/fixtures/engine-${name}.json`), 'utf8');
    const file = parseReferenceFile(JSON.parse(text));
    const { pixels } = await dataset.images(file.split, file.indices);
    const { imageSize, classCount } = dataset;
    const count = file.indices.length;
    const weights = {
      members: file.members,
      hidden: file.hidden,
      parameters: file.weights[0]!.map((_, k) =>
        Float32Array.from(file.weights.flatMap((member) => Array.from(member[k]!.values))),
      ),
    };
    for (let i = 0; i < file.members; i++) {
      const network = plainNetwork(weights, i);
      for (let b = 0; b < count; b++) {
        const x = toFloat(pixels.subarray(b * imageSize, (b + 1) * imageSize));
        const row = i * count + b;
        const logits = file.logits.values.subarray(row * classCount, (row + 1) * classCount);
        expect(relativeError(logitsOf(network, x), logits)).toBeLessThan(1e-6);
        const g = file.inputGradients.values.subarray(row * imageSize, (row + 1) * imageSize);
        // The file holds float32.
        expect(relativeError(inputGradient(network, x, file.labels[b]!), g)).toBeLessThan(1e-6);
      }
    }
  },
);
