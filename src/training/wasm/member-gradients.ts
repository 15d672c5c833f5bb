/**
 * The derivative of the loss, member by member in plain matrices: the four passes of training/loss.ts,
 * which is this module's oracle. On WASM two plain matrices multiply some nine times faster than a batch,
 * and taking a batch apart costs as much as a product, so nothing here is ever batched.
 */
import {
  add,
  div,
  matMul,
  maximum,
  mul,
  ones,
  relu,
  reshape,
  slice,
  sqrt,
  square,
  squaredDifference,
  squeeze,
  stack,
  step,
  sum,
  type Tensor1D,
  type Tensor2D,
  type Tensor3D,
  transpose,
  unstack,
} from '@tensorflow/tfjs-core';
import { definedWhere, SMALLEST_NORM } from '../../ensemble/input-gradient';
import { residual } from '../../ensemble/residual';
import { scoped } from '../../ensemble/scope';
import { pairs } from '../../geometry/pairs';
import { type Objective, penaltyCoefficients, scale, softmaxDerivative } from '../loss';
import { type Penalty, penalties } from '../penalties';

/** One member's variables: W_1 [in, out], b_1 [1, out], W_2, … */
export type Member = readonly Tensor2D[];

/** @returns one gradient for each variable of each member */
export function memberGradients(
  members: readonly Member[],
  images: Tensor2D,
  target: Tensor2D,
  { penalty, lambda, crossEntropy = 1 }: Objective,
): Tensor2D[][] {
  return scoped(() => {
    const passes = members.map((member) => forward(member, images));
    const { margin, direction } = residual(together(passes.map(({ logits }) => logits)), target);
    const fit = mul(direction, scale(margin, crossEntropy / images.shape[0])) as Tensor3D;
    const transposed = transpose(images) as Tensor2D;
    const outerOf = (i: number, cotangents: readonly Tensor2D[]) => {
      const later = passes[i]!.inputs.slice(1).map((a) => transpose(a) as Tensor2D);
      return outer([transposed, ...later], cotangents);
    };
    const across = members.map(weightsAcross);
    const pullEach = (cotangents: Tensor3D) =>
      apart(cotangents).map((cotangent, i) => pull(passes[i]!, cotangent, across[i]!));

    if (penalty === 'none' || lambda === 0) {
      return pullEach(fit).map((cotangents, i) => outerOf(i, cotangents));
    }
    const pulled = pullEach(direction);
    const directions = pulled.map((cotangents, i) => matMul(cotangents[0]!, across[i]![0]!));
    const derivatives = penaltyDerivatives(directions as Tensor2D[], penalties[penalty], lambda);
    const tangents = members.map((member, i) => push(member, passes[i]!, derivatives[i]!));
    const v = together(tangents.map((own) => own[own.length - 1]!));
    const cotangents = pullEach(add(fit, softmaxDerivative(direction, target, v)) as Tensor3D);
    return cotangents.map((own, i) =>
      outerOf(i, own).map((gradient, k) => {
        if (k % 2 === 1) return gradient;
        const tangent = transpose(tangents[i]![k / 2]!) as Tensor2D;
        return add(gradient, matMul(tangent, pulled[i]![k / 2]!)) as Tensor2D;
      }),
    );
  });
}

/** Small matrices of all members as one tensor, and back. */
function together(matrices: readonly Tensor2D[]): Tensor3D {
  return stack([...matrices]) as Tensor3D;
}

function apart(all: Tensor3D): Tensor2D[] {
  return unstack(all) as Tensor2D[];
}

interface Pass {
  /** The input of each layer, [B, in]. */
  readonly inputs: readonly Tensor2D[];
  /** The ReLU mask behind each layer but the last. */
  readonly masks: readonly Tensor2D[];
  readonly logits: Tensor2D;
}

function forward(member: Member, images: Tensor2D): Pass {
  const last = member.length / 2 - 1;
  const inputs = [images];
  for (let l = 0; l < last; l++) {
    inputs.push(relu(affine(member, l, inputs[l]!)) as Tensor2D);
  }
  const masks = inputs.slice(1).map((a) => step(a) as Tensor2D);
  return { inputs, masks, logits: affine(member, last, inputs[last]!) };
}

function affine(member: Member, l: number, input: Tensor2D): Tensor2D {
  return add(matMul(input, member[2 * l]!), member[2 * l + 1]!) as Tensor2D;
}

/** The transposed weights of each layer. */
function weightsAcross(member: Member): Tensor2D[] {
  return member.filter((_, k) => k % 2 === 0).map((w) => transpose(w) as Tensor2D);
}

function pull({ masks }: Pass, cotangent: Tensor2D, across: readonly Tensor2D[]): Tensor2D[] {
  const cotangents = [cotangent];
  for (let l = across.length - 1; l > 0; l--) {
    cotangents.unshift(mul(matMul(cotangents[0]!, across[l]!), masks[l - 1]!) as Tensor2D);
  }
  return cotangents;
}

function push(member: Member, { masks }: Pass, tangent: Tensor2D): Tensor2D[] {
  const tangents = [tangent];
  const last = member.length / 2 - 1;
  for (let l = 0; l < last; l++) {
    tangents.push(mul(matMul(tangents[l]!, member[2 * l]!), masks[l]!) as Tensor2D);
  }
  tangents.push(matMul(tangents[last]!, member[2 * last]!));
  return tangents;
}

/** Gradients of W and b of each layer. @param inputs transposed, [in, B] */
function outer(inputs: readonly Tensor2D[], cotangents: readonly Tensor2D[]): Tensor2D[] {
  return cotangents.flatMap((cotangent, l) => [
    matMul(inputs[l]!, cotangent),
    sum(cotangent, 0, true) as Tensor2D,
  ]);
}

/** ∂(λ·mean penalty)/∂d for each member, [B, inputSize]. */
function penaltyDerivatives(
  directions: readonly Tensor2D[],
  penalty: Penalty,
  lambda: number,
): Tensor2D[] {
  const [images, size] = directions[0]!.shape;
  // Sums along rows as a product: three times as fast here as the sum itself.
  const column = ones([size, 1]) as Tensor2D;
  const rowSums = (a: Tensor2D) => squeeze(matMul(a, column), [1]) as Tensor1D;
  const norms = directions.map((d) => sqrt(rowSums(square(d))) as Tensor1D);
  const units = directions.map(
    (d, i) => div(d, reshape(maximum(norms[i]!, SMALLEST_NORM), [images, 1])) as Tensor2D,
  );
  const all = pairs(directions.length);
  const minusSquared = stack(
    all.map(([i, j]) => rowSums(squaredDifference(units[i]!, units[j]!))),
  ) as Tensor2D;
  const plusSquared = stack(
    all.map(([i, j]) => rowSums(square(add(units[i]!, units[j]!)))),
  ) as Tensor2D;
  const norm = stack(norms) as Tensor2D;
  const angles = { minusSquared, plusSquared, norm, defined: definedWhere(norm) };
  const coefficients = mul(penaltyCoefficients(angles, penalty), lambda);
  const at = (i: number, j: number) =>
    reshape(slice(coefficients, [i, j, 0], [1, 1, images]), [images, 1]);
  return units.map((_, i) =>
    units
      .map((u, j) => mul(u, at(i, j)) as Tensor2D)
      .reduce((total, term) => add(total, term) as Tensor2D),
  );
}
