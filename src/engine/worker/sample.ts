/** What the charts show of a run at one step: the loss by part, and how the ensemble does. */

import { anglesOf } from '../../ensemble/angles';
import { type LabelledImages, toBatch } from '../../ensemble/batch';
import { crossEntropy } from '../../ensemble/cross-entropy';
import { inputGradients, type Model } from '../../ensemble/input-gradient';
import { ofPenalty } from '../../geometry/penalties';
import { penaltyValues } from '../../geometry/penalty-values';
import { evaluate } from '../../measures/evaluation';
import { operations } from '../../ops/operations';
import { release, scoped } from '../../ops/scope';
import type { TrainingSettings } from '../../training/settings';
import { type LossParts, SAMPLE_EPSILON, type Sample } from '../protocol';

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
  const loss = await lossParts(model, batch, settings);
  return { step, loss, ...(await evaluate(model, heldOut, spread, [SAMPLE_EPSILON])) };
}

async function lossParts(
  model: Model,
  images: LabelledImages,
  { penalty, lambda, members }: TrainingSettings,
): Promise<LossParts> {
  const { inputSize, classCount } = model.architecture.spec;
  const computed = scoped(() => {
    const batch = toBatch(images, inputSize, classCount);
    const { margin, direction } = inputGradients(model, batch.images, batch.target);
    return { margin, chords: penalty === 'none' ? null : operations().chords(direction) };
  });
  try {
    const { margin, chords } = computed;
    const [margins, chordValues] = await operations().readTogether(
      chords ? [margin, chords] : [margin],
    );
    const angles = chords ? anglesOf(chordValues!, chords.shape) : [];
    const count = images.labels.length;
    const entropies = Array.from({ length: members }, (_, i) =>
      mean(Array.from(margins!.subarray(i * count, (i + 1) * count), crossEntropy)),
    );
    const values =
      penalty === 'none'
        ? []
        : angles.flatMap((a) => {
            if (!a) return [];
            // Gradients beyond the range of float32 have no angles: the run has exploded.
            return [
              a.some(Number.isNaN) ? Number.NaN : ofPenalty(penaltyValues, penalty)(a, members),
            ];
          });
    const value = values.length > 0 ? mean(values) : null;
    const total = entropies.reduce((a, b) => a + b, 0) + lambda * (value ?? 0);
    return { crossEntropy: entropies, penalty: value, total };
  } finally {
    release(computed);
  }
}

function mean(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0) / values.length;
}
