import { beforeAll, describe, expect, it } from 'vitest';
import { NODE_BACKENDS, selectBackend, tensorCount } from '../../tests/backend';
import { CLASSES, IMAGE_SIZE, openPatterns, PatternSource, SETTINGS } from '../../tests/patterns';
import { type Dataset, openDataset } from '../data/dataset';
import { toBatch } from '../ensemble/batch';
import { crossEntropy } from '../ensemble/cross-entropy';
import { inputGradients } from '../ensemble/input-gradient';
import { readValues, scoped } from '../ops/scope';
import { mean } from '../reference/float64';
import { PENALTIES, type TrainingSettings } from './settings';
import type { Snapshot } from './snapshot';
import { replay, Trainer } from './trainer';

let dataset: Dataset;

beforeAll(async () => {
  dataset = await openPatterns();
});

async function advanced(trainer: Trainer, steps: number): Promise<Trainer> {
  for (let step = 0; step < steps; step++) await trainer.advance();
  return trainer;
}

const run = (settings: Partial<TrainingSettings>, steps: number) =>
  advanced(new Trainer(dataset, { ...SETTINGS, ...settings }), steps);

async function snapshotOf(trainer: Trainer): Promise<Snapshot> {
  const state = trainer.snapshot();
  try {
    return await state.read();
  } finally {
    state.dispose();
  }
}

const parametersOf = async (trainer: Trainer) => (await snapshotOf(trainer)).parameters;

/** Σ of the members' mean cross-entropies on the first hundred training images. */
async function lossOf({ model }: Trainer): Promise<number> {
  const { pixels, labels } = await dataset.shard('train', 0);
  const margins = scoped(() => {
    const images = { pixels: Float32Array.from(pixels, (value) => value / 255), labels };
    const batch = toBatch(images, IMAGE_SIZE, CLASSES.length);
    return inputGradients(model, batch.images, batch.target).margin;
  });
  const values = await readValues(margins);
  margins.dispose();
  return model.parameters[0]!.shape[0]! * mean(Array.from(values, crossEntropy));
}

describe.each(NODE_BACKENDS)('a run on %s', (backend) => {
  beforeAll(() => selectBackend(backend));

  it('is the same to the last bit for the same settings and seed, and another for another seed', async () => {
    const first = await parametersOf(await run({}, 6));
    expect(await parametersOf(await run({}, 6))).toEqual(first);
    expect(await parametersOf(await run({ seed: 2 }, 6))).not.toEqual(first);
  });

  it('is repeated to the last bit by replaying its changes', async () => {
    const trainer = await run({}, 3);
    trainer.change('lambda', 2.5);
    trainer.change('penalty', 'gal');
    trainer.change('learningRate', 0.003);
    trainer.change('metric', 'spread');
    await advanced(trainer, 2);
    trainer.change('penalty', 'none');
    await advanced(trainer, 1);
    expect(trainer.changes).toEqual([
      { step: 3, setting: 'lambda', value: 2.5 },
      { step: 3, setting: 'penalty', value: 'gal' },
      { step: 3, setting: 'learningRate', value: 0.003 },
      { step: 3, setting: 'metric', value: 'spread' },
      { step: 5, setting: 'penalty', value: 'none' },
    ]);
    const repeated = await replay(dataset, SETTINGS, trainer.changes, 6);
    expect(await parametersOf(repeated)).toEqual(await parametersOf(trainer));
    expect(repeated.changes).toEqual(trainer.changes);
    expect(await parametersOf(await run({}, 6))).not.toEqual(await parametersOf(trainer));
  });

  it('goes on from a snapshot as if it had never stopped', async () => {
    const trainer = await run({}, 2);
    trainer.change('lambda', 2);
    await advanced(trainer, 1);
    // Through JSON-like copies, as a database would keep it.
    const snapshot = structuredClone(await snapshotOf(trainer));
    const resumed = new Trainer(dataset, snapshot);
    expect(resumed.step).toBe(3);
    expect(resumed.settings).toEqual({ ...SETTINGS, lambda: 2 });
    await advanced(trainer, 4);
    await advanced(resumed, 4);
    expect(await snapshotOf(resumed)).toEqual(await snapshotOf(trainer));
  });

  it('is kept under the names that browsers have kept runs under: Adam’s moments are mean and square', async () => {
    const { adam } = await snapshotOf(await run({}, 1));
    expect(Object.keys(adam)).toEqual(['mean', 'square']);
    // After one step they are 0.1 g and 0.001 g².
    adam.mean.forEach((first, k) => {
      expect(first.some((m) => m !== 0)).toBe(true);
      first.forEach((m, at) => {
        expect(Math.abs(adam.square[k]![at]! - 0.1 * m * m)).toBeLessThanOrEqual(
          1e-4 * m * m + 1e-30,
        );
      });
    });
  });

  it.each(PENALTIES)('under %s leaves nothing behind on the device', async (penalty) => {
    const trainer = await run({ penalty }, 1);
    const before = tensorCount();
    await advanced(trainer, 10);
    expect(tensorCount()).toBe(before);
  });

  it('takes the metric of its penalty from the data set, and leaves nothing of it behind', async () => {
    const before = tensorCount();
    const trainer = await run({ metric: 'spread' }, 3);
    const uniform = await run({}, 3);
    expect(await parametersOf(trainer)).not.toEqual(await parametersOf(uniform));
    trainer.dispose();
    uniform.dispose();
    expect(tensorCount()).toBe(before);
  });

  it.each(['member', 'ensemble'] as const)(
    'on adversarial images of the %s can be replayed, and leaves nothing behind on the device',
    async (adversarial) => {
      const settings = { adversarial, penalty: 'gdr', adversarialSteps: 2 } as const;
      const trainer = await run(settings, 1);
      const before = tensorCount();
      await advanced(trainer, 3);
      expect(tensorCount()).toBe(before);
      expect(await parametersOf(await run(settings, 4))).toEqual(await parametersOf(trainer));
      expect(await parametersOf(await run({ ...settings, seed: 2 }, 4))).not.toEqual(
        await parametersOf(trainer),
      );
      trainer.change('adversarial', 'none');
      await advanced(trainer, 1);
      const initial = { ...SETTINGS, ...settings };
      const repeated = await replay(dataset, initial, trainer.changes, 5);
      expect(await parametersOf(repeated)).toEqual(await parametersOf(trainer));
    },
  );

  it.each(PENALTIES)('under %s learns: the cross-entropy falls', async (penalty) => {
    const trainer = await run({ penalty }, 0);
    const before = await lossOf(trainer);
    await advanced(trainer, 30);
    expect(trainer.finished).toBe(true);
    expect(await lossOf(trainer)).toBeLessThan(0.8 * before);
  });
});

describe('a run', () => {
  beforeAll(() => selectBackend('cpu'));

  it('takes the shape of images and the number of classes from the data set', async () => {
    const { model } = await run({ hidden: [12, 9] }, 0);
    expect(model.parameters.map(({ shape }) => shape)).toEqual([
      [3, IMAGE_SIZE, 12],
      [3, 1, 12],
      [3, 12, 9],
      [3, 1, 9],
      [3, 9, CLASSES.length],
      [3, 1, CLASSES.length],
    ]);
  });

  it('is over when every image has been seen as often as asked', async () => {
    const trainer = await run({ epochs: 1 }, 0);
    expect(trainer.totalSteps).toBe(15);
    await advanced(trainer, 14);
    expect(trainer.finished).toBe(false);
    await trainer.advance();
    expect(trainer.finished).toBe(true);
    trainer.change('epochs', 2);
    expect(trainer.finished).toBe(false);
    expect(trainer.totalSteps).toBe(30);
  });

  it('trains on the images that its order says', async () => {
    const trainer = await run({}, 0);
    expect(trainer.snapshot().lastImages).toBeNull();
    await trainer.advance();
    const { labels, pixels } = trainer.snapshot().lastImages!;
    expect(labels).toHaveLength(SETTINGS.batch);
    const { pixels: bytes, labels: all } = await dataset.shard('train', 0);
    for (const b of labels.keys()) {
      const own = Array.from(pixels.subarray(b * IMAGE_SIZE, (b + 1) * IMAGE_SIZE), (x) => x * 255);
      const at = Array.from(all.keys()).find((i) =>
        own.every((x, k) => Math.abs(x - bytes[i * IMAGE_SIZE + k]!) < 1e-3),
      );
      expect(all[at!]).toBe(labels[b]);
    }
  });

  it('does not record a change that changes nothing, and refuses one out of range', async () => {
    const trainer = await run({}, 1);
    trainer.change('lambda', SETTINGS.lambda);
    expect(() => trainer.change('lambda', -1)).toThrow(/lambda must be a number from 0 to 100/);
    expect(() => trainer.change('penalty', 'ridge' as never)).toThrow(RangeError);
    expect(() => trainer.change('epochs', 0.5)).toThrow(RangeError);
    expect(trainer.changes).toEqual([]);
    expect(trainer.settings).toEqual(SETTINGS);
  });

  it('does not begin with settings out of range', () => {
    expect(() => new Trainer(dataset, { ...SETTINGS, members: 6 })).toThrow(/members/);
    expect(() => new Trainer(dataset, { ...SETTINGS, batch: 301 })).toThrow(/batch/);
  });

  it('does not go on with the data of another run', () => {
    expect(() => new Trainer(dataset, { ...SETTINGS, data: 'moons,200,0.1,1' })).toThrow(
      'A run on moons,200,0.1,1 cannot go on with fashion-mnist.',
    );
  });

  it('can be measured and kept while the steps go on', async () => {
    const trainer = await run({}, 2);
    const state = trainer.snapshot();
    const then = await parametersOf(trainer);
    await advanced(trainer, 3);
    expect(state.step).toBe(2);
    expect((await state.read()).parameters).toEqual(then);
    expect(await parametersOf(trainer)).not.toEqual(then);
    state.dispose();
  });

  it('that is disposed of leaves nothing on the device', async () => {
    const before = tensorCount();
    const trainer = await run({}, 2);
    const state = trainer.snapshot();
    await state.read();
    state.dispose();
    trainer.dispose();
    expect(tensorCount()).toBe(before);
  });

  it('waits for the images it needs, and fails where they are missing without losing its place', async () => {
    const source = new PatternSource();
    source.missing.add('train-0.bin');
    const trainer = new Trainer(await openDataset(source), SETTINGS);
    await expect(trainer.advance()).rejects.toThrow(/train-0\.bin was not found/);
    expect(trainer.step).toBe(0);
    source.missing.clear();
    await advanced(trainer, 2);
    expect(await parametersOf(trainer)).toEqual(await parametersOf(await run({}, 2)));
  });
});
