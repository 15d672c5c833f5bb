/** What every contender is given: the same settings, images and initial parameters. */
import { openDataset } from '../../src/data/dataset';
import type { ShardSource } from '../../src/data/source';
import type { LabelledImages } from '../../src/ensemble/batch';
import { DEFAULT_SETTINGS, type TrainingSettings } from '../../src/training/settings';
import { Trainer } from '../../src/training/trainer';
import type { BenchBackend } from '../backends';

export interface BenchSettings
  extends Pick<TrainingSettings, 'members' | 'hidden' | 'penalty' | 'metric' | 'lambda' | 'batch'> {
  readonly backend: BenchBackend;
  /** Of the whole measurement; more where the fewest rounds take longer. */
  readonly seconds: number;
}

/** Of the test set; all of it where it has fewer. */
const ATTACKED_IMAGES = 1000;
export const EPSILON = 0.06;
export const LEARNING_RATE = 1e-3;

export interface Bytes {
  readonly pixels: Uint8Array;
  readonly labels: Uint8Array;
}

export interface Problem {
  readonly settings: BenchSettings;
  /** Of all layers, the input's and the logits' included. */
  readonly widths: readonly number[];
  /** The batch as the data set holds it: each step of each contender begins with these bytes. */
  readonly batch: Bytes;
  /** The images that are attacked, as numbers in [0, 1]. */
  readonly attacked: LabelledImages;
  /** [n, in, out] and [n, 1, out] for each layer, row-major. */
  readonly initial: readonly Float32Array[];
  /** Weights of the pixels in the penalty's metric, [inputSize]; null where all count alike. */
  readonly pixelWeights: Float32Array | null;
  /** The product's trainer at the initial parameters, whose every step sees this batch. */
  newTrainer(way?: Pick<TrainingSettings, 'penalty' | 'metric'>): Trainer;
}

export async function openProblem(
  source: ShardSource,
  settings: BenchSettings,
  attackedImages = ATTACKED_IMAGES,
): Promise<Problem> {
  const dataset = await openDataset(source);
  const first = (count: number) => Array.from({ length: count }, (_, i) => i);
  const batch = await dataset.images('train', first(settings.batch));
  const heldOut = Math.min(attackedImages, dataset.manifest.splits.test.count);
  const held = await dataset.images('test', first(heldOut));
  const { members, hidden, penalty, metric, lambda } = settings;
  const training: TrainingSettings = {
    ...DEFAULT_SETTINGS,
    ...{ members, hidden, penalty, metric, lambda, learningRate: LEARNING_RATE },
    // One batch is an epoch, so each step sees the same images, in an order of its own.
    ...{ batch: settings.batch, images: settings.batch },
  };
  const newTrainer: Problem['newTrainer'] = (way) => new Trainer(dataset, { ...training, ...way });
  const trainer = newTrainer();
  const start = trainer.snapshot();
  const initial = (await start.read()).parameters.map((values) => values.slice());
  start.dispose();
  trainer.dispose();
  return {
    settings,
    widths: [dataset.imageSize, ...hidden, dataset.classCount],
    batch,
    attacked: { pixels: Float32Array.from(held.pixels, (v) => v / 255), labels: held.labels },
    initial,
    pixelWeights: metric === 'spread' ? dataset.pixelSpread : null,
    newTrainer,
  };
}

export function oneHot(labels: Uint8Array, classes: number): Float32Array {
  const target = new Float32Array(labels.length * classes);
  labels.forEach((label, b) => {
    target[b * classes + label] = 1;
  });
  return target;
}

/** [in, out] of each layer. */
export function layersOf({ widths }: Problem): { readonly in: number; readonly out: number }[] {
  return widths.slice(1).map((out, l) => ({ in: widths[l]!, out }));
}
