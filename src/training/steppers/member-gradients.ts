/**
 * The derivative of the loss, member by member in plain matrices: the four passes of training/loss.ts,
 * which is this module's oracle. All that is computed on the way has its place from the beginning and is
 * written over by the next step.
 */

import { penaltyDerivatives } from '../../ops/wasm/gradient-penalty';
import { forward, type Member, mask, vectorJacobianProduct } from '../../ops/wasm/layers';
import type { Heap, Matrix } from '../../ops/wasm/matrix';
import { addSoftmaxDerivative, softmaxResidual } from '../../ops/wasm/softmax-head';
import { valuesOf } from '../../ops/wasm/tensors';
import type { Objective } from '../loss';

/** A member's own matrices, each a list over the layers but the last two. */
interface Pass {
  /** The input of each layer, and the logits: [B, in], [B, classes]. */
  readonly inputs: readonly Matrix[];
  /** The cotangents on each layer's output, [B, out]: the direction's, and the whole derivative's. */
  readonly directionCotangents: readonly Matrix[];
  readonly cotangents: readonly Matrix[];
  /** The tangent at each layer's input, and the one on the logits. */
  readonly tangents: readonly Matrix[];
  /** d, and then its length-one u. */
  readonly direction: Matrix;
  /** The margins, and the penalty's derivative with respect to them: [B]. */
  readonly margins: Float64Array;
  readonly ofMargins: Float64Array;
}

/**
 * @param widths of all layers, the images' and the logits' included
 * @param own whether each member has images of its own
 */
export class MemberGradients {
  readonly labels: Uint8Array;
  readonly #heap: Heap;
  readonly #passes: readonly Pass[];
  /** [B, inputSize], one for all members or one for each. */
  readonly #images: readonly Matrix[];
  /** [1, B] */
  readonly #ones: Matrix;
  /** [1, inputSize] */
  readonly #weights: Matrix;

  constructor(heap: Heap, members: number, widths: readonly number[], count: number, own = false) {
    const ofEach = (sizes: readonly number[]) => sizes.map((size) => heap.matrix(count, size));
    this.#heap = heap;
    this.#images = ofEach(new Array(own ? members : 1).fill(widths[0]!));
    this.labels = new Uint8Array(count);
    this.#ones = heap.matrix(1, count);
    this.#ones.values.fill(1, 0, count);
    this.#weights = heap.matrix(1, widths[0]!);
    this.#passes = Array.from({ length: members }, (_, i) => ({
      inputs: [this.#images[own ? i : 0]!, ...ofEach(widths.slice(1))],
      directionCotangents: ofEach(widths.slice(1)),
      cotangents: ofEach(widths.slice(1)),
      tangents: ofEach(widths),
      direction: heap.matrix(count, widths[0]!),
      margins: new Float64Array(count),
      ofMargins: new Float64Array(count),
    }));
  }

  /** @param values [B, inputSize], or each member's own, [n, B, inputSize] */
  writeImages(values: Float32Array): void {
    this.#images.forEach((matrix, i) => {
      const size = matrix.rows * matrix.columns;
      matrix.write(values.subarray(i * size, (i + 1) * size));
    });
  }

  /** @param gradients are written over */
  compute(
    members: readonly Member[],
    { penalty, lambda, pixelWeights, crossEntropy = 1 }: Objective,
    gradients: readonly Member[],
  ): void {
    const perImage = crossEntropy / this.labels.length;
    const ofPenalty = penalty !== 'none' && lambda !== 0;
    this.#passes.forEach((pass, i) => {
      const { inputs, directionCotangents, cotangents, direction } = pass;
      forward(this.#heap, members[i]!, inputs);
      softmaxResidual(
        inputs.at(-1)!,
        this.labels,
        directionCotangents.at(-1)!,
        cotangents.at(-1)!,
        perImage,
        pass.margins,
      );
      if (!ofPenalty) return;
      vectorJacobianProduct(this.#heap, members[i]!, inputs, directionCotangents);
      this.#heap.multiply(directionCotangents[0]!, members[i]![0]!, direction, {
        transposeRight: true,
      });
    });
    if (ofPenalty) {
      if (pixelWeights) this.#weights.write(valuesOf(pixelWeights));
      penaltyDerivatives(
        this.#heap,
        {
          directions: this.#passes.map(({ direction }) => direction),
          derivatives: this.#passes.map(({ tangents }) => tangents[0]!),
          margins: this.#passes.map(({ margins }) => margins),
          ofMargins: this.#passes.map(({ ofMargins }) => ofMargins),
          weights: pixelWeights ? this.#weights : null,
        },
        penalty,
        lambda,
      );
    }
    this.#passes.forEach((pass, i) => {
      const { inputs, directionCotangents, cotangents, tangents } = pass;
      if (ofPenalty) {
        this.#jacobianVectorProduct(members[i]!, pass);
        addSoftmaxDerivative(
          directionCotangents.at(-1)!,
          this.labels,
          tangents.at(-1)!,
          pass.ofMargins,
          cotangents.at(-1)!,
        );
      }
      vectorJacobianProduct(this.#heap, members[i]!, inputs, cotangents);
      this.#outer(pass, gradients[i]!, ofPenalty);
    });
  }

  /** From the first of the tangents to all others. */
  #jacobianVectorProduct(member: Member, { inputs, tangents }: Pass): void {
    for (let l = 0; l < tangents.length - 1; l++) {
      this.#heap.multiply(tangents[l]!, member[2 * l]!, tangents[l + 1]!);
      if (l < tangents.length - 2) mask(this.#heap, tangents[l + 1]!, inputs[l + 1]!);
    }
  }

  #outer(
    { inputs, cotangents, tangents, directionCotangents }: Pass,
    gradients: Member,
    second: boolean,
  ): void {
    cotangents.forEach((cotangent, l) => {
      const weight = gradients[2 * l]!;
      this.#heap.multiply(inputs[l]!, cotangent, weight, { transposeLeft: true });
      if (second) {
        this.#heap.multiply(tangents[l]!, directionCotangents[l]!, weight, {
          transposeLeft: true,
          onto: true,
        });
      }
      this.#heap.multiply(this.#ones, cotangent, gradients[2 * l + 1]!);
    });
  }
}
