/**
 * Where the members' input gradients lie, pixel by pixel, and how diverse they are on the pixels that are left
 * when those that vary least are taken out: on the held-out images that every member classifies correctly.
 *
 * Every gradient counts alike, as for the GDR: it is divided by its length. Without a pixel the Gram matrix
 * G_ij = Σ_k w_k² g_ik g_jk lacks one term of its sum. So one pass over the pixels, from the one that varies
 * most to the one that varies least, has the GDR of what is left for every threshold.
 */
import { everyMemberRight } from '../attacks/success';
import { type LabelledImages, toBatch } from '../ensemble/batch';
import { inputGradients, type Model } from '../ensemble/input-gradient';
import { predictBatch } from '../ensemble/prediction';
import { gdrOfImage } from '../geometry/gdr';
import { METRICS, type Metric } from '../geometry/metric';
import { pairCount, pairs } from '../geometry/pairs';
import { operations } from '../ops/operations';
import { release, scoped } from '../ops/scope';
import { forEachChunk, type OnProgress } from './for-each-chunk';

/** In one metric. */
export interface MetricMap {
  /** Mean over images and members of the share of ‖g‖² at each pixel, [inputSize]; NaN where no image counts. */
  readonly share: Float64Array;
  /** Mean over images of R(E, x) on what is left, for each of the map's `out`; NaN where no image has one. */
  readonly gdr: Float64Array;
}

export interface GradientMap {
  /** Images that count: every member classifies them correctly and has a gradient. */
  readonly images: number;
  /** Numbers of pixels, of those that vary least, that are taken out: ascending, from none to all but one. */
  readonly out: readonly number[];
  readonly metrics: Readonly<Record<Metric, MetricMap>>;
}

/** So many members' R has a closed form; of more, so many pixels are taken out at a time. */
const CLOSED_FORM = 3;
const STRIDE = 32;

/**
 * @param spread of the data set's pixels, [inputSize] (Dataset.pixelSpread)
 * @returns null where it was called off
 */
export async function measureGradientMap(
  model: Model,
  images: LabelledImages,
  spread: Float32Array,
  onProgress: OnProgress,
): Promise<GradientMap | null> {
  const members = model.parameters[0]!.shape[0]!;
  const out = numbersOut(spread.length, members <= CLOSED_FORM ? 1 : STRIDE);
  const sums = new Sums(spread, out);
  const found = await forEachChunk(images, onProgress, (chunk) => addChunk(model, chunk, sums));
  return found && sums.mean();
}

function numbersOut(pixels: number, stride: number): number[] {
  const below = Array.from({ length: Math.ceil((pixels - 1) / stride) }, (_, k) => k * stride);
  return [...below, pixels - 1];
}

async function addChunk(model: Model, chunk: LabelledImages, sums: Sums): Promise<void> {
  const { inputSize, classCount } = model.architecture.spec;
  const onDevice = scoped(() => {
    const { images, target } = toBatch(chunk, inputSize, classCount);
    const { direction, trace } = inputGradients(model, images, target);
    return { direction, logits: trace.logits };
  });
  try {
    const { direction, logits } = onDevice;
    const [vectors, values] = await operations().readTogether([direction, logits]);
    const count = chunk.labels.length;
    predictBatch(values!, logits.shape).forEach((prediction, b) => {
      if (!everyMemberRight(prediction, chunk.labels[b]!)) return;
      const own = Array.from({ length: logits.shape[0] }, (_, i) => {
        const at = (i * count + b) * inputSize;
        return vectors!.subarray(at, at + inputSize);
      });
      sums.add(own);
    });
  } finally {
    release(onDevice);
  }
}

/** What is gathered in one metric, image by image. */
class MetricSums {
  readonly #share: Float64Array;
  readonly #gdr: Float64Array;
  readonly #counted: Float64Array;

  /** @param weights w², [inputSize] */
  constructor(
    private readonly weights: Float64Array,
    private readonly order: Int32Array,
    private readonly out: readonly number[],
  ) {
    this.#share = new Float64Array(weights.length);
    this.#gdr = new Float64Array(out.length);
    this.#counted = new Float64Array(out.length);
  }

  add(gradients: readonly Float32Array[]): void {
    const { weights, order, out } = this;
    const squares = new Float64Array(gradients.length);
    const products = new Float64Array(pairCount(gradients.length));
    const angles = new Float64Array(products.length);
    const own = pairs(gradients.length);
    let row = out.length - 1;
    for (let m = order.length - 1; m >= 0; m--) {
      const k = order[m]!;
      const weight = weights[k]!;
      for (let i = 0; i < squares.length; i++) squares[i]! += weight * gradients[i]![k]! ** 2;
      for (let p = 0; p < products.length; p++) {
        const [i, j] = own[p]!;
        products[p]! += weight * gradients[i]![k]! * gradients[j]![k]!;
      }
      if (out[row] !== m) continue;
      if (squares.every((square) => square > 0)) {
        for (let p = 0; p < products.length; p++) {
          const [i, j] = own[p]!;
          const cosine = products[p]! / Math.sqrt(squares[i]! * squares[j]!);
          angles[p] = Math.acos(Math.min(1, Math.max(-1, cosine)));
        }
        this.#gdr[row]! += gdrOfImage(angles);
        this.#counted[row]! += 1;
      }
      row -= 1;
    }
    gradients.forEach((g, i) => {
      const scale = squares[i]! > 0 ? 1 / (squares[i]! * squares.length) : 0;
      for (let k = 0; k < g.length; k++) this.#share[k]! += scale * weights[k]! * g[k]! ** 2;
    });
  }

  /** @param images that were added */
  mean(images: number): MetricMap {
    return {
      share: this.#share.map((sum) => sum / images),
      gdr: this.#gdr.map((sum, row) => sum / this.#counted[row]!),
    };
  }
}

/** What is gathered image by image. */
class Sums {
  #images = 0;
  readonly #metrics: Readonly<Record<Metric, MetricSums>>;

  constructor(
    spread: Float32Array,
    private readonly out: readonly number[],
  ) {
    // The one that varies least first.
    const order = Int32Array.from(spread.keys()).sort((a, b) => spread[a]! - spread[b]!);
    this.#metrics = {
      uniform: new MetricSums(new Float64Array(spread.length).fill(1), order, out),
      spread: new MetricSums(
        Float64Array.from(spread, (w) => w * w),
        order,
        out,
      ),
    };
  }

  /** @param gradients at one image, [n][inputSize], any scale */
  add(gradients: readonly Float32Array[]): void {
    if (!gradients.every((g) => g.some((value) => value !== 0))) return;
    this.#images += 1;
    for (const metric of METRICS) this.#metrics[metric].add(gradients);
  }

  mean(): GradientMap {
    const { uniform, spread } = this.#metrics;
    return {
      images: this.#images,
      out: this.out,
      metrics: { uniform: uniform.mean(this.#images), spread: spread.mean(this.#images) },
    };
  }
}
