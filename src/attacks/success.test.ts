import { describe, expect, it } from 'vitest';
import {
  argMax,
  type Prediction,
  predict,
  predictBatch,
  probabilities,
} from '../ensemble/prediction';
import { everyMemberRight, success, successRates } from './success';

/** What counts for success: each member's label, and that of the mean. */
const says = (labels: number[], ensemble: number): Prediction => ({
  labels,
  ensemble,
  probabilities: [],
  mean: [],
});

const CASES: [string, Prediction, { same: boolean; all: boolean; ensemble: boolean }][] = [
  [
    'all members in the same wrong class',
    says([2, 2, 2], 2),
    { same: true, all: true, ensemble: true },
  ],
  ['all wrong, two ways', says([2, 1, 2], 2), { same: false, all: true, ensemble: true }],
  [
    'all wrong, but the mean is right',
    says([1, 2, 3], 0),
    { same: false, all: true, ensemble: false },
  ],
  ['two of three wrong', says([2, 2, 0], 2), { same: false, all: false, ensemble: true }],
  ['one of three wrong', says([2, 0, 0], 0), { same: false, all: false, ensemble: false }],
  ['none wrong', says([0, 0, 0], 0), { same: false, all: false, ensemble: false }],
];

describe('an attack on an image of class 0', () => {
  it.each(CASES)('with %s', (_, prediction, expected) => {
    expect(success(prediction, 0)).toEqual(expected);
  });

  it('that fools all in the same way fools all', () => {
    for (let code = 0; code < 64; code++) {
      const labels = [code % 4, Math.floor(code / 4) % 4, Math.floor(code / 16)];
      const { same, all } = success(says(labels, 0), 0);
      expect(same && !all).toBe(false);
      expect(all).toBe(labels.every((label) => label !== 0));
      expect(same).toBe(all && new Set(labels).size === 1);
    }
  });
});

describe('success rates', () => {
  it('are shares of images, each by its own truth', () => {
    const predictions = CASES.map(([, prediction]) => prediction);
    expect(successRates(predictions, [0, 0, 0, 0, 0, 0])).toEqual({
      same: 1 / 6,
      all: 3 / 6,
      ensemble: 3 / 6,
    });
    expect(successRates([says([1, 1], 1), says([1, 1], 1)], Uint8Array.of(1, 0))).toEqual({
      same: 0.5,
      all: 0.5,
      ensemble: 0.5,
    });
  });

  it('are not numbers where there is nothing to attack', () => {
    expect(successRates([], [])).toEqual({
      same: Number.NaN,
      all: Number.NaN,
      ensemble: Number.NaN,
    });
  });

  it('are about images that every member classifies correctly', () => {
    expect(everyMemberRight(says([3, 3, 3], 3), 3)).toBe(true);
    expect(everyMemberRight(says([3, 1, 3], 3), 3)).toBe(false);
    expect(everyMemberRight(says([1, 1, 1], 1), 3)).toBe(false);
  });
});

describe('a prediction', () => {
  it('is the softmax of each member, and their mean', () => {
    const {
      probabilities: each,
      mean,
      labels,
      ensemble,
    } = predict([
      [0, Math.log(3)],
      [Math.log(9), 0],
    ]);
    expect(each[0]![1]).toBeCloseTo(0.75, 12);
    expect(each[1]![0]).toBeCloseTo(0.9, 12);
    expect(mean[0]).toBeCloseTo((0.25 + 0.9) / 2, 12);
    expect(mean[0]! + mean[1]!).toBeCloseTo(1, 12);
    expect(labels).toEqual([1, 0]);
    expect(ensemble).toBe(0);
  });

  it('follows the mean probability, not the majority', () => {
    const { labels, ensemble } = predict([
      [0, 0.1],
      [0, 0.1],
      [9, 0],
    ]);
    expect(labels).toEqual([1, 1, 0]);
    expect(ensemble).toBe(0);
  });

  it('of huge logits does not overflow, and of a tie is the first class', () => {
    expect(probabilities([1000, 1000, -1000])).toEqual([0.5, 0.5, 0]);
    expect(argMax([1, 3, 3])).toBe(1);
  });

  it('of a batch takes the rows of [n, B, classes]', () => {
    const logits = Float32Array.of(1, 0, 0, 2, 3, 0, 0, 4, 5, 0, 0, 6);
    const batch = predictBatch(logits, [2, 3, 2]);
    expect(batch.map(({ labels }) => labels)).toEqual([
      [0, 1],
      [1, 0],
      [0, 1],
    ]);
    expect(batch[1]).toEqual(
      predict([
        [0, 2],
        [5, 0],
      ]),
    );
  });
});
