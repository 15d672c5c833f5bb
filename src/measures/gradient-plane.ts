/**
 * A plane through an image, spanned by two of its ensemble's directions: what the members' gradients are in it,
 * and what the members, and their vote, really say at its points x + u·e₁ + v·e₂. Points are not cut to the domain.
 *
 * Nothing is judged by a probability, which float32 saturates on a confident image: confidence by its log-odds,
 * right and wrong by the margin between logits.
 */
import { add, clone, matMul, type Tensor2D, tensor2d } from '@tensorflow/tfjs-core';
import { type LabelledImages, toBatch } from '../ensemble/batch';
import { inputGradients, type Model } from '../ensemble/input-gradient';
import { angleBetween } from '../geometry/angle';
import { gdrOfImage } from '../geometry/gdr';
import { jointSlope } from '../geometry/joint-slope';
import { dot, orthonormalPair, unit } from '../geometry/orthonormal-pair';
import { pairs } from '../geometry/pairs';
import { operations } from '../ops/operations';
import { readValues, release, scoped } from '../ops/scope';
import { type PointValues, pointValues } from './point-values';

/**
 * What a plane goes along: a member's input gradient, by its number from 0, or the joint direction, the
 * least-norm point of the convex hull of all members' gradients.
 */
export type PlaneDirection = 'joint' | number;

export interface PlaneSpan {
  readonly first: PlaneDirection;
  readonly second: PlaneDirection;
}

export interface GradientPlane {
  /** e₁ along the first direction, e₂ the rest of the second: orthonormal, [inputSize] each. */
  readonly basis: readonly [Float32Array, Float32Array];
  /** Of each member's loss gradient, taken at length 1, the part that lies in the plane; (0, 0) for a zero one. */
  readonly gradients: readonly (readonly [number, number])[];
  /** R(E, x) of the gradients as they are, in all dimensions; null where one is zero. */
  readonly gdr: number | null;
}

/**
 * @param image exactly one
 * @returns null where the two span no plane: one is zero or not among the members, or both lie along one line
 */
export async function gradientPlane(
  model: Model,
  image: LabelledImages,
  { first, second }: PlaneSpan,
): Promise<GradientPlane | null> {
  const { inputSize, classCount } = model.architecture.spec;
  const found = scoped(() => {
    const { images, target } = toBatch(image, inputSize, classCount);
    const { direction, margin } = inputGradients(model, images, target);
    return { direction, margin };
  });
  const [n] = found.direction.shape;
  const [values, margins] = await operations()
    .readTogether([found.direction, found.margin])
    .finally(() => release(found));
  const members = Array.from({ length: n }, (_, i) =>
    Float64Array.from(values!.subarray(i * inputSize, (i + 1) * inputSize)),
  );
  const along = (which: PlaneDirection) =>
    which === 'joint' ? jointDirection(members, margins!) : members[which];
  const [a, b] = [along(first), along(second)];
  const basis = a && b ? orthonormalPair(a, b) : null;
  if (!basis) return null;
  const units = members.map(unit);
  const angles = pairs(n).map(([i, j]) =>
    units[i] && units[j] ? angleBetween(units[i], units[j]) : null,
  );
  return {
    basis: [Float32Array.from(basis[0]), Float32Array.from(basis[1])],
    gradients: units.map((own) => (own ? [dot(own, basis[0]), dot(own, basis[1])] : [0, 0])),
    gdr: angles.every((angle) => angle !== null) ? gdrOfImage(angles, n) : null,
  };
}

/**
 * The least-norm point of the hull of the gradients S_i·d_i, up to a positive factor; zeros where that is zero.
 * @param margins m_i with S_i = sigmoid(m_i), which may be too small for a float32
 */
function jointDirection(members: readonly Float64Array[], margins: Float32Array): Float64Array {
  const logs = Array.from(margins, (m) => Math.min(m, 0) - Math.log1p(Math.exp(-Math.abs(m))));
  const most = Math.max(...logs);
  const scaled = members.map((own, i) => own.map((value) => Math.exp(logs[i]! - most) * value));
  const { slope, weights } = jointSlope(scaled.flatMap((a) => scaled.map((b) => dot(a, b))));
  const sum = new Float64Array(scaled[0]!.length);
  if (slope === 0) return sum;
  return sum.map((_, k) => scaled.reduce((total, own, i) => total + weights[i]! * own[k]!, 0));
}

/** What members and vote say at points of a plane; `release` gives its tensors back. */
export interface OpenPlane {
  /** @param coordinates (u, v) of each point, [2P] */
  at(coordinates: Float32Array): Promise<PointValues>;
  release(): void;
}

/** The ensemble as it is now: a run that goes on meanwhile changes nothing in the plane. */
export function openPlane(
  model: Model,
  image: LabelledImages,
  basis: GradientPlane['basis'],
): OpenPlane {
  const { inputSize } = model.architecture.spec;
  const { origin, axes, parameters, architecture } = scoped(() => {
    const start = tensor2d(image.pixels, [1, inputSize]);
    const directions = tensor2d(Float32Array.of(...basis[0], ...basis[1]), [2, inputSize]);
    const { architecture: own } = model;
    const inPlane = own.restricted?.(model.parameters, start, directions) ?? null;
    return {
      origin: inPlane ? null : start,
      axes: inPlane ? null : directions,
      architecture: inPlane?.architecture ?? own,
      parameters: (inPlane ?? model).parameters.map((tensor) => clone(tensor)),
    };
  });
  return {
    async at(coordinates) {
      const count = coordinates.length / 2;
      const logits = scoped(() => {
        const points = tensor2d(coordinates, [count, 2]);
        const inputs = origin && axes ? add(matMul(points, axes), origin) : points;
        return architecture.forward(parameters, inputs as Tensor2D).logits;
      });
      try {
        return pointValues(await readValues(logits), logits.shape, image.labels[0]!);
      } finally {
        logits.dispose();
      }
    },
    release: () => release([origin, axes, parameters]),
  };
}
