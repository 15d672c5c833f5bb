/**
 * What networks can be trained on: labelled inputs of one shape. Nothing outside data/ knows how many values an
 * input has, how many classes there are, or between which bounds a value lies.
 */
import type { SplitName } from './manifest';

/**
 * Between which bounds every value of an input lies; an attack does not lead out of them. Zero is among them: vector
 * code keeps zeros behind its rows.
 */
export interface Domain {
  readonly low: number;
  readonly high: number;
}

/** Of a pixel: black to white. */
export const PIXEL_DOMAIN: Domain = { low: 0, high: 1 };

/**
 * Which data set it is, as settings, records, files and links name it: `FASHION_MNIST`, or for points of the plane a
 * text that says how they are had again.
 */
export type DataSetId = string;

/** The images that come with the page: what is meant where no data set is named. */
export const FASHION_MNIST = 'fashion-mnist';

/** Letters of an identity, at most: own points are spelled out in it. */
const LONGEST_ID = 4000;

/** Whether a text could name a data set; which ones there are is for those to know who have them. */
export function isDataSetId(value: unknown): value is DataSetId {
  return typeof value === 'string' && value.length <= LONGEST_ID && /^[a-z][\w.,-]*$/.test(value);
}

export interface LabelledInputs {
  /** count × inputSize values in the domain, row-major. */
  readonly pixels: Float32Array;
  /** [count], each below the class count */
  readonly labels: Uint8Array;
}

export interface TrainingData {
  readonly id: DataSetId;
  /** [height, width, channels] of an image, [2] of a point of the plane. */
  readonly inputShape: readonly number[];
  /** Values in one input. */
  readonly inputSize: number;
  /** Name of each class, in the order of the labels. */
  readonly classNames: readonly string[];
  readonly classCount: number;
  readonly domain: Domain;
  /** How much each value varies over the training inputs, [inputSize]: 0 to 1, the largest 1 (pixel-spread.ts). */
  readonly pixelSpread: Float32Array;
  /** Training inputs that arrive together, between which the first epoch does not mix (order.ts). */
  readonly blockSize: number;
  count(split: SplitName): number;
  /**
   * The inputs of the given indices, in that order.
   * @throws RangeError for an index outside the split; what else the source throws
   */
  inputs(
    split: SplitName,
    indices: ArrayLike<number>,
    signal?: AbortSignal,
  ): Promise<LabelledInputs>;
}
