/**
 * An architecture: what the rest of the project must know of a network to train it, to take its
 * input gradients and to differentiate a function of those input gradients with respect to its
 * parameters.
 *
 * Every network here is piecewise linear in its input (linear layers with ReLU between them), and
 * that is all the second order that is needed. With the ReLU masks fixed (they are constant almost
 * everywhere), the input gradient is g = Jᵀc, for J the Jacobian of the logits and c a cotangent on
 * them: a vector–Jacobian product. A function of g whose derivative with respect to g is h then has,
 * through J, the derivative of ⟨h, Jᵀc⟩ = ⟨Jh, c⟩: take the Jacobian–vector product with h, and pair the
 * tangent at each layer with the cotangent there. No tape and no nested differentiation is involved.
 *
 * All n members of an ensemble are kept in one set of tensors with a leading dimension n. How they
 * are batched is the architecture's own affair.
 */
import type { Tensor, Tensor2D, Tensor3D } from '@tensorflow/tfjs-core';
import { type Domain, PIXEL_DOMAIN } from '../data/training-data';

/** One tensor for each variable of the network, shape [n, ...variable]. */
export type Parameters = readonly Tensor[];

/** What a forward pass leaves behind. */
export interface Trace {
  /** [n, B, classes] */
  readonly logits: Tensor3D;
  /**
   * The input of each linear layer, in order. The first is the images, shared by all members; the
   * others come out of a ReLU, and are positive where it is open.
   */
  readonly inputs: readonly Tensor[];
}

export interface ArchitectureSpec {
  readonly kind: 'mlp';
  /** Values in one image. */
  readonly inputSize: number;
  /** Widths of the hidden ReLU layers. */
  readonly hidden: readonly number[];
  readonly classCount: number;
  /** Of each input value; a pixel's if not given. Attacks do not lead out of it. */
  readonly domain?: Domain;
}

export function domainOf({ domain = PIXEL_DOMAIN }: ArchitectureSpec): Domain {
  return domain;
}

/** Of the input, of the hidden layers and of the logits. */
export function widthsOf({ inputSize, hidden, classCount }: ArchitectureSpec): number[] {
  return [inputSize, ...hidden, classCount];
}

export interface Architecture {
  readonly spec: ArchitectureSpec;

  /** The shape of each variable of one member, in the order of `Parameters`. */
  readonly variableShapes: readonly (readonly number[])[];

  /**
   * Seeded initial values, [n, ...variable] each. Member i depends on the seed and on i alone, so
   * the first members of a large ensemble are those of a small one.
   */
  initialise(members: number, seed: number): Parameters;

  /** Logits of all members for images [B, inputSize], or each member's own, [n, B, inputSize]. */
  forward(parameters: Parameters, images: Tensor2D | Tensor3D): Trace;

  /**
   * The vector–Jacobian product with a cotangent on the logits, [n, B, classes], as far as the first layer.
   * @returns the cotangents on the output of each linear layer, the first layer's first.
   */
  vectorJacobianProduct(
    parameters: Parameters,
    trace: Trace,
    cotangent: Tensor3D,
  ): readonly Tensor[];

  /** The last step of a vector–Jacobian product, onto the input: [n, B, inputSize]. */
  inputCotangent(parameters: Parameters, cotangents: readonly Tensor[]): Tensor3D;

  /**
   * The Jacobian–vector product with a tangent on the input, [n, B, inputSize], at the trace.
   * @returns the tangents at the input of each linear layer and, last, the one on the logits.
   */
  jacobianVectorProduct(parameters: Parameters, trace: Trace, tangent: Tensor3D): readonly Tensor[];

  /**
   * The derivative with respect to the parameters of a function with the given cotangents on the
   * layers, plus, where given, that of ⟨tangent, input gradient⟩.
   * @returns one tensor for each variable, shaped like `Parameters`.
   */
  parameterGradients(
    trace: Trace,
    cotangents: readonly Tensor[],
    second?: { readonly tangents: readonly Tensor[]; readonly cotangents: readonly Tensor[] },
  ): Tensor[];

  /**
   * The network on the inputs origin + Σ_k c_k·basis_k, as a network of the coordinates c, where its first
   * layer is linear: that layer is then one of few inputs. The other layers' tensors are shared.
   * @param origin [1, inputSize]
   * @param basis [coordinates, inputSize]
   */
  restricted?(
    parameters: Parameters,
    origin: Tensor2D,
    basis: Tensor2D,
  ): { readonly architecture: Architecture; readonly parameters: Parameters };
}
