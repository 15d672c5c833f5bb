/** On the shipped ensembles and real images: what the card is for is a statement about those. */
import { readFile } from 'node:fs/promises';
import { mul, type Tensor, tensor } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { DATA_FOLDER, ENSEMBLE_FOLDER } from '../../scripts/paths';
import { selectBackend, tensorCount } from '../../tests/backend';
import { type Dataset, openDataset, toFloat } from '../data/dataset';
import { nodeSource } from '../data/node-source';
import { architectureOf } from '../ensemble/architecture-of';
import type { LabelledImages } from '../ensemble/batch';
import { decodeEnsemble } from '../ensemble/ensemble-file';
import type { Model } from '../ensemble/input-gradient';
import { maskedEnsemble } from '../ensemble/masked-ensemble';
import { release } from '../ops/scope';
import { CARD_LINES, type CardLine } from './card-rules';
import { measureCard } from './evaluation-card';

/** Few: a minute for each would be too long here. One of them is more than the rules leave to chance. */
const COUNT = 30;

let dataset: Dataset;
let images: LabelledImages;
let plain: Model;
let diverse: Model;

async function shipped(id: string): Promise<Model> {
  const { imageSize: inputSize, classCount } = dataset;
  const bytes = await readFile(`${ENSEMBLE_FOLDER}/${id}.safetensors`);
  const { hidden, members, parameters } = decodeEnsemble(bytes, inputSize, classCount);
  const architecture = architectureOf({ kind: 'mlp', inputSize, hidden, classCount });
  const shapes = architecture.variableShapes;
  return {
    architecture,
    parameters: parameters.map((values, k) => tensor(values, [members, ...shapes[k]!])),
  };
}

const card = async (
  model: Model,
  surrogates: readonly Model[],
  onShare = (_: number) => true,
  epsilon = 0.06,
) =>
  measureCard(
    {
      model,
      surrogates,
      plain,
      images,
      epsilon,
      imageShape: dataset.imageShape,
      spread: dataset.pixelSpread,
    },
    onShare,
  );

/** What was measured, and the lines that fail. */
const failing = async (model: Model, surrogate: Model) => {
  const { verdicts, ...numbers } = (await card(model, [surrogate]))!;
  return { numbers, failing: CARD_LINES.filter((line) => verdicts[line] === false), verdicts };
};

beforeAll(async () => {
  await selectBackend('wasm');
  dataset = await openDataset(nodeSource(DATA_FOLDER));
  const indices = Array.from({ length: COUNT }, (_, b) => b);
  const { pixels, labels } = await dataset.images('test', indices);
  images = { pixels: toFloat(pixels), labels };
  plain = await shipped('plain');
  diverse = await shipped('diverse');
});

describe('the evaluation card', () => {
  it('passes an ensemble that was attacked as well as it can be', async () => {
    const before = tensorCount();
    const { failing: lines, numbers, verdicts } = await failing(plain, diverse);
    expect(tensorCount()).toBe(before);
    expect(lines).toEqual([]);
    expect(verdicts.surrogate).toBe(true);
    expect(numbers.images).toBe(COUNT);
    expect(numbers.robust).toBeCloseTo(1 - numbers.strongest[1]!.all, 9);
    expect(numbers.accuracy).toBeGreaterThan(0.75);
    expect(numbers.gradients.plain).toEqual({
      mean: numbers.gradients.mean,
      median: numbers.gradients.median,
    });
    // Where the vote is wrong from the first, it counts among all images and not among the others.
    expect(numbers.noise.all).toBeGreaterThan(numbers.noise.attackable);
  });

  it('sees through logits times 100, whose gradients vanish but for their direction', async () => {
    const last = plain.parameters.length - 2;
    const parameters = plain.parameters.map((own: Tensor, k) => (k < last ? own : mul(own, 100)));
    const { failing: lines, numbers } = await failing(
      { architecture: plain.architecture, parameters },
      diverse,
    );
    expect(lines).toEqual(['vanishing'] satisfies CardLine[]);
    expect(numbers.gradients.none).toBe(0);
    release(parameters.slice(last));
  });

  it('fails an ensemble that masks its gradients on purpose, by who needs none of them', async () => {
    const shard = await dataset.shard('train', 0);
    const training = { pixels: toFloat(shard.pixels), labels: shard.labels };
    const masked = await maskedEnsemble(diverse, training);
    const { failing: lines, numbers } = await failing(masked, plain);
    expect(numbers.accuracy).toBeGreaterThan(0.7);
    expect(numbers.pgd.attackable).toBeLessThan(0.05);
    expect(lines).toEqual(
      expect.arrayContaining(['epsilon', 'surrogate', 'square', 'vanishing'] satisfies CardLine[]),
    );
    release([...masked.parameters]);
  });

  it('says that there was no surrogate, how far it has come, and gives up when it is told to', async () => {
    const shares: number[] = [];
    const off = (share: number) => shares.push(share) < 12;
    const before = tensorCount();
    expect(await card(plain, [], off)).toBeNull();
    expect(tensorCount()).toBe(before);
    expect(shares).toHaveLength(12);
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
    images = {
      pixels: images.pixels.subarray(0, 4 * dataset.imageSize),
      labels: images.labels.subarray(0, 4),
    };
    const all: number[] = [];
    const found = await card(plain, [], (share) => all.push(share) > 0);
    expect(found).toMatchObject({ images: 4, surrogate: null, verdicts: { surrogate: null } });
    expect(all).toEqual(all.toSorted((a, b) => a - b));
    expect(all.at(-1)).toBeLessThan(1);
    // Where nothing is left to try more on, more adds nothing.
    const fallen = await card(plain, [], () => true, 0.5);
    expect(fallen).toMatchObject({ robust: 0, added: { steps: 0, restarts: 0 } });
  });
});
