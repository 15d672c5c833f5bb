/**
 * The Square attack (Andriushchenko et al. 2020), its L∞ version: it sees what the ensemble says and no gradient. From
 * vertical stripes of ±ε it tries squares of ±ε at random places, smaller and smaller, and keeps those that lower
 * the vote's margin. Where it turns more images than an attack by gradients does, the gradients mislead.
 */
import { tensor2d } from '@tensorflow/tfjs-core';
import { type RandomStream, stream } from '../data/random';
import type { Domain } from '../data/training-data';
import { domainOf } from '../ensemble/architecture';
import type { LabelledImages } from '../ensemble/batch';
import type { Model } from '../ensemble/input-gradient';
import { predict } from '../ensemble/prediction';
import { deviceCode, operations } from '../ops/operations';
import { release, scoped } from '../ops/scope';

export interface SquareSpec {
  /** L∞, in units of pixel intensity. */
  readonly epsilon: number;
  /** How often the ensemble is asked about an image at most, one or more. */
  readonly queries: number;
  readonly seed: number;
}

export interface SquareAttack {
  /** [B, inputSize], in the ball and in the domain. */
  readonly adversarial: Float32Array;
  /** Whether the vote is wrong there, of each image; of one that it gets wrong unattacked, always: [B]. */
  readonly turned: readonly boolean[];
}

/** Share of the image that the first squares cover: what AutoAttack begins with (Croce and Hein 2020). */
const INITIAL_SHARE = 0.8;
/** Of 10,000 queries, after how many the share is halved once more: the paper's schedule. */
const HALVED_AFTER = [10, 50, 200, 500, 1000, 2000, 4000, 6000, 8000] as const;
/** Queries between two answers that are waited for: some 50 ms where the worker itself computes. */
const QUERIES_AT_ONCE = 8;

/**
 * All images that still stand are asked about together. The random numbers of each are its own.
 * @param imageShape [height, width, channels]
 * @param onShare is told which share is done, 0 to 1; false calls the rest off
 * @returns null where it was called off
 */
export async function squareAttack(
  model: Model,
  images: LabelledImages,
  imageShape: readonly number[],
  { epsilon, queries, seed }: SquareSpec,
  onShare: (share: number) => boolean | Promise<boolean> = () => true,
): Promise<SquareAttack | null> {
  const { inputSize: size } = model.architecture.spec;
  const moved = movedWithin(domainOf(model.architecture.spec));
  const count = images.labels.length;
  const adversarial = images.pixels.slice();
  const clean = await ask(model, images.pixels, images.labels);
  const turned = clean.map((answer) => answer.turned);
  const margins = new Float64Array(count).fill(Number.POSITIVE_INFINITY);
  const random = Array.from({ length: count }, (_, b) => stream(seed, 'square', b));
  for (let query = 0; query < queries; query++) {
    const standing = turned.flatMap((gone, b) => (gone ? [] : [b]));
    if (standing.length === 0) break;
    if (query % QUERIES_AT_ONCE === 0 && !(await onShare(query / queries))) return null;
    const tried = new Float32Array(standing.length * size);
    standing.forEach((b, k) => {
      const own = tried.subarray(k * size, (k + 1) * size);
      own.set(adversarial.subarray(b * size, (b + 1) * size));
      const origin = images.pixels.subarray(b * size, (b + 1) * size);
      if (query === 0) drawStripes(own, origin, imageShape, epsilon, moved, random[b]!);
      else {
        const side = sideOf(imageShape, query / queries);
        drawSquare(own, origin, imageShape, side, epsilon, moved, random[b]!);
      }
    });
    const labels = Uint8Array.from(standing, (b) => images.labels[b]!);
    const answers = await ask(model, tried, labels);
    standing.forEach((b, k) => {
      const { margin, turned: gone } = answers[k]!;
      if (!gone && margin >= margins[b]!) return;
      margins[b] = margin;
      turned[b] = gone;
      adversarial.set(tried.subarray(k * size, (k + 1) * size), b * size);
    });
  }
  return { adversarial, turned };
}

/** Side of a square in pixels, after this share of the queries. */
export function sideOf([height, width]: readonly number[], share: number): number {
  const halvings = HALVED_AFTER.filter((after) => share * 1e4 > after).length;
  const side = Math.round(Math.sqrt(INITIAL_SHARE * 2 ** -halvings * height! * width!));
  return Math.max(1, Math.min(side, height! - 1, width! - 1));
}

/** Each column, in each channel, at ε above or below the image. */
function drawStripes(
  pixels: Float32Array,
  origin: Float32Array,
  [height, width, channels]: readonly number[],
  epsilon: number,
  moved: Moved,
  { uniform }: RandomStream,
): void {
  const row = width! * channels!;
  for (let at = 0; at < row; at++) {
    const offset = uniform() < 0.5 ? -epsilon : epsilon;
    for (let y = 0; y < height!; y++) pixels[y * row + at] = moved(origin[y * row + at]!, offset);
  }
}

/** A square at ε above or below the image, in each channel; the other way where that changes nothing. */
function drawSquare(
  pixels: Float32Array,
  origin: Float32Array,
  [height, width, channels]: readonly number[],
  side: number,
  epsilon: number,
  moved: Moved,
  { uniform }: RandomStream,
): void {
  const top = Math.floor(uniform() * (height! - side + 1));
  const left = Math.floor(uniform() * (width! - side + 1));
  const offsets = Array.from({ length: channels! }, () => (uniform() < 0.5 ? -epsilon : epsilon));
  const draw = (sign: 1 | -1) => {
    let changed = false;
    for (let y = top; y < top + side; y++) {
      for (let x = left; x < left + side; x++) {
        for (let c = 0; c < channels!; c++) {
          const at = (y * width! + x) * channels! + c;
          const value = Math.fround(moved(origin[at]!, sign * offsets[c]!));
          changed ||= value !== pixels[at];
          pixels[at] = value;
        }
      }
    }
    return changed;
  };
  if (!draw(1)) draw(-1);
}

/** A value with an offset, brought back into the domain. */
type Moved = (value: number, offset: number) => number;

function movedWithin({ low, high }: Domain): Moved {
  return (value, offset) => Math.min(high, Math.max(low, value + offset));
}

interface Answer {
  /** log p̄_y − max_{k≠y} log p̄_k of the mean probability p̄: nothing saturates. */
  readonly margin: number;
  /** Whether the vote is wrong. */
  readonly turned: boolean;
}

/** Near a tie rounding decides: what the vote is then, only the prediction itself says. */
const NEAR_TIE = 1e-9;

/** What the ensemble says of images, one forward pass. @param pixels [B, inputSize] */
async function ask(model: Model, pixels: Float32Array, labels: Uint8Array): Promise<Answer[]> {
  const { architecture, parameters } = model;
  const size = architecture.spec.inputSize;
  const rows = rowsFor(labels.length);
  const logits = scoped(() => {
    const padded = new Float32Array(rows * size);
    padded.set(pixels);
    return architecture.forward(parameters, tensor2d(padded, [rows, size])).logits;
  });
  try {
    const [values] = await operations().readTogether([logits]);
    const [members, , classes] = logits.shape;
    return Array.from(labels, (truth, b) => {
      const said = Array.from({ length: members }, (_, i) => {
        const from = (i * rows + b) * classes;
        return values!.subarray(from, from + classes);
      });
      const margin = voteMargin(said, truth);
      const near = Math.abs(margin) < NEAR_TIE;
      return { margin, turned: near ? predict(said).ensemble !== truth : margin < 0 };
    });
  } finally {
    release(logits);
  }
}

/** A GPU's backend keeps buffers for every size: there, up to a power of two. */
function rowsFor(count: number): number {
  return deviceCode() === 'webgpu' ? 2 ** Math.ceil(Math.log2(count)) : count;
}

/** @param logits one row for each member */
function voteMargin(logits: readonly Float32Array[], truth: number): number {
  const logs = logits.map((row) => {
    const highest = Math.max(...row);
    let total = 0;
    for (const z of row) total += Math.exp(z - highest);
    const normaliser = highest + Math.log(total);
    return Float64Array.from(row, (z) => z - normaliser);
  });
  let other = Number.NEGATIVE_INFINITY;
  for (let k = 0; k < logs[0]!.length; k++) {
    if (k !== truth) other = Math.max(other, logOfSum(logs, k));
  }
  return logOfSum(logs, truth) - other;
}

/** log Σ_i exp(l_ik) */
function logOfSum(logs: readonly Float64Array[], k: number): number {
  let highest = Number.NEGATIVE_INFINITY;
  for (const row of logs) highest = Math.max(highest, row[k]!);
  let total = 0;
  for (const row of logs) total += Math.exp(row[k]! - highest);
  return highest + Math.log(total);
}
