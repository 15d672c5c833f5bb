/** What an ensemble says of images, before any attack and after FGS. */
import { concat, type Tensor3D } from '@tensorflow/tfjs-core';
import { attack, knownAscent } from '../attacks/attack';
import { RECIPES, specOf } from '../attacks/attack-recipe';
import { type AttackSource, objectiveOf } from '../attacks/attack-source';
import { type LabelledImages, toBatch } from '../ensemble/batch';
import { inputGradients, type Model } from '../ensemble/input-gradient';
import { type Prediction, predictBatch } from '../ensemble/prediction';
import { operations } from '../ops/operations';
import { readValues, release, scoped } from '../ops/scope';
import { chunksOf } from './for-each-chunk';

/** Predictions for any number of unattacked images, with one read-back for all of them. */
export async function classify(model: Model, images: LabelledImages): Promise<Prediction[]> {
  const { architecture, parameters } = model;
  const { inputSize, classCount } = architecture.spec;
  const logits = [...chunksOf(images)].map((chunk) =>
    scoped(() => {
      const batch = toBatch(chunk, inputSize, classCount);
      return architecture.forward(parameters, batch.images).logits;
    }),
  );
  try {
    const values = await operations().readTogether(logits);
    return logits.flatMap(({ shape }, c) => predictBatch(values[c]!, shape));
  } finally {
    release(logits);
  }
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
    const target = { classes: images.labels, towards: false };
    const attacked = sources.map((source) => {
      const objective = objectiveOf(source);
      const spec = specOf(RECIPES.fgs, epsilon, objective);
      const ascent = knownAscent(gradients, objective);
      const { adversarial } = attack(model, batch.images, target, spec, { ascent });
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
