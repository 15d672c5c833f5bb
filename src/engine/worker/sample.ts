/** What the charts show of a run at one step: the loss by part, and how the ensemble does. */

import { RECIPES } from '../../attacks/attack-recipe';
import { type LabelledImages, toBatch } from '../../ensemble/batch';
import { crossEntropy } from '../../ensemble/cross-entropy';
import { inputGradients, type Model } from '../../ensemble/input-gradient';
import { ofPenalty } from '../../geometry/penalties';
import { penaltyValues } from '../../geometry/penalty-values';
import { measureSuccess } from '../../measures/attack-success';
import { evaluate } from '../../measures/evaluation';
import { gradientGeometry, imageGradients } from '../../measures/gradient-geometry';
import { operations } from '../../ops/operations';
import { release, scoped } from '../../ops/scope';
import type { TrainingSettings } from '../../training/settings';
import { type LossParts, SAMPLE_EPSILON, type Sample } from '../protocol';

/** Held-out images of a sample; the final rating takes all that are given. */
export const SAMPLE_IMAGES = 500;

/**
 * @param batch the images that the loss is taken on
 * @param spread of the data set's pixels
 */
export async function takeSample(
  model: Model,
  step: number,
  settings: TrainingSettings,
  batch: LabelledImages,
  heldOut: LabelledImages,
  spread: Float32Array,
): Promise<Sample> {
  const loss = await lossParts(model, batch, settings, spread);
  return { step, loss, ...(await evaluate(model, heldOut, spread, [SAMPLE_EPSILON])) };
}

/**
 * The success of PGD on the ensemble, on the images that a sample is taken on: many times the work of the
 * sample itself.
 * @param goOn asked between pieces of the work
 * @returns null where it was called off
 */
export async function samplePgd(
  model: Model,
  heldOut: LabelledImages,
  goOn: () => boolean,
): Promise<Sample['pgd'] | null> {
  const epsilon = SAMPLE_EPSILON;
  const attack = { attacker: 'ensemble', how: RECIPES.pgd, epsilon } as const;
  const request = { ...attack, model, surrogate: null, images: heldOut };
  const found = await measureSuccess(request, goOn);
  return found && { epsilon, rates: found.rates };
}

async function lossParts(
  model: Model,
  images: LabelledImages,
  { penalty, lambda, members, metric }: TrainingSettings,
  spread: Float32Array,
): Promise<LossParts> {
  const { inputSize, classCount } = model.architecture.spec;
  const computed = scoped(() => {
    const batch = toBatch(images, inputSize, classCount);
    const gradients = inputGradients(model, batch.images, batch.target);
    if (penalty === 'none') return { margin: gradients.margin, geometry: null };
    const geometry = gradientGeometry(gradients, metric === 'spread' ? spread : undefined);
    return { margin: gradients.margin, geometry };
  });
  try {
    const { margin, geometry } = computed;
    const [margins, ...values] = await operations().readTogether([margin, ...(geometry ?? [])]);
    const gradients = geometry ? imageGradients(values, geometry) : [];
    const count = images.labels.length;
    const entropies = Array.from({ length: members }, (_, i) =>
      mean(Array.from(margins!.subarray(i * count, (i + 1) * count), crossEntropy)),
    );
    const penalties =
      penalty === 'none'
        ? []
        : gradients.flatMap((image) => {
            // Gradients beyond the range of float32 have no angles and no lengths: the run has exploded.
            const exploded =
              image.angles?.some(Number.isNaN) || !image.lengths.every(Number.isFinite);
            return exploded ? Number.NaN : (ofPenalty(penaltyValues, penalty)(image) ?? []);
          });
    const value = penalties.length > 0 ? mean(penalties) : null;
    const total = entropies.reduce((a, b) => a + b, 0) + lambda * (value ?? 0);
    return { crossEntropy: entropies, penalty: value, total };
  } finally {
    release(computed);
  }
}

function mean(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0) / values.length;
}
