/**
 * The direction in which an objective climbs (ascent.ts, the oracle), in plain matrices: the first layers of all
 * members side by side, so that one product takes the images to all of them and one takes all cotangents back to
 * the sum over the members; between these, member by member.
 */
import { widthsOf } from '../../ensemble/architecture';
import type { Model } from '../../ensemble/input-gradient';
import {
  residuals,
  softMinimumCotangents,
  weightedResiduals,
} from '../../ops/wasm/ascent-cotangents';
import { jointWeightsOf } from '../../ops/wasm/joint-weights';
import { addBias, forward, type Member, vectorJacobianProduct } from '../../ops/wasm/layers';
import { type Heap, type Matrix, padded } from '../../ops/wasm/matrix';
import { valuesOf } from '../../ops/wasm/tensors';
import type { ClimbObjective } from './climber';

/** One matrix for all members, and the part of each. */
interface SideBySide {
  readonly whole: Matrix;
  readonly parts: readonly Matrix[];
}

export class MemberAscent {
  /** Where the attack stands, [B, inputSize]. */
  readonly images: Matrix;
  /** The classes that are left or gone to, [B]. */
  readonly labels: Uint8Array;
  /** The direction, [B, inputSize]. */
  readonly slope: Matrix;
  readonly #heap: Heap;
  readonly #objective: ClimbObjective;
  readonly #members: readonly Member[];
  readonly #firstWeight: SideBySide;
  readonly #firstBias: SideBySide;
  readonly #firstOutput: SideBySide;
  readonly #firstCotangent: SideBySide;
  /** Of each member: the input of each layer, and the logits. */
  readonly #inputs: readonly (readonly Matrix[])[];
  /** Of each member, on the output of each layer. */
  readonly #cotangents: readonly (readonly Matrix[])[];
  /** Of each member, [B, inputSize]; only for the joint direction. */
  readonly #directions: readonly Matrix[];
  /** [B, n] */
  readonly #margins: Float64Array;

  /** @param most images that there is room for */
  constructor(
    heap: Heap,
    { architecture, parameters }: Model,
    most: number,
    objective: ClimbObjective,
  ) {
    const members = parameters[0]!.shape[0]!;
    const [inputSize, first, ...rest] = widthsOf(architecture.spec) as [
      number,
      number,
      ...number[],
    ];
    const each = Array.from({ length: members }, (_, i) => i);
    const beside = (rows: number): SideBySide => {
      const whole = heap.matrix(rows, members * padded(first));
      return { whole, parts: each.map((i) => whole.window(i * padded(first), first)) };
    };
    const further = () => rest.map((width) => heap.matrix(most, width));
    this.#heap = heap;
    this.#objective = objective;
    this.images = heap.matrix(most, inputSize);
    this.labels = new Uint8Array(most);
    this.slope = heap.matrix(most, inputSize);
    this.#firstWeight = beside(inputSize);
    this.#firstBias = beside(1);
    this.#firstOutput = beside(most);
    this.#firstCotangent = beside(most);
    this.#inputs = this.#firstOutput.parts.map((output) => [this.images, output, ...further()]);
    this.#cotangents = this.#firstCotangent.parts.map((cotangent) => [cotangent, ...further()]);
    this.#directions = objective === 'joint' ? each.map(() => heap.matrix(most, inputSize)) : [];
    this.#margins = new Float64Array(members * most);
    const shapes = architecture.variableShapes as readonly (readonly [number, number])[];
    this.#members = each.map((i) => [
      this.#firstWeight.parts[i]!,
      this.#firstBias.parts[i]!,
      ...shapes.slice(2).map((shape) => heap.matrix(...shape)),
    ]);
    parameters.forEach((parameter, k) => {
      const values = valuesOf(parameter);
      this.#members.forEach((member, i) => {
        const { rows, columns } = member[k]!;
        member[k]!.write(values.subarray(i * rows * columns, (i + 1) * rows * columns));
      });
    });
  }

  /** The direction at the first `count` images. */
  compute(count: number, towards: boolean): void {
    this.#forward();
    const labels = this.labels.subarray(0, count);
    const logits = this.#inputs.map((inputs) => inputs.at(-1)!);
    const cotangents = this.#cotangents.map((all) => all.at(-1)!);
    if (this.#objective === 'joint') {
      residuals(logits, labels, cotangents, this.#margins);
      this.#back();
      this.#jointDirection(count, towards);
      return;
    }
    if (this.#objective === 'slowest') softMinimumCotangents(logits, labels, cotangents, towards);
    else weightedResiduals(logits, labels, cotangents, this.#objective, towards);
    this.#back();
    const { whole } = this.#firstCotangent;
    this.#heap.multiply(whole, this.#firstWeight.whole, this.slope, { transposeRight: true });
  }

  #forward(): void {
    this.#heap.multiply(this.images, this.#firstWeight.whole, this.#firstOutput.whole);
    addBias(this.#heap, this.#firstOutput.whole, this.#firstBias.whole, true);
    this.#members.forEach((member, i) => {
      forward(this.#heap, member, this.#inputs[i]!, 1);
    });
  }

  #back(): void {
    this.#members.forEach((member, i) => {
      vectorJacobianProduct(this.#heap, member, this.#inputs[i]!, this.#cotangents[i]!);
    });
  }

  #jointDirection(count: number, towards: boolean): void {
    const { kernels } = this.#heap;
    const members = this.#members.length;
    const { stride } = this.slope;
    this.#directions.forEach((direction, i) => {
      const weight = this.#firstWeight.parts[i]!;
      const cotangent = this.#firstCotangent.parts[i]!;
      this.#heap.multiply(cotangent, weight, direction, { transposeRight: true });
    });
    const gram = new Float64Array(members * members);
    for (let b = 0; b < count; b++) {
      const rows = this.#directions.map((direction) => direction.rowAddress(b));
      for (let i = 0; i < members; i++) {
        for (let j = 0; j <= i; j++) {
          const product = kernels.dot({ a: rows[i]!, b: rows[j]!, pairs: stride / 2 });
          gram[i * members + j] = product;
          gram[j * members + i] = product;
        }
      }
      const margins = this.#margins.subarray(b * members, (b + 1) * members);
      jointWeightsOf(gram, margins).forEach((weight, i) => {
        const [from, to] = [rows[i]!, this.slope.rowAddress(b)];
        const factor = towards ? -weight : weight;
        kernels.scale({ from, factor, to, vectors: stride / 4, onto: Math.min(i, 1) });
      });
    }
  }
}
