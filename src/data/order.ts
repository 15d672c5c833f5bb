/**
 * The order in which training images are visited: a function of seed and settings alone, never of
 * what has been downloaded so far.
 *
 * The first epoch shuffles within consecutive blocks the size of a shard, so that training can begin
 * with the first shard; every later epoch shuffles all images. Epochs follow each other without a
 * gap: a batch may hold the end of one and the start of the next.
 */
import { stream } from './random';

export interface OrderSettings {
  readonly seed: number;
  /** The first so many images of the training set. */
  readonly imageCount: number;
  /** Images in a shard. */
  readonly blockSize: number;
  readonly batchSize: number;
}

export interface TrainingOrder {
  /**
   * Indices of the images of a step, counted from 0: [batchSize].
   * @throws RangeError for a step that is no whole number from 0
   */
  batchIndices(step: number): Uint32Array;
}

/** @throws RangeError for a count that is no positive whole number, or a seed that is no whole one */
export function trainingOrder(settings: OrderSettings): TrainingOrder {
  const { imageCount, blockSize, batchSize } = settings;
  for (const [name, value] of Object.entries({ imageCount, blockSize, batchSize })) {
    if (!Number.isSafeInteger(value) || value < 1) {
      throw new RangeError(`${name} must be a positive whole number, not ${value}.`);
    }
  }
  // The two epochs that a batch can straddle; any other is drawn anew if it is asked for.
  const epochs = new Map<number, Uint32Array>();
  const epochOrder = (epoch: number): Uint32Array => {
    let order = epochs.get(epoch);
    if (!order) {
      order = orderOfEpoch(settings, epoch);
      for (const known of epochs.keys()) if (Math.abs(known - epoch) > 1) epochs.delete(known);
      epochs.set(epoch, order);
    }
    return order;
  };
  return {
    batchIndices(step) {
      const start = step * batchSize;
      if (step < 0 || !Number.isSafeInteger(step) || !Number.isSafeInteger(start)) {
        throw new RangeError(`A step is a whole number from 0, not ${step}.`);
      }
      return Uint32Array.from({ length: batchSize }, (_, k) => {
        const position = start + k;
        return epochOrder(Math.floor(position / imageCount))[position % imageCount]!;
      });
    },
  };
}

function orderOfEpoch({ seed, imageCount, blockSize }: OrderSettings, epoch: number): Uint32Array {
  const generator = stream(seed, 'order', epoch);
  if (epoch > 0) return generator.shuffle(imageCount);
  const order = new Uint32Array(imageCount);
  for (let from = 0; from < imageCount; from += blockSize) {
    const block = generator.shuffle(Math.min(blockSize, imageCount - from));
    block.forEach((k, i) => {
      order[from + i] = from + k;
    });
  }
  return order;
}
