import { beforeEach, describe, expect, it } from 'vitest';
import { parseReferenceFile } from './reference-file';

type Json = Record<string, unknown>;

const array = (shape: number[], values: number[]) => ({
  shape,
  float32: Buffer.from(Float32Array.from(values).buffer).toString('base64'),
});

/** Two members 2-1-2 and two images: nothing is computed from it. */
function smallFile(): Json {
  const member = () => [
    array([2, 1], [1, 2]),
    array([1], [3]),
    array([1, 2], [4, 5]),
    array([2], [6, 7]),
  ];
  return {
    source: 'a test',
    architecture: { kind: 'mlp', hidden: [1], activation: 'relu' },
    members: 2,
    samples: { split: 'test', indices: [4, 9], labels: [0, 1] },
    weights: [member(), member()],
    logits: array([2, 2, 2], [0, 1, 2, 3, 4, 5, 6, 7]),
    inputGradients: array([2, 2, 2], [0, 1, 2, 3, 4, 5, 6, 7]),
    cosine: array([2, 2, 2], [1, 0, 0, 1, 1, 0, 0, 1]),
    gdr: [0.25, null],
    crossEntropy: { value: [1, 2], parameterGradients: [member(), member()] },
    penalties: { gal: { value: 1, parameterGradients: [member(), member()] } },
    attacks: {
      fgs: {
        eps: 0.1,
        adversarial: array([2, 2], [0, 0.1, 0.2, 0.3]),
        predictions: [
          [0, 1],
          [1, 1],
        ],
      },
    },
  };
}

let file: Json;

beforeEach(() => {
  file = smallFile();
});

/** Replaces one entry; a path is written with dots. */
function set(path: string, value: unknown): void {
  const keys = path.split('.');
  const last = keys.pop()!;
  const holder = keys.reduce<Json>((object, key) => object[key] as Json, file);
  holder[last] = value;
}

describe('a reference file', () => {
  it('is read with its arrays as numbers, and with no GDR where a gradient is zero', () => {
    const read = parseReferenceFile(file);
    expect(read).toMatchObject({
      hidden: [1],
      members: 2,
      split: 'test',
      indices: [4, 9],
      labels: [0, 1],
      rated: { gdr: [0.25, Number.NaN] },
      measured: null,
      unknown: [],
    });
    expect(read.weights[1]!.map(({ values }) => [...values])).toEqual([
      [1, 2],
      [3],
      [4, 5],
      [6, 7],
    ]);
    expect(read.attacks[0]!.adversarial.shape).toEqual([2, 2]);
  });

  it('of the second edition has measures, and attacks that say what they are', () => {
    const measures = {
      gdr: [0.25, null],
      norm: [
        [1, 2],
        [0, 3],
      ],
      jointSlope: [0.5, 0],
      jointWeights: [
        [0.5, 0.5],
        [1, 0],
      ],
    };
    const { cosine: _, gdr: __, crossEntropy: ___, ...rest } = file;
    const second = {
      ...rest,
      edition: 2,
      pixelSpread: array([2], [0.5, 1]),
      measures: { uniform: measures, spread: measures },
      attacks: [
        {
          name: 'pgd sum',
          norm: 'two',
          epsilon: 0.5,
          steps: 10,
          stepSize: 0.125,
          objective: 'sum',
          decay: null,
          randomStart: false,
          target: [1, 0],
          adversarial: array([2, 2], [0, 0.1, 0.2, 0.3]),
          predictions: [
            [0, 1],
            [1, 1],
          ],
          meanLoss: [0.5, 2],
        },
      ],
    };
    expect(parseReferenceFile(second)).toMatchObject({
      rated: null,
      measured: {
        pixelSpread: Float32Array.of(0.5, 1),
        measures: { spread: { ...measures, gdr: [0.25, Number.NaN] } },
      },
      attacks: [
        {
          name: 'pgd sum',
          spec: { objective: 'sum', norm: 'two', epsilon: 0.5, steps: 10, momentum: 0 },
          target: { classes: Uint8Array.of(1, 0), towards: true },
          meanLoss: [0.5, 2],
        },
      ],
      unknown: [],
    });
    const more = parseReferenceFile({
      ...second,
      measures: { uniform: { ...measures, luck: [1] }, spread: measures, sharp: measures },
      attacks: [{ ...second.attacks[0], queries: [3] }],
    });
    expect(more.unknown).toEqual([
      'measures.uniform.luck',
      'measures.sharp',
      'attacks.pgd sum.queries',
    ]);
    const spoilt = (entry: object) => () =>
      parseReferenceFile({ ...second, attacks: [{ ...second.attacks[0], ...entry }] });
    expect(spoilt({ norm: 'three' })).toThrow('attacks[0].norm must be one of inf, two, one');
    expect(spoilt({ objective: 'luck' })).toThrow('attacks[0].objective must be one of mean');
    expect(spoilt({ randomStart: true })).toThrow('attacks[0].randomStart must be false');
    expect(() => parseReferenceFile({ ...second, edition: 3 })).toThrow('edition must be 2, not 3');
  });

  it('lists the entries that it does not know', () => {
    set('surprise', 1);
    expect(parseReferenceFile(file).unknown).toEqual(['surprise']);
  });

  it.each<[string, unknown, RegExp]>([
    ['architecture', undefined, /^architecture must be an object/],
    ['architecture.kind', 'cnn', /^architecture\.kind must be mlp, not cnn/],
    ['architecture.activation', 'tanh', /^architecture\.activation must be relu, not tanh/],
    ['architecture.hidden', 12, /^architecture\.hidden must be a list/],
    ['architecture.hidden', [1, 1, 1], /^the number of hidden layers .* 1 to 2, not 3/],
    ['architecture.hidden', [0.5], /^each hidden width .*not 0\.5/],
    ['members', 6, /^members must be a whole number from 2 to 5, not 6/],
    ['members', 3, /^weights has 2 members, not 3/],
    ['samples', [], /^samples must be an object/],
    ['samples.split', 'validation', /^samples\.split must be train or test, not validation/],
    ['samples.indices', [], /^samples\.indices must be a list/],
    ['samples.labels', [1], /^samples has 2 indices but 1 labels/],
    ['weights', undefined, /^weights must be a list/],
    ['weights.1', 'none', /^weights\[1\] must be a list/],
    ['weights.1.2', null, /^weights\[1\]\[2\] must be an object/],
    ['weights.1.2.float32', 7, /^weights\[1\]\[2\]\.float32 must be base64 text/],
    ['weights.1.2.shape', [3, 2], /^weights\[1\]\[2\] holds 8 bytes, but its shape needs 24/],
    ['logits', undefined, /^logits must be an object/],
    ['inputGradients.shape', 'x', /^inputGradients\.shape must be a list/],
    ['cosine.float32', 'AAAA', /^cosine holds 3 bytes/],
    ['gdr', undefined, /^gdr must be a list/],
    ['crossEntropy', null, /^crossEntropy must be an object/],
    ['crossEntropy.parameterGradients', [], /^crossEntropy\.parameterGradients must be a list/],
    ['penalties.gal.parameterGradients', 1, /^penalties\.gal\.parameterGradients must be a list/],
    ['attacks.fgs.adversarial', 1, /^attacks\.fgs\.adversarial must be an object/],
    ['attacks.fgs.predictions', [1], /^attacks\.fgs\.predictions\[0\] must be a list/],
  ])('with %s = %j is refused, and the entry named', (path, value, message) => {
    set(path, value);
    expect(() => parseReferenceFile(file)).toThrow(message);
  });

  it('with text that is not base64 is refused, and the entry named', () => {
    set('weights.0.0.float32', '***');
    expect(() => parseReferenceFile(file)).toThrow(/weights\[0\]\[0\]/);
  });

  it.each([null, [], 'text', 3])('is not %j', (json) => {
    expect(() => parseReferenceFile(json)).toThrow('the file must be an object');
  });
});
