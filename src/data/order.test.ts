import { describe, expect, it } from 'vitest';
import { type OrderSettings, trainingOrder } from './order';

const SETTINGS: OrderSettings = { seed: 1, imageCount: 1000, blockSize: 300, batchSize: 64 };

const PINNED = [5, 4, 1, 0, 3, 2, 6, 8, 9, 7, 10, 11, 1, 7, 5, 11, 2, 10, 4, 3, 9, 8, 0, 6];

const ALL = Array.from({ length: SETTINGS.imageCount }, (_, i) => i);

/** The first positions of the endless stream of images. */
function positions(count: number, settings = SETTINGS): number[] {
  const order = trainingOrder(settings);
  const steps = Math.ceil(count / settings.batchSize);
  return Array.from({ length: steps }, (_, step) => [...order.batchIndices(step)])
    .flat()
    .slice(0, count);
}

const sorted = (values: readonly number[]) => values.toSorted((a, b) => a - b);

describe('the order of training images', () => {
  it.each([0, 1, 2, 3])('visits every image exactly once in epoch %i', (epoch) => {
    const epochs = positions(4000);
    expect(sorted(epochs.slice(epoch * 1000, (epoch + 1) * 1000))).toEqual(ALL);
  });

  it('stays within one block after the other in the first epoch', () => {
    const epoch = positions(1000);
    for (let from = 0; from < 1000; from += 300) {
      expect(sorted(epoch.slice(from, from + 300))).toEqual(ALL.slice(from, from + 300));
    }
  });

  it('needs only the first block for the first steps', () => {
    const order = trainingOrder({ seed: 1, imageCount: 60_000, blockSize: 5000, batchSize: 128 });
    for (let step = 0; step < Math.floor(5000 / 128); step++) {
      expect(Math.max(...order.batchIndices(step))).toBeLessThan(5000);
    }
  });

  it('mixes all images from the second epoch on', () => {
    const second = positions(2000).slice(1000);
    expect(Math.max(...second.slice(0, 100))).toBeGreaterThan(900);
    expect(second).not.toEqual(positions(3000).slice(2000));
  });

  it('really shuffles: few images stay where they were', () => {
    const stays = positions(2000).filter((image, position) => image === position % 1000);
    expect(stays.length).toBeLessThan(20);
  });

  it('is the same for the same seed and another for another', () => {
    expect(positions(2000)).toEqual(positions(2000));
    expect(positions(1000, { ...SETTINGS, seed: 2 })).not.toEqual(positions(1000));
  });

  it('does not depend on the batch size', () => {
    expect(positions(3000, { ...SETTINGS, batchSize: 7 })).toEqual(positions(3000));
  });

  it('is the same in whatever order its steps are asked for', () => {
    const inTurn = trainingOrder(SETTINGS);
    const steps = Array.from({ length: 80 }, (_, step) => [...inTurn.batchIndices(step)]);
    const atRandom = trainingOrder(SETTINGS);
    for (const step of [79, 0, 15, 16, 78, 31, 15, 47, 1, 62]) {
      expect([...atRandom.batchIndices(step)]).toEqual(steps[step]);
    }
  });

  it('lets a batch straddle two epochs, or several where there are few images', () => {
    // 1000 = 15 × 64 + 40: step 15 ends the first epoch and begins the second.
    const straddling = [...trainingOrder(SETTINGS).batchIndices(15)];
    expect(straddling).toEqual(positions(1024).slice(960));
    const few = trainingOrder({ seed: 1, imageCount: 3, blockSize: 300, batchSize: 12 });
    const counts = [0, 0, 0];
    for (const image of few.batchIndices(0)) counts[image]!++;
    expect(counts).toEqual([4, 4, 4]);
  });

  it('is this, forever: links and stored ensembles depend on it', () => {
    const settings = { seed: 1, imageCount: 12, blockSize: 6, batchSize: 24 };
    expect([...trainingOrder(settings).batchIndices(0)]).toEqual(PINNED);
  });

  it('refuses what makes no order', () => {
    expect(() => trainingOrder({ ...SETTINGS, imageCount: 0 })).toThrow(/imageCount/);
    expect(() => trainingOrder({ ...SETTINGS, batchSize: 1.5 })).toThrow(/batchSize/);
    expect(() => trainingOrder({ ...SETTINGS, blockSize: -1 })).toThrow(/blockSize/);
    expect(() => trainingOrder(SETTINGS).batchIndices(-1)).toThrow(RangeError);
    expect(() => trainingOrder(SETTINGS).batchIndices(0.5)).toThrow(RangeError);
  });
});
