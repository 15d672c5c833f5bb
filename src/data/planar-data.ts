/**
 * Labelled points of the plane as a data set. They lie in the square [−1, 1]², which is their domain, and are all
 * used for training: held out is nothing.
 */
import type { SplitName } from './manifest';
import { pixelSpread } from './pixel-spread';
import type { DataSetId, Domain, LabelledInputs, TrainingData } from './training-data';

/** Of either coordinate. */
export const PLANE_DOMAIN: Domain = { low: -1, high: 1 };

/** Coordinates of a point. */
const SIZE = 2;

export interface LabelledPoints {
  /** (x, y) of each, in the square: [count, 2] */
  readonly points: Float32Array;
  /** [count], each below the class count */
  readonly labels: Uint8Array;
  readonly classCount: number;
}

export class PlanarData implements TrainingData {
  readonly inputShape = [SIZE];
  readonly inputSize = SIZE;
  readonly domain = PLANE_DOMAIN;
  readonly classNames: readonly string[];
  readonly classCount: number;
  readonly #points: Float32Array;
  readonly #labels: Uint8Array;

  /**
   * @param id says how the points are had again
   * @throws RangeError where there is no point, a point lies outside the square, or a label names no class
   */
  constructor(
    readonly id: DataSetId,
    { points, labels, classCount }: LabelledPoints,
  ) {
    const { low, high } = PLANE_DOMAIN;
    if (labels.length === 0) throw new RangeError('There is no point to train on.');
    if (points.length !== SIZE * labels.length) {
      throw new RangeError(`${labels.length} labels need as many points.`);
    }
    if (!points.every((value) => value >= low && value <= high)) {
      throw new RangeError(`A point lies outside the square from ${low} to ${high}.`);
    }
    if (classCount < 2 || labels.some((label) => label >= classCount)) {
      throw new RangeError(`A label names none of ${classCount} classes.`);
    }
    this.#points = points;
    this.#labels = labels;
    this.classCount = classCount;
    this.classNames = Array.from({ length: classCount }, (_, k) => `${k + 1}`);
  }

  /** @throws RangeError where all points are one */
  get pixelSpread(): Float32Array {
    return pixelSpread(this.#points, SIZE);
  }

  get blockSize(): number {
    return this.#labels.length;
  }

  count(_split: SplitName): number {
    return this.#labels.length;
  }

  async inputs(_split: SplitName, indices: ArrayLike<number>): Promise<LabelledInputs> {
    const pixels = new Float32Array(SIZE * indices.length);
    const labels = new Uint8Array(indices.length);
    for (let b = 0; b < indices.length; b++) {
      const index = indices[b]!;
      if (!(Number.isInteger(index) && index >= 0 && index < this.#labels.length)) {
        throw new RangeError(`There are points 0 to ${this.#labels.length - 1}, not ${index}.`);
      }
      pixels[SIZE * b] = this.#points[SIZE * index]!;
      pixels[SIZE * b + 1] = this.#points[SIZE * index + 1]!;
      labels[b] = this.#labels[index]!;
    }
    return { pixels, labels };
  }
}
