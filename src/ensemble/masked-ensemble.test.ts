import { beforeAll, describe, expect, it } from 'vitest';
import { NODE_BACKENDS, selectBackend, tensorCount } from '../../tests/backend';
import { trainedModel } from '../../tests/models';
import { heldOutPatterns, openPatterns } from '../../tests/patterns';
import { toFloat } from '../data/dataset';
import { release } from '../ops/scope';
import { logits, toFloat64 } from '../reference/float64';
import type { LabelledImages } from './batch';
import { toBatch } from './batch';
import { inputGradients, type Model } from './input-gradient';
import { maskedEnsemble } from './masked-ensemble';
import { argMax } from './prediction';

let training: LabelledImages;
let heldOut: LabelledImages;

describe.each(NODE_BACKENDS)(
  'an ensemble that masks its gradients on purpose, on %s',
  (backend) => {
    beforeAll(async () => {
      await selectBackend(backend);
      const shard = await (await openPatterns()).shard('train', 0);
      training = { pixels: toFloat(shard.pixels), labels: shard.labels };
      heldOut = await heldOutPatterns(60);
    });

    const accuracy = async (model: Model) => {
      const net = await toFloat64(model.parameters);
      const size = model.architecture.spec.inputSize;
      const right = Array.from(heldOut.labels, (truth, b) => {
        const x = Array.from(heldOut.pixels.subarray(b * size, (b + 1) * size));
        return Array.from({ length: net.members }, (_, i) => argMax(logits(net, i, x)) === truth);
      }).flat();
      return right.filter(Boolean).length / right.length;
    };

    it.each([[[12]], [[14, 10]]])(
      'with hidden layers %j says what it said, and hides where its loss climbs',
      async (hidden) => {
        const model = await trainedModel(40, { hidden });
        const before = tensorCount();
        const masked = await maskedEnsemble(model, training);
        expect(tensorCount()).toBe(before + masked.parameters.length);
        // Of four classes.
        expect(await accuracy(masked)).toBeGreaterThan(0.7);
        const { inputSize, classCount, hidden: widths } = masked.architecture.spec;
        expect(widths).toEqual([...hidden.slice(0, -1), 2 * hidden.at(-1)!]);
        const still = async (own: Model) => {
          const batch = toBatch(heldOut, inputSize, classCount);
          const gradients = inputGradients(own, batch.images, batch.target);
          const values = await gradients.direction.data();
          const zero = Array.from({ length: values.length / inputSize }, (_, at) =>
            values.subarray(at * inputSize, (at + 1) * inputSize).every((value) => value === 0),
          );
          return zero.filter(Boolean).length / zero.length;
        };
        expect(await still(model)).toBe(0);
        expect(await still(masked)).toBeGreaterThan(0.9);
        release([...masked.parameters]);
      },
    );
  },
);
