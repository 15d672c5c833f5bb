/** A long run of real training steps, counted early and late: what grows between is a leak. */
import { getBackend } from '@tensorflow/tfjs-core';
import { type Dataset, toFloat } from '../../src/data/dataset';
import type { BackendName } from '../../src/engine/protocol';
import { deviceIdle } from '../../src/engine/worker/device';
import { takeSample } from '../../src/engine/worker/sample';
import type { LabelledImages } from '../../src/ensemble/batch';
import { DEFAULT_SETTINGS, RANGES, type TrainingSettings } from '../../src/training/settings';
import { Trainer } from '../../src/training/trainer';
import { duration } from '../progress';
import { type Census, census, type Heap } from './census';

/** What is done thousands of times. */
export const SOAKED = ['step', 'attack'] as const;

export interface SoakSettings
  extends Pick<TrainingSettings, 'members' | 'hidden' | 'penalty' | 'batch'> {
  readonly what: (typeof SOAKED)[number];
  /** The late count is taken after as many steps, the early one after a tenth of them. */
  readonly steps: number;
}

export const SOAK_DEFAULTS: SoakSettings = {
  what: 'step',
  members: 3,
  hidden: [16],
  penalty: 'gdr',
  batch: 16,
  steps: 10_000,
};

export interface SoakResult {
  readonly early: Census;
  readonly late: Census;
  /** Of all steps with their samples. */
  readonly seconds: number;
  /** The loss on the last batch: that it really trained; null where nothing was. */
  readonly loss: number | null;
}

/** Steps told to a GPU before it is waited for. */
const AHEAD = 4;
/** Samples of a run. Each holds the state, measures it, reads it back and lets go, as the page does. */
const SAMPLES = 100;
const SAMPLE_IMAGES = 100;
export const REPORT_EVERY = 5000;

/**
 * @param collectedHeap collects what can be, and says what is left
 * @throws Error when the loss is no longer a number
 */
export async function soak(
  dataset: Dataset,
  settings: SoakSettings,
  collectedHeap: () => Promise<Heap>,
  log: (line: string) => void,
): Promise<SoakResult> {
  const { steps } = settings;
  const heldOut = await firstImages(dataset, SAMPLE_IMAGES);
  const trainer = new Trainer(dataset, trainingSettings(settings));
  let loss = Number.NaN;
  const count = async () => {
    // Whatever a wait, a read and a sample leave behind is there at both counts.
    loss = await sample(trainer, heldOut, dataset.pixelSpread);
    await deviceIdle(getBackend() as BackendName);
    const counted = census(trainer.step, await collectedHeap());
    log(`counted at step ${counted.step}`);
    return counted;
  };
  const sampleEvery = Math.max(1, Math.floor(steps / SAMPLES));
  const earlyStep = Math.max(1, Math.floor(steps / 10));
  let early: Census | null = null;
  const began = performance.now();
  let reported = began;
  while (trainer.step < steps) {
    await trainer.advance();
    if (trainer.step % AHEAD === 0) await deviceIdle(getBackend() as BackendName);
    if (trainer.step === earlyStep) early = await count();
    else if (trainer.step % sampleEvery === 0) await sample(trainer, heldOut, dataset.pixelSpread);
    const now = performance.now();
    if (now - reported > REPORT_EVERY) {
      reported = now;
      const left = ((now - began) / trainer.step) * (steps - trainer.step);
      log(`step ${trainer.step} of ${steps}, ${duration(left / 1000)} left`);
    }
  }
  const seconds = (performance.now() - began) / 1000;
  const late = await count();
  trainer.dispose();
  return { early: early!, late, seconds, loss };
}

/** As few images as the epochs allow: the first epoch, which loads them, is over long before a count. */
function trainingSettings({ what: _, steps, ...settings }: SoakSettings): TrainingSettings {
  const epochs = RANGES.epochs.max;
  const images = Math.max(settings.batch, Math.ceil((steps * settings.batch) / epochs));
  return { ...DEFAULT_SETTINGS, ...settings, images, epochs };
}

/** What engine/worker/run.ts does a few times a second. @returns the loss */
async function sample(
  trainer: Trainer,
  heldOut: LabelledImages,
  spread: Float32Array,
): Promise<number> {
  const state = trainer.snapshot();
  try {
    const { loss } = await takeSample(
      state.model,
      state.step,
      state.settings,
      state.lastImages!,
      heldOut,
      spread,
    );
    await state.read();
    if (!Number.isFinite(loss.total))
      throw new Error(`the loss at step ${state.step} is no number`);
    return loss.total;
  } finally {
    state.dispose();
  }
}

export async function firstImages(dataset: Dataset, count: number): Promise<LabelledImages> {
  const indices = Array.from({ length: count }, (_, i) => i);
  const { pixels, labels } = await dataset.images('test', indices);
  return { pixels: toFloat(pixels), labels };
}
