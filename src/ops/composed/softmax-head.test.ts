import { type Tensor3D, tensor2d, tensor3d } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { NODE_BACKENDS, selectBackend } from '../../../tests/backend';
import { stream } from '../../data/random';
import { crossEntropy } from '../../ensemble/cross-entropy';
import { crossEntropy as crossEntropy64, softmax } from '../../reference/float64';
import { residual, residualScale } from './softmax-head';

const CLASSES = 4;

/** Logits [2, 3, 4] of two members on three images. */
function logits(scale: number, seed = 1): number[][][] {
  const { normal } = stream(seed, 'logits');
  const row = () => Array.from({ length: CLASSES }, () => Math.fround(scale * normal()));
  return [0, 1].map(() => [0, 1, 2].map(row));
}

const LABELS = [2, 0, 3];
const target = () =>
  tensor2d(LABELS.map((label) => Array.from({ length: CLASSES }, (_, k) => +(k === label))));

async function computed(z: number[][][]) {
  const { margin, direction } = residual(tensor3d(z), target());
  return {
    margin: (await margin.array()) as number[][],
    scale: (await residualScale(margin).array()) as number[][],
    direction: (await (direction as Tensor3D).array()) as number[][][],
  };
}

/** Logits of which the true class stands `lead` above the highest of the others. */
const confident = (lead: number) =>
  logits(1).map((rows) =>
    rows.map((row, b) => {
      const label = LABELS[b]!;
      const others = row.filter((_, k) => k !== label);
      return row.map((v, k) => (k === label ? Math.fround(Math.max(...others) + lead) : v));
    }),
  );

const entries = [0, 1].flatMap((i) => LABELS.map((label, b) => [i, b, label] as const));

describe.each(NODE_BACKENDS)('on %s', (backend) => {
  beforeAll(() => selectBackend(backend));

  it.each([0.1, 1, 5])('the residual of logits of size %d is p − onehot(y)', async (size) => {
    const z = logits(size);
    const { scale, direction } = await computed(z);
    for (const [i, b, label] of entries) {
      const p = softmax(z[i]![b]!);
      direction[i]![b]!.forEach((d, k) => {
        expect(scale[i]![b]! * d).toBeCloseTo(p[k]! - +(k === label), 6);
      });
    }
  });

  it.each([0.1, 1, 5, 50])(
    'the cross-entropy of logits of size %d follows from the margin',
    async (size) => {
      const z = logits(size);
      const { margin } = await computed(z);
      for (const [i, b, label] of entries) {
        const expected = crossEntropy64(z[i]![b]!, label);
        const found = crossEntropy(margin[i]![b]!);
        // Relative too: on a confident image −log p_y itself is tiny.
        expect(Math.abs(found - expected)).toBeLessThan(1e-5 * expected + 1e-12);
      }
    },
  );

  it.each([30, 60, 200])('a lead of %i keeps every digit of the direction', async (lead) => {
    const z = confident(lead);
    const { margin, direction } = await computed(z);
    for (const [i, b, label] of entries) {
      const row = z[i]![b]!;
      // In float32 p_y − 1 would be 0 here, and every direction with it.
      expect(Math.fround(softmax(row)[label]!) - 1).toBe(0);
      const q = softmax(row.map((v, k) => (k === label ? Number.NEGATIVE_INFINITY : v)));
      direction[i]![b]!.forEach((d, k) => {
        expect(Math.abs(d - (q[k]! - +(k === label)))).toBeLessThan(1e-6);
      });
      expect(Math.abs(margin[i]![b]! / -lead - 1)).toBeLessThan(0.1);
    }
  });

  it('a lead of 30 leaves a scale of 1 − p_y exact to float32', async () => {
    const z = confident(30);
    const { scale } = await computed(z);
    for (const [i, b, label] of entries) {
      const row = z[i]![b]!;
      const others = softmax(row).reduce((sum, p, k) => (k === label ? sum : sum + p), 0);
      expect(others).toBeGreaterThan(0);
      expect(Math.abs(scale[i]![b]! / others - 1)).toBeLessThan(1e-5);
    }
  });

  it('an image that is surely wrong has a scale of 1', async () => {
    const { scale, margin } = await computed(confident(-200));
    for (const [i, b] of entries) {
      expect(scale[i]![b]).toBe(1);
      expect(margin[i]![b]).toBeGreaterThan(199);
    }
  });
});

describe('the cross-entropy of a margin', () => {
  it('is log 2 at a tie, the margin itself far above, and e^m far below', () => {
    expect(crossEntropy(0)).toBe(Math.LN2);
    expect(crossEntropy(1000)).toBe(1000);
    expect(crossEntropy(-50)).toBe(Math.exp(-50));
    expect(crossEntropy(-2000)).toBe(0);
  });
});
