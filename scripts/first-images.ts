/** Images of the test set, as commands measure on. */
import { type Dataset, toFloat } from '../src/data/dataset';
import type { LabelledImages } from '../src/ensemble/batch';

export async function firstTestImages(dataset: Dataset, count: number): Promise<LabelledImages> {
  const indices = Array.from({ length: count }, (_, i) => i);
  const { pixels, labels } = await dataset.images('test', indices);
  return { pixels: toFloat(pixels), labels };
}
