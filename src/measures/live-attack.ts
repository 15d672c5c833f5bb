/** An attack on one image, step by step, with everything that a reader wants to see of it. */
import type { Tensor2D, Tensor3D } from '@tensorflow/tfjs-core';
import { everyMemberRight } from '../attacks/success';
import { anglesOf } from '../ensemble/angles';
import { toBatch } from '../ensemble/batch';
import { crossEntropy, marginOf } from '../ensemble/cross-entropy';
import { inputGradients } from '../ensemble/input-gradient';
import { type Prediction, predictBatch } from '../ensemble/prediction';
import { coordinatesIn, spanOf } from '../geometry/span';
import { operations } from '../ops/operations';
import { release, scoped } from '../ops/scope';
import { type AttemptName, type OneImageAttack, worstAttempt } from './attempts';
import type { OnProgress } from './for-each-chunk';

export interface LiveAttack {
  readonly label: number;
  /** [inputSize] */
  readonly original: Float32Array;
  readonly clean: Prediction;
  /** Whether every member is right before the attack: only then is its success counted anywhere. */
  readonly attackable: boolean;
  /** Which attempt did worst. */
  readonly made: AttemptName;
  /** Every iterate, where it starts first: [steps + 1, inputSize]. */
  readonly path: Float32Array;
  /** [steps + 1] */
  readonly predictions: readonly Prediction[];
  /** Each member's loss −log p_y in nats: [steps + 1][n]. */
  readonly losses: readonly (readonly number[])[];
  /** Whether the model that it is made on has no gradient where it starts, so that it climbs nothing. */
  readonly still: boolean;
  readonly gradients: GradientsOfImage;
}

/** The members' input gradients at the unattacked image, and the perturbation in their span. */
export interface GradientsOfImage {
  /** Of each pair, [P], radians; null where one is zero. */
  readonly angles: readonly number[] | null;
  /** ‖∇ℓ_i‖₂, nats per unit of intensity, [n]. */
  readonly lengths: readonly number[];
  /**
   * Directions of ∇ℓ_i in an orthonormal basis of their span, [n][rank], of unit length; the first lies on the
   * first axis, the second in the plane of the first two, and so on. A zero gradient is zero here.
   */
  readonly directions: readonly (readonly number[])[];
  /** In that basis δ/‖δ‖₂ of each iterate, as far as it lies in the span, [steps + 1][rank]; null for δ = 0. */
  readonly perturbations: readonly (readonly number[] | null)[];
}

/**
 * @param onProgress is told before each of several attempts
 * @returns null where it was called off
 */
export async function attackImage(
  one: OneImageAttack,
  epsilon: number,
  onProgress: OnProgress = () => true,
): Promise<LiveAttack | null> {
  const [before, attempt] = await Promise.all([
    readImage(one),
    worstAttempt(one, epsilon, onProgress),
  ]);
  if (!attempt) return null;
  const { path, logits, shape, still, objective, towards, restart } = attempt;
  const [members, iterates, classes] = shape;
  const label = one.image.labels[0]!;
  const { clean, angles, margins, directions } = before;
  const size = one.image.pixels.length;
  const lossOf = (member: number, iterate: number) => {
    const start = (member * iterates + iterate) * classes;
    return crossEntropy(marginOf(logits.subarray(start, start + classes), label));
  };
  return {
    label,
    original: one.image.pixels.slice(),
    clean,
    attackable: everyMemberRight(clean, label),
    made: { objective, towards, restart },
    path,
    predictions: predictBatch(logits, shape),
    losses: Array.from({ length: iterates }, (_, k) =>
      Array.from({ length: members }, (_, i) => lossOf(i, k)),
    ),
    still,
    gradients: {
      angles,
      lengths: directions.map((own, i) => lengthOf(own) / (1 + Math.exp(-margins[i]!))),
      ...inSpan(directions, perturbationsOf(path, one.image.pixels, size)),
    },
  };
}

/** What members say of the unattacked image, and their gradients there. */
async function readImage({ model, image }: OneImageAttack) {
  const { inputSize, classCount } = model.architecture.spec;
  const onDevice = scoped(() => {
    const { images, target } = toBatch(image, inputSize, classCount);
    const { trace, direction, margin } = inputGradients(model, images, target);
    return { chords: operations().chords(direction), logits: trace.logits, direction, margin };
  }) as { chords: Tensor2D; logits: Tensor3D; direction: Tensor3D; margin: Tensor2D };
  const { chords, logits, direction, margin } = onDevice;
  try {
    const [chordValues, cleanLogits, d, m] = await operations().readTogether([
      chords,
      logits,
      direction,
      margin,
    ]);
    return {
      clean: predictBatch(cleanLogits!, logits.shape)[0]!,
      angles: anglesOf(chordValues!, chords.shape)[0]!,
      margins: Array.from(m!),
      directions: rowsOf(d!, inputSize),
    };
  } finally {
    release(onDevice);
  }
}

function inSpan(
  directions: readonly Float32Array[],
  perturbations: readonly Float64Array[],
): Pick<GradientsOfImage, 'directions' | 'perturbations'> {
  // Lengths differ by many powers of ten between members: only directions count.
  const units = directions.map((own) => scaled(own, lengthOf(own)));
  const { basis, coordinates } = spanOf(units);
  return {
    directions: coordinates,
    perturbations: perturbations.map((delta) => {
      const length = lengthOf(delta);
      return length === 0 ? null : coordinatesIn(basis, scaled(delta, length));
    }),
  };
}

function perturbationsOf(path: Float32Array, original: Float32Array, size: number) {
  return rowsOf(path, size).map((image) => {
    const delta = new Float64Array(size);
    for (let k = 0; k < size; k++) delta[k] = image[k]! - original[k]!;
    return delta;
  });
}

function rowsOf(values: Float32Array, size: number): Float32Array[] {
  return Array.from({ length: values.length / size }, (_, i) =>
    values.slice(i * size, (i + 1) * size),
  );
}

/** The vector divided by its length; zero where that is zero. */
function scaled(vector: ArrayLike<number>, length: number): Float64Array {
  const unit = new Float64Array(vector.length);
  if (length > 0) for (let k = 0; k < unit.length; k++) unit[k] = vector[k]! / length;
  return unit;
}

/** Not Math.hypot, which takes as long as an attack. */
function lengthOf(vector: ArrayLike<number>): number {
  let squares = 0;
  for (let k = 0; k < vector.length; k++) squares += vector[k]! * vector[k]!;
  return Math.sqrt(squares);
}
