/**
 * Going through many images chunk by chunk, so that memory stays bounded, messages get through in
 * between, and whoever asked can see how far it has come and call it off.
 */
import { type LabelledImages, sliceImages } from '../ensemble/batch';

/** Told before each chunk how many images are done, of how many; false calls the rest off. */
export type OnProgress = (done: number, total: number) => boolean | Promise<boolean>;

/**
 * Images on the device at once: enough to keep it busy, few enough for a phone's memory. Always as many,
 * since a GPU backend keeps buffers for every size.
 */
const CHUNK = 250;

export function* chunksOf(images: LabelledImages): Generator<LabelledImages> {
  const total = images.labels.length;
  for (let from = 0; from < total; from += CHUNK) {
    yield sliceImages(images, from, Math.min(from + CHUNK, total));
  }
}

/** What `measure` finds in each chunk, in order; null where it was called off. */
export async function forEachChunk<T>(
  images: LabelledImages,
  onProgress: OnProgress,
  measure: (chunk: LabelledImages) => Promise<T>,
): Promise<T[] | null> {
  const found: T[] = [];
  let done = 0;
  for (const chunk of chunksOf(images)) {
    if (!(await onProgress(done, images.labels.length))) return null;
    found.push(await measure(chunk));
    done += chunk.labels.length;
  }
  return found;
}
