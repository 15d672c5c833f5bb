/**
 * Which code computes an operation: the one place that asks what the present backend is. WGSL on WebGPU,
 * vector code on WASM where the machine has it, TensorFlow.js's ordinary operations elsewhere and wherever
 * a device has nothing faster. The ordinary ones (composed/) are the oracle of the others.
 */
import {
  getBackend,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  type Tensor3D,
} from '@tensorflow/tfjs-core';
import { ascentCotangent, type LogitsObjective } from './composed/ascent-cotangent';
import { attackStep, gatherMomentum, isZero, type StepRule } from './composed/attack-step';
import { chords } from './composed/chords';
import { jointWeights } from './composed/joint-weights';
import { lengths } from './composed/lengths';
import { type LinearLayer, linearLayer } from './composed/linear-layer';
import { lossAscent, memberSum } from './composed/member-sum';
import { type Product, product } from './composed/product';
import { readTogether } from './composed/read-together';
import { type Residual, residual } from './composed/softmax-head';
import { chords as vectorChords } from './wasm/chords';
import { jointWeights as vectorJointWeights } from './wasm/joint-weights';
import { product as vectorProduct } from './wasm/product';
import { simdSupported } from './wasm/vector-kernels';
import { ascentCotangent as launchedCotangent } from './webgpu/ascent-cotangent';
import {
  isZero as launchedIsZero,
  gatherMomentum as launchedMomentum,
  attackStep as launchedStep,
} from './webgpu/attack-step';
import { chords as launchedChords } from './webgpu/chords';
import { jointWeights as launchedJointWeights } from './webgpu/joint-weights';
import { launchedLayer } from './webgpu/linear-layer';
import {
  lossAscent as launchedLossAscent,
  memberSum as launchedMemberSum,
} from './webgpu/member-sum';
import { readTogether as readPacked } from './webgpu/read-together';
import { residual as launchedResidual } from './webgpu/softmax-head';

/** What networks, attacks and measures ask of a device. */
export interface Operations extends LinearLayer {
  readonly product: Product;

  /**
   * The softmax head: margins and the directions of the residuals.
   * @param logits [n, B, classes]
   * @param target [B, classes], the true labels as zeros and ones
   */
  residual(logits: Tensor3D, target: Tensor2D): Residual;

  /**
   * What the pairwise angles are made of on the host (ensemble/angles.ts), [2P + 1, B]: rows ‖u_i − u_j‖² of
   * the unit vectors for each pair, in the order of `geometry/pairs`, then ‖u_i + u_j‖² for each, then 1
   * where every member has a vector, else 0.
   * @param vectors [n, B, size], any scale
   */
  chords(vectors: Tensor3D): Tensor2D;

  /** ‖v_i‖₂ of each vector, [n, B]. @param vectors [n, B, size] */
  lengths(vectors: Tensor3D): Tensor2D;

  /**
   * The best common direction as weights of the members' directions: a_i S_i at each image, scaled so that
   * the greatest is 1, for a the weights of the joint slope (geometry/joint-slope.ts) and S = sigmoid(margin).
   * Where a member has no gradient, 1 for that member and 0 for those that have one: [n, B].
   * @param direction d, [n, B, inputSize]
   * @param margin [n, B]
   */
  jointWeights(direction: Tensor3D, margin: Tensor2D): Tensor2D;

  /**
   * What an attack climbs, as a cotangent on the logits with the members' weights in it: [n, B, classes].
   * @param logits [n, B, classes]
   * @param target [B, classes], the class that is left, or the one that is gone to, as zeros and ones
   * @param towards whether it is gone to
   */
  ascentCotangent(
    logits: Tensor3D,
    target: Tensor2D,
    objective: LogitsObjective,
    towards: boolean,
  ): Tensor3D;

  /**
   * factor·Σ_i w_i v_i over the members, [B, size].
   * @param values v, [n, B, size]
   * @param weights w, [n, B]; without them, all are 1
   */
  memberSum(values: Tensor3D, weights?: Tensor2D, factor?: number): Tensor2D;

  /**
   * Where the loss of the mean probability climbs, or the sum of the losses, from the members' directions:
   * factor·Σ_i w_i d_i, w_i ∝ p_i (1 − p_i) or 1 − p_i, the greatest of each image 1: [B, size].
   * @param direction d, [n, B, size]
   * @param margin [n, B]
   */
  lossAscent(
    direction: Tensor3D,
    margin: Tensor2D,
    objective: 'mean' | 'sum',
    factor?: number,
  ): Tensor2D;

  /** μ·m + g/‖g‖₁, [B, size]; a zero gradient adds nothing. @param gathered m @param ascent g */
  gatherMomentum(gathered: Tensor2D, ascent: Tensor2D, decay: number): Tensor2D;

  /**
   * One step along the direction, back into the ball about the origin, and into the domain: [B, size].
   * @param images where the attack stands, [B, size]
   * @param origin the middle of the ball, [B, size] in the domain
   * @param ascent [B, size], any positive scale; zero moves nothing
   */
  attackStep(images: Tensor2D, origin: Tensor2D, ascent: Tensor2D, rule: StepRule): Tensor2D;

  /** 1 where all values are zero, else 0: [B]. @param ascent [B, size] */
  isZero(ascent: Tensor2D): Tensor1D;

  /** The float32 values of several tensors, read back together. */
  readTogether(tensors: readonly Tensor[]): Promise<Float32Array[]>;
}

/** Whose code computes: a folder of ops/. */
export type DeviceCode = 'composed' | 'webgpu' | 'wasm';

const composed: Operations = {
  product,
  ...linearLayer(product),
  residual,
  chords,
  lengths,
  jointWeights,
  ascentCotangent,
  memberSum,
  lossAscent,
  gatherMomentum,
  attackStep,
  isZero,
  readTogether,
};

const OPERATIONS: Readonly<Record<DeviceCode, Operations>> = {
  composed,
  webgpu: {
    ...composed,
    ...launchedLayer,
    residual: launchedResidual,
    chords: launchedChords,
    ascentCotangent: launchedCotangent,
    jointWeights: launchedJointWeights,
    memberSum: launchedMemberSum,
    lossAscent: launchedLossAscent,
    gatherMomentum: launchedMomentum,
    attackStep: launchedStep,
    isZero: launchedIsZero,
    readTogether: readPacked,
  },
  wasm: {
    ...composed,
    product: vectorProduct,
    ...linearLayer(vectorProduct),
    chords: vectorChords,
    jointWeights: vectorJointWeights,
  },
};

/** Whose code computes on the present backend. */
export function deviceCode(): DeviceCode {
  const backend = getBackend();
  if (backend === 'webgpu') return 'webgpu';
  return backend === 'wasm' && simdSupported() ? 'wasm' : 'composed';
}

/** The operations of the present backend. */
export function operations(): Operations {
  return OPERATIONS[deviceCode()];
}
