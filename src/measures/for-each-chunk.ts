/**
 * Going through many images chunk by chunk, so that memory stays bounded, messages get through in
 * between, and whoever asked can see how far it has come and call it off.
 */
import { concat, type Tensor3D } from '@tensorflow/tfjs-core';
import { fgs } from '../attacks/fgs';
import { type LabelledImages, sliceImages, toBatch } from '../ensemble/batch';
import { inputGradients, type Model } from '../ensemble/input-gradient';
import { type Prediction, predictBatch } from '../ensemble/prediction';
import type { AttackSource } from '../ops/composed/sign-steps';
import { readValues, scoped } from '../ops/scope';

/** Told before each chunk how many images are done, of how many; false calls the survey off. */
export type GoOn = (done: number, total: number) => boolean | Promise<boolean>;

/** Images on the device at once. Always as many: a GPU backend keeps buffers for every size. */
const CHUNK = 250;

/** What `measure` finds in each chunk, in order; null where it was called off. */
export async function survey<T>(
  images: LabelledImages,
  goOn: GoOn,
  measure: (chunk: LabelledImages) => Promise<T>,
): Promise<T[] | null> {
  const total = images.labels.length;
  const found: T[] = [];
  for (let from = 0; from < total; from += CHUNK) {
    if (!(await goOn(from, total))) return null;
    found.push(await measure(sliceImages(images, from, Math.min(from + CHUNK, total))));
  }
  return found;
}

/** What an ensemble says of images before any attack, and after the FGS step of each source. */
export interface AttackedPredictions {
  readonly clean: readonly Prediction[];
  /** One list for each source. */
  readonly attacked: readonly (readonly Prediction[])[];
}

/** One read-back for all of them. */
export async function predictAttacked(
  model: Model,
  images: LabelledImages,
  sources: readonly AttackSource[],
  epsilon: number,
): Promise<AttackedPredictions> {
  const { architecture, parameters } = model;
  const { inputSize, classCount } = architecture.spec;
  const logits = scoped(() => {
    const batch = toBatch(images, inputSize, classCount);
    const gradients = inputGradients(model, batch.images, batch.target);
    const attacked = sources.map((source) => {
      const adversarial = fgs(batch.images, gradients, source, [epsilon]);
      return architecture.forward(parameters, adversarial).logits;
    });
    return concat([gradients.trace.logits, ...attacked], 1) as Tensor3D;
  });
  try {
    const predictions = predictBatch(await readValues(logits), logits.shape);
    const count = images.labels.length;
    const part = (k: number) => predictions.slice(k * count, (k + 1) * count);
    return { clean: part(0), attacked: sources.map((_, s) => part(s + 1)) };
  } finally {
    logits.dispose();
  }
}

/** Chunks' predictions as one. */
export function joined(parts: readonly AttackedPredictions[]): AttackedPredictions {
  const sources = parts[0]?.attacked.length ?? 0;
  return {
    clean: parts.flatMap(({ clean }) => clean),
    attacked: Array.from({ length: sources }, (_, s) => parts.flatMap((p) => p.attacked[s]!)),
  };
}
