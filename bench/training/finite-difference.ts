/**
 * The judge: the loss in plain float64, its derivative along random directions by central
 * differences, and the attack in float64.
 */
import { stream } from '../../src/data/random';
import {
  inputGradient,
  logits as logits64,
  loss64,
  type Network64,
  relativeError,
  softmax,
} from '../../src/reference/float64';
import { EPSILON, type Problem } from './problem';

const DIRECTIONS = 4;
const STEP = 1e-5;
/** Images on which attacks are compared. */
const COMPARED = 8;

/** A larger relative error than this is no rounding. */
export const TOLERANCE = 1e-2;

export interface Judge {
  /** ‖derivatives along the directions − those of the differences‖ / ‖the latter‖ */
  gradientError(gradient: readonly Float32Array[]): number;
  /** The same of logits at attacked images; the images' logits before the attack subtracted. */
  attackError(logits: Float32Array): number;
  /** The loss on the batch. */
  loss(parameters: readonly Float32Array[]): number;
}

export function judge(problem: Problem): Judge {
  const { settings, widths, initial, attacked } = problem;
  const { members } = settings;
  const net = (parameters: readonly ArrayLike<number>[]): Network64 => ({
    members,
    widths,
    parameters: parameters.map((values) => Float64Array.from(values)),
  });
  const labels = problem.batch.labels;
  const size = widths[0]!;
  const images = Array.from(labels, (_, b) =>
    Float64Array.from(problem.batch.pixels.subarray(b * size, (b + 1) * size), (v) => v / 255),
  );
  const lossAt = (parameters: readonly ArrayLike<number>[]) =>
    loss64(net(parameters), images, labels, {
      ...settings,
      weights: problem.pixelWeights ?? undefined,
    });

  const directions = Array.from({ length: DIRECTIONS }, (_, k) => {
    const { normal } = stream(1, 'directions', k);
    // Every variable has an equal part in it, so that no layer hides behind a larger one.
    return initial.map(({ length }) => {
      const values = Float64Array.from({ length }, normal);
      const norm = Math.sqrt(initial.length * values.reduce((total, v) => total + v * v, 0));
      return values.map((v) => v / norm);
    });
  });
  const moved = (direction: readonly Float64Array[], by: number) =>
    initial.map((values, k) => Float64Array.from(values, (v, i) => v + by * direction[k]![i]!));
  let expected: number[] | null = null;
  const differences = () =>
    directions.map(
      (direction) =>
        (lossAt(moved(direction, STEP)) - lossAt(moved(direction, -STEP))) / (2 * STEP),
    );

  const start = net(initial);
  const compared = Array.from({ length: COMPARED }, (_, b) => b);
  const attackedImage = (b: number) => attacked.pixels.subarray(b * size, (b + 1) * size);
  const everyMember = Array.from({ length: members }, (_, i) => i);
  const clean = everyMember.map((i) => compared.map((b) => logits64(start, i, attackedImage(b))));
  const change = () => {
    const adversarial = compared.map((b) => attack64(start, attackedImage(b), attacked.labels[b]!));
    return everyMember.flatMap((i) =>
      compared.flatMap((b) =>
        logits64(start, i, adversarial[b]!).map((z, k) => z - clean[i]![b]![k]!),
      ),
    );
  };

  return {
    gradientError(gradient) {
      const found = directions.map((direction) =>
        direction.reduce((total, values, k) => total + dot(values, gradient[k]!), 0),
      );
      expected ??= differences();
      return relativeError(found, expected);
    },
    attackError(logits) {
      const classes = widths.at(-1)!;
      const count = attacked.labels.length;
      const found = everyMember.flatMap((i) =>
        compared.flatMap((b) =>
          clean[i]![b]!.map((z, k) => logits[(i * count + b) * classes + k]! - z),
        ),
      );
      return relativeError(found, change());
    },
    loss: lossAt,
  };
}

/** FGS on −log of the members' mean confidence: its gradient is along Σ p_i g_i. */
function attack64(net: Network64, image: Float32Array, label: number): Float64Array {
  const ascent = new Float64Array(image.length);
  for (let i = 0; i < net.members; i++) {
    const confidence = softmax(logits64(net, i, image))[label]!;
    inputGradient(net, i, image, label).forEach((g, k) => {
      ascent[k]! += confidence * g;
    });
  }
  return Float64Array.from(image, (x, k) =>
    Math.min(1, Math.max(0, x + EPSILON * Math.sign(ascent[k]!))),
  );
}

function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) return Number.NaN;
  let total = 0;
  for (let k = 0; k < a.length; k++) total += a[k]! * b[k]!;
  return total;
}
