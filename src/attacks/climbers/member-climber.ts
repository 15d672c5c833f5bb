/**
 * The climber of the WASM backend. The images of an attack go into matrices once, a chunk at a time, and are
 * taken out once; all that is computed on the way has its place from the beginning and is written over by the
 * next step. Of TensorFlow.js only tensors are used, to take in what is given and to hand out what is found.
 */
import type { Tensor1D, Tensor2D, Tensor3D } from '@tensorflow/tfjs-core';
import type { Model } from '../../ensemble/input-gradient';
import { release } from '../../ops/scope';
import { attackStep, gatherMomentum } from '../../ops/wasm/attack-step';
import { type Heap, type Matrix, withHeap } from '../../ops/wasm/matrix';
import { blankTensor, valuesOf } from '../../ops/wasm/tensors';
import type { Climb, Climbed } from './climber';
import { MemberAscent } from './member-ascent';

/** Images that climb together: what a step needs of them stays in a processor's cache. */
const CHUNK = 128;

export function memberClimber(
  model: Model,
  origin: Tensor2D,
  target: Tensor2D,
  start: Tensor2D,
  how: Climb,
): Climbed {
  const [count, size] = origin.shape;
  const climbed: Climbed = {
    adversarial: blankTensor([count, size]) as Tensor2D,
    still: blankTensor([count]) as Tensor1D,
    ...(how.path ? { path: blankTensor([how.steps + 1, count, size]) as Tensor3D } : {}),
  };
  try {
    // No tensor is made meanwhile, so that these stay where they are.
    const given = { origin: valuesOf(origin), target: valuesOf(target), start: valuesOf(start) };
    const found = {
      adversarial: valuesOf(climbed.adversarial),
      still: valuesOf(climbed.still),
      path: climbed.path ? valuesOf(climbed.path) : null,
    };
    const chunks = Math.ceil(count / CHUNK);
    withHeap((heap) => {
      const climber = new ChunkClimber(heap, model, Math.ceil(count / chunks), how);
      for (let k = 0; k < chunks; k++) {
        const from = Math.floor((k * count) / chunks);
        climber.climb(given, found, from, Math.floor(((k + 1) * count) / chunks) - from);
      }
    });
    return climbed;
  } catch (error) {
    release(climbed);
    throw error;
  }
}

/** As the tensors of the same names, row-major. */
interface Given {
  readonly origin: Float32Array;
  readonly target: Float32Array;
  readonly start: Float32Array;
}
interface Found {
  readonly adversarial: Float32Array;
  readonly still: Float32Array;
  readonly path: Float32Array | null;
}

class ChunkClimber {
  readonly #heap: Heap;
  readonly #how: Climb;
  readonly #size: number;
  readonly #classes: number;
  readonly #ascent: MemberAscent;
  readonly #origin: Matrix;
  readonly #gathered: Matrix | null;

  /** @param most images of a chunk */
  constructor(heap: Heap, model: Model, most: number, how: Climb) {
    const { inputSize, classCount } = model.architecture.spec;
    this.#heap = heap;
    this.#how = how;
    this.#size = inputSize;
    this.#classes = classCount;
    this.#ascent = new MemberAscent(heap, model, most, how.objective);
    this.#origin = heap.matrix(most, inputSize);
    this.#gathered = how.momentum > 0 ? heap.matrix(most, inputSize) : null;
  }

  /** The images `from`, …, so many. */
  climb({ origin, target, start }: Given, found: Found, from: number, count: number): void {
    const { steps, momentum, towards } = this.#how;
    const { images, labels, slope } = this.#ascent;
    const rows = (values: Float32Array, size: number, first = from) =>
      values.subarray(first * size, (first + count) * size);
    this.#origin.write(rows(origin, this.#size));
    images.write(rows(start, this.#size));
    const ones = rows(target, this.#classes);
    for (let b = 0; b < count; b++) {
      labels[b] = ones.subarray(b * this.#classes, (b + 1) * this.#classes).indexOf(1);
    }
    this.#gathered?.values.fill(0);
    const all = found.still.length;
    const still = rows(found.still, 1).fill(0);
    const record = (step: number) => {
      if (found.path) images.read(rows(found.path, this.#size, step * all + from));
    };
    record(0);
    for (let k = 0; k < steps; k++) {
      this.#ascent.compute(count, towards);
      if (k === 0) {
        for (let b = 0; b < count; b++) still[b] = Number(this.#isZero(slope, b));
      }
      if (this.#gathered) gatherMomentum(this.#heap, this.#gathered, slope, momentum, count);
      const along = this.#gathered ?? slope;
      attackStep(this.#heap, images, this.#origin, along, this.#how, count);
      record(k + 1);
    }
    images.read(rows(found.adversarial, this.#size));
  }

  #isZero(slope: Matrix, image: number): boolean {
    const a = slope.rowAddress(image);
    return this.#heap.kernels.absoluteSum({ a, pairs: slope.stride / 2 }) === 0;
  }
}
