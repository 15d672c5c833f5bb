/** What PyTorch computes in float64 from the weights in tests/fixtures, this code computes as well. */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { NODE_BACKENDS, selectBackend, tensorCount } from '../../tests/backend';
import { type Dataset, openDataset, toFloat } from '../data/dataset';
import { nodeSource } from '../data/node-source';
import type { LabelledImages } from '../ensemble/batch';
import { METRICS } from '../geometry/metric';
import { parseReferenceFile, type ReferenceFile } from './reference-file';
import { type Verification, verify } from './verification';

const FILES = ['k2-mlp32', 'k3-mlp32', 'k3-mlp40-trained', 'k4-mlp24x16'].map(
  (name) => `engine-${name}`,
);

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));

let dataset: Dataset;

beforeAll(async () => {
  dataset = await openDataset(nodeSource(path('../../public/data/fashion-mnist')));
});

async function load(name: string): Promise<{ file: ReferenceFile; images: LabelledImages }> {
  const text = await readFile(path(`../../tests/fixtures/${name}.json`), 'utf8');
  const file = parseReferenceFile(JSON.parse(text));
  const { pixels, labels } = await dataset.images(file.split, file.indices);
  return { file, images: { pixels: toFloat(pixels), labels } };
}

const failed = ({ rows }: Verification) => rows.filter(({ ok }) => !ok).map((r) => r.quantity);

describe.each(NODE_BACKENDS)('on %s', (backend) => {
  beforeAll(() => selectBackend(backend));

  it.each(FILES)('%s is computed as PyTorch does', async (name) => {
    const { file, images } = await load(name);
    const before = tensorCount();
    const verification = await verify(file, images, dataset);
    expect(failed(verification)).toEqual([]);
    expect(verification.rows.map(({ quantity }) => quantity)).toEqual([
      'labels that differ from the data set',
      'logits',
      'input gradients',
      'cosines',
      'GDR',
      'cross-entropy',
      'cross-entropy: parameter gradients',
      ...Object.keys(file.penalties).flatMap((penalty) => [
        `penalty ${penalty}`,
        `penalty ${penalty}: parameter gradients`,
      ]),
      ...['fgs', 'fgsMember0', 'pgd', 'mi'].flatMap((attack) => [
        `attack ${attack}: predictions that differ`,
        `attack ${attack}: share of pixels that differ`,
      ]),
    ]);
    expect(Object.keys(file.penalties)).toEqual(expect.arrayContaining(['cosine', 'gal', 'gdr']));
    expect(verification.unchecked).toEqual([]);
    expect(tensorCount()).toBe(before);
  });
});

const PENALTIES_AND_METRICS = METRICS.flatMap((metric) =>
  ['cosine', 'gal', 'gdr', 'norm', 'jointSlope'].map((penalty) => `${penalty} ${metric}`),
);

describe.each(NODE_BACKENDS)('a file of the second edition on %s', (backend) => {
  beforeAll(() => selectBackend(backend));

  it.each(['n3', 'n5'])(
    '%s agrees in its measures, in each penalty in both metrics and in each attack',
    async (name) => {
      const { file, images } = await load(`engine2-mlp-${name}`);
      const before = tensorCount();
      const verification = await verify(file, images, dataset);
      expect(tensorCount()).toBe(before);
      expect(failed(verification)).toEqual([]);
      const quantities = verification.rows.map(({ quantity }) => quantity);
      expect(quantities).toContain('joint slope, spread');
      expect(file.attacks).toHaveLength(13);
      for (const attack of file.attacks) {
        const own = quantities.filter((quantity) => quantity.startsWith(`attack ${attack.name}: `));
        expect(own).toHaveLength(3);
      }
      for (const penalty of PENALTIES_AND_METRICS) {
        expect(quantities).toContain(`penalty ${penalty}`);
        expect(quantities).toContain(`penalty ${penalty}: parameter gradients`);
      }
      expect(verification.unchecked).toEqual([]);
    },
  );
});

it.each(['norm uniform', 'jointSlope spread'])(
  'tells when %s of a file is another',
  async (penalty) => {
    await selectBackend('wasm');
    const { file, images } = await load('engine2-mlp-n3');
    const { value, parameterGradients } = file.penalties[penalty]!;
    const other = { value: 1.002 * value, parameterGradients };
    const penalties = { ...file.penalties, [penalty]: other };
    expect(failed(await verify({ ...file, penalties }, images, dataset))).toEqual([
      `penalty ${penalty}`,
    ]);
  },
);

it('lists a penalty that nobody knows here as unchecked', async () => {
  await selectBackend('wasm');
  const { file, images } = await load('engine2-mlp-n3');
  const [known] = Object.values(file.penalties);
  const penalties = { 'gdr ink': known!, 'curvature uniform': known! };
  const { unchecked } = await verify({ ...file, penalties }, images, dataset);
  expect(unchecked).toEqual(
    expect.arrayContaining(['penalties.gdr ink', 'penalties.curvature uniform']),
  );
});

describe('verification', () => {
  beforeAll(() => selectBackend('wasm'));

  it('fails for every quantity that one altered weight changes', async () => {
    const { file, images } = await load('engine-k3-mlp32');
    const bias = file.weights[1]!.at(-1)!.values;
    bias[0]! += 0.05;
    const rows = failed(await verify(file, images, dataset));
    expect(rows).toContain('logits');
    expect(rows).toContain('input gradients');
    expect(rows).toContain('cross-entropy: parameter gradients');
    expect(rows).not.toContain('labels that differ from the data set');
  });

  it('fails for labels that are not the data set’s', async () => {
    const { file, images } = await load('engine-k2-mlp32');
    const labels = file.labels.map((label, b) => (b === 3 ? (label + 1) % 10 : label));
    const { rows } = await verify({ ...file, labels }, images, dataset);
    expect(rows.filter(({ ok }) => !ok)).toMatchObject([
      { quantity: 'labels that differ from the data set', error: 1 },
    ]);
  });

  it.each<[string, (file: ReferenceFile) => void]>([
    ['logits', (f) => f.logits.values.fill(Number.NaN, 5, 6)],
    ['input gradients', (f) => scale(f.inputGradients.values, 1.01)],
    ['cosines', (f) => f.rated!.cosine.values.fill(0.5, 1, 2)],
    [
      'GDR',
      (f) => Object.assign(f.rated!, { gdr: f.rated!.gdr.map((r, b) => (b === 0 ? r + 1e-3 : r)) }),
    ],
    ['penalty gal: parameter gradients', (f) => scale(gradientOf(f, 'gal'), 1.05)],
    ['penalty gdr: parameter gradients', (f) => scale(gradientOf(f, 'gdr'), -1)],
    [
      'attack fgs: share of pixels that differ',
      (f) => scale(f.attacks[0]!.adversarial.values.subarray(0, 784), 0.99),
    ],
  ])('tells when %s of the file are others', async (quantity, spoil) => {
    const { file, images } = await load('engine-k2-mlp32');
    spoil(file);
    expect(failed(await verify(file, images, dataset))).toEqual([quantity]);
  });

  it.each<[string, (f: ReferenceFile) => void]>([
    [
      'attack pgd l2: share of pixels that differ',
      (f) => scale(attackOf(f, 'pgd l2').adversarial.values.subarray(0, 784), 0.99),
    ],
    [
      'attack pgd slowest: predictions that differ',
      (f) => Object.assign(attackOf(f, 'pgd slowest').predictions[1]!, { 2: 0 }),
    ],
    [
      'attack mi: loss of the mean',
      (f) => Object.assign(attackOf(f, 'mi').meanLoss!, { 3: 2 * attackOf(f, 'mi').meanLoss![3]! }),
    ],
  ])('tells when %s of a file of the second edition are others', async (quantity, spoil) => {
    const { file, images } = await load('engine2-mlp-n3');
    spoil(file);
    expect(failed(await verify(file, images, dataset))).toEqual([quantity]);
  });

  it('refuses weights that do not fit the widths, and says which', async () => {
    const { file, images } = await load('engine-k2-mlp32');
    await expect(verify({ ...file, hidden: [31] }, images, dataset)).rejects.toThrow(
      'weights[0][0] does not fit 784 × 31',
    );
  });
});

const gradientOf = (file: ReferenceFile, penalty: string) =>
  file.penalties[penalty]!.parameterGradients[0]![0]!.values;

function scale(values: Float32Array, factor: number): void {
  for (const k of values.keys()) values[k]! *= factor;
}

const attackOf = (file: ReferenceFile, name: string) =>
  file.attacks.find((attack) => attack.name === name)!;
