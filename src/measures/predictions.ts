/** What an ensemble says of images that nobody has attacked. */
import { type LabelledImages, toBatch } from '../ensemble/batch';
import type { Model } from '../ensemble/input-gradient';
import { type Prediction, predictBatch } from '../ensemble/prediction';
import { operations } from '../ops/operations';
import { release, scoped } from '../ops/scope';
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
