/** What PyTorch measures in float64 of the gradients of the ensembles in tests/fixtures, this code measures as well. */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { tensor } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { NODE_BACKENDS, selectBackend, tensorCount } from '../../tests/backend';
import { type Dataset, openDataset, toFloat } from '../data/dataset';
import { nodeSource } from '../data/node-source';
import { architectureOf } from '../ensemble/architecture-of';
import { toBatch } from '../ensemble/batch';
import { release } from '../ops/scope';
import { type MeasuredReference, parseMeasures } from './reference-measures';
import { verifyMeasures } from './verify-measures';

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));

interface Stored {
  readonly float32: string;
}
interface StoredFile {
  readonly members: number;
  readonly architecture: { readonly hidden: number[] };
  readonly samples: { readonly indices: number[]; readonly labels: number[] };
  readonly weights: readonly (readonly Stored[])[];
  readonly pixelSpread: Stored;
  readonly measures: unknown;
}

const floats = ({ float32 }: Stored) => {
  const bytes = Uint8Array.from(Buffer.from(float32, 'base64'));
  return new Float32Array(bytes.buffer);
};

let dataset: Dataset;

beforeAll(async () => {
  dataset = await openDataset(nodeSource(path('../../public/data/fashion-mnist')));
});

async function load(name: string) {
  const text = await readFile(path(`../../tests/fixtures/engine2-mlp-${name}.json`), 'utf8');
  const file = JSON.parse(text) as StoredFile;
  const { members, samples } = file;
  const architecture = architectureOf({
    kind: 'mlp',
    inputSize: dataset.imageSize,
    hidden: file.architecture.hidden,
    classCount: dataset.classCount,
  });
  const { pixels, labels } = await dataset.images('test', samples.indices);
  expect([...labels]).toEqual(samples.labels);
  return {
    model: {
      architecture,
      parameters: architecture.variableShapes.map((shape, k) =>
        tensor(Float32Array.from(file.weights.flatMap((own) => Array.from(floats(own[k]!)))), [
          members,
          ...shape,
        ]),
      ),
    },
    batch: toBatch({ pixels: toFloat(pixels), labels }, dataset.imageSize, dataset.classCount),
    reference: {
      pixelSpread: floats(file.pixelSpread),
      measures: parseMeasures(file.measures, members, labels.length),
    },
  };
}

const QUANTITIES = ['uniform', 'spread'].flatMap((metric) => [
  `GDR, ${metric}`,
  `lengths, ${metric}`,
  `joint slope, ${metric}`,
  `joint weights, ${metric}`,
  `joint weights of an attack, ${metric}`,
]);

describe.each(NODE_BACKENDS)('on %s', (backend) => {
  beforeAll(() => selectBackend(backend));

  it.each(['n3', 'n5'])('%s is measured as PyTorch does', async (name) => {
    const { model, batch, reference } = await load(name);
    const before = tensorCount();
    const rows = await verifyMeasures(reference, model, batch, dataset.pixelSpread);
    expect(tensorCount()).toBe(before);
    expect(rows.map(({ quantity }) => quantity)).toEqual(['pixel spread', ...QUANTITIES]);
    expect(rows.filter(({ ok }) => !ok)).toEqual([]);
    release([...model.parameters, batch.images, batch.target]);
  });
});

describe('verification of measures', () => {
  beforeAll(() => selectBackend('wasm'));

  const scaled = (values: readonly number[], factor: number) => values.map((v) => factor * v);

  it.each<[string, (measures: MeasuredReference['measures']['spread']) => object]>([
    ['GDR, spread', ({ gdr }) => ({ gdr: scaled(gdr, 1.002) })],
    ['lengths, spread', ({ norm }) => ({ norm: norm.map((row) => scaled(row, 0.998)) })],
    ['joint slope, spread', ({ jointSlope }) => ({ jointSlope: scaled(jointSlope, 1.002) })],
  ])('tells when %s is another', async (quantity, spoil) => {
    const { model, batch, reference } = await load('n3');
    const { uniform, spread } = reference.measures;
    const spoilt = { ...reference, measures: { uniform, spread: { ...spread, ...spoil(spread) } } };
    const rows = await verifyMeasures(spoilt, model, batch, dataset.pixelSpread);
    expect(rows.filter(({ ok }) => !ok).map((r) => r.quantity)).toEqual([quantity]);
  });

  it('tells when weights or the pixels’ spread are others', async () => {
    const { model, batch, reference } = await load('n3');
    const { uniform, spread } = reference.measures;
    const jointWeights = uniform.jointWeights.map(([a, b, c]) => [a! + 2e-3, b! - 2e-3, c!]);
    const spoilt = {
      pixelSpread: reference.pixelSpread.map((value, k) => (k === 400 ? value - 1e-5 : value)),
      measures: { uniform: { ...uniform, jointWeights }, spread },
    };
    const rows = await verifyMeasures(spoilt, model, batch, dataset.pixelSpread);
    expect(rows.filter(({ ok }) => !ok).map((r) => r.quantity)).toEqual([
      'pixel spread',
      'joint weights, uniform',
      'joint weights of an attack, uniform',
    ]);
  });
});

describe('the measures of a file', () => {
  const measures = () => ({
    gdr: [0.1, null],
    norm: [
      [1, 2],
      [3, 4],
    ],
    jointSlope: [1, 2],
    jointWeights: [
      [0.5, 0.5],
      [1, 0],
    ],
  });

  it('are read, and null is no number', () => {
    const { uniform } = parseMeasures({ uniform: measures(), spread: measures() }, 2, 2);
    expect(uniform).toEqual({ ...measures(), gdr: [0.1, Number.NaN] });
  });

  it.each<[string, unknown]>([
    ['measures must be an object', 3],
    ['measures.uniform must be an object', {}],
    ['measures.spread must be an object', { uniform: measures() }],
    ['measures.uniform.gdr must be a list of 2', { uniform: { ...measures(), gdr: [1] } }],
    [
      'measures.uniform.norm[1] must be a list of 2',
      { uniform: { ...measures(), norm: [[1, 2], [3]] } },
    ],
    [
      'measures.uniform.jointSlope must be numbers, not x',
      { uniform: { ...measures(), jointSlope: [1, 'x'] } },
    ],
  ])('are refused: %s', (message, value) => {
    expect(() => parseMeasures(value, 2, 2)).toThrow(message);
  });
});
