/**
 * One training run: parameters, optimiser and the place in the order of images, advanced a step at a
 * time. Settings and seed alone decide the result (on one backend); a run that was changed on the
 * way is repeated by replaying its recorded changes.
 */
import { type Tensor, type Tensor1D, tensor, tensor1d } from '@tensorflow/tfjs-core';
import { type TrainingOrder, trainingOrder } from '../data/order';
import type { TrainingData } from '../data/training-data';
import { architectureOf } from '../ensemble/architecture-of';
import { type LabelledImages, toBatch } from '../ensemble/batch';
import type { Model } from '../ensemble/input-gradient';
import { release } from '../ops/scope';
import { adversarialImages } from './adversarial-images';
import {
  type Change,
  checkSettings,
  type LiveSetting,
  problemWith,
  RANGES,
  type Ranges,
  type TrainingSettings,
  totalSteps,
  withChange,
} from './settings';
import { currentSettings, keptMoments, momentsOf, type Snapshot } from './snapshot';
import { createStepper } from './steppers/create-stepper';
import type { Stepper } from './steppers/stepper';

/** A run at one step, on the device. Its tensors are its own: dispose of it when done. */
export interface DeviceSnapshot {
  readonly model: Model;
  readonly step: number;
  readonly settings: TrainingSettings;
  /** The batch that the last step was taken on, or null before the first. */
  readonly lastImages: LabelledImages | null;
  /** Reads the whole state back. */
  read(): Promise<Snapshot>;
  dispose(): void;
}

export class Trainer {
  readonly #data: TrainingData;
  readonly #order: TrainingOrder;
  readonly #initial: TrainingSettings;
  #settings: TrainingSettings;
  #changes: Change[];
  readonly #stepper: Stepper;
  #lastImages: LabelledImages | null = null;
  /** How much each input value varies, on the device, once it is asked for. */
  #spread: Tensor1D | null = null;

  /**
   * @param from the settings of a new run, or a kept run to go on with
   * @param ranges of the settings
   * @throws RangeError for settings out of range, or of another data set
   */
  constructor(data: TrainingData, from: TrainingSettings | Snapshot, ranges: Ranges = RANGES) {
    const kept = 'parameters' in from ? from : null;
    this.#data = data;
    this.#initial = kept?.initial ?? (from as TrainingSettings);
    this.#changes = [...(kept?.changes ?? [])];
    this.#settings = currentSettings({ initial: this.#initial, changes: this.#changes });
    checkSettings(this.#settings, ranges);
    if (this.#settings.data !== data.id) {
      throw new RangeError(`A run on ${this.#settings.data} cannot go on with ${data.id}.`);
    }
    const { members, hidden, seed, images, batch } = this.#settings;
    this.#order = trainingOrder({
      seed,
      imageCount: images,
      blockSize: data.blockSize,
      batchSize: batch,
    });
    const architecture = architectureOf({
      kind: 'mlp',
      inputSize: data.inputSize,
      hidden,
      classCount: data.classCount,
      domain: data.domain,
    });
    const parameters = kept
      ? kept.parameters.map((values, k) =>
          tensor(values, [members, ...architecture.variableShapes[k]!]),
        )
      : architecture.initialise(members, seed);
    this.#stepper = createStepper({
      architecture,
      parameters,
      moments: kept ? momentsOf(kept) : null,
      steps: kept?.step ?? 0,
    });
  }

  get settings(): TrainingSettings {
    return this.#settings;
  }

  /** Steps taken. */
  get step(): number {
    return this.#stepper.steps;
  }

  /** Every change made so far, in order. */
  get changes(): readonly Change[] {
    return this.#changes;
  }

  get totalSteps(): number {
    return totalSteps(this.#settings);
  }

  get finished(): boolean {
    return this.step >= this.totalSteps;
  }

  /** The present ensemble. Its tensors are disposed of by the next step. */
  get model(): Model {
    return this.#stepper.model;
  }

  /**
   * Changes a setting from the next step on, and records it.
   * @throws RangeError for a value out of range
   */
  change(setting: LiveSetting, value: Change['value']): void {
    const problem = problemWith(setting, value);
    if (problem) throw new RangeError(problem);
    if (this.#settings[setting] === value) return;
    const change: Change = { step: this.step, setting, value };
    this.#settings = withChange(this.#settings, change);
    // Of the changes between two steps only the last is ever in force.
    const between = (other: Change) => other.step === change.step && other.setting === setting;
    this.#changes = [...this.#changes.filter((other) => !between(other)), change];
  }

  /** Takes one step, waiting for the images it needs. */
  async advance(signal?: AbortSignal): Promise<void> {
    const indices = this.#order.batchIndices(this.step);
    this.#lastImages = await this.#data.inputs('train', indices, signal);
    const { labels } = this.#lastImages;
    const { penalty, lambda, metric, learningRate } = this.#settings;
    const pixelWeights = metric === 'spread' ? this.#pixelSpread() : undefined;
    const { inputSize, classCount } = this.#data;
    const { images, target } = toBatch(this.#lastImages, inputSize, classCount);
    const made: Tensor[] = [images, target];
    try {
      const at = { images, labels, indices, step: this.step };
      const adversarial =
        this.#settings.adversarial === 'none'
          ? null
          : adversarialImages(this.#stepper.model, at, this.#settings);
      if (adversarial) made.push(adversarial);
      const objective = { penalty, lambda, pixelWeights };
      this.#stepper.step(images, target, objective, learningRate, adversarial);
    } finally {
      release(made);
    }
  }

  /** The present state, to be measured or kept while the steps go on. */
  snapshot(): DeviceSnapshot {
    const own = this.#stepper.snapshot();
    const rest = { initial: this.#initial, changes: [...this.#changes], step: this.step };
    return {
      model: own.model,
      step: rest.step,
      settings: this.#settings,
      lastImages: this.#lastImages,
      read: async () => {
        const { parameters, moments } = await own.read();
        return { ...rest, parameters, adam: keptMoments(moments) };
      },
      dispose: () => own.dispose(),
    };
  }

  dispose(): void {
    this.#stepper.dispose();
    this.#spread?.dispose();
    this.#spread = null;
  }

  #pixelSpread(): Tensor1D {
    this.#spread ??= tensor1d(this.#data.pixelSpread);
    return this.#spread;
  }
}

/** Repeats a run from its settings at the start and its changes, up to `steps` steps. */
export async function replay(
  data: TrainingData,
  initial: TrainingSettings,
  changes: readonly Change[],
  steps: number,
): Promise<Trainer> {
  const trainer = new Trainer(data, initial);
  while (trainer.step < steps) {
    for (const { step, setting, value } of changes) {
      if (step === trainer.step) trainer.change(setting, value);
    }
    await trainer.advance();
  }
  return trainer;
}
