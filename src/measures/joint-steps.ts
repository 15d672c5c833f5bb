/**
 * The best joint steps at one image: the steps that raise every member's loss at the greatest rate, within a length
 * (L2) and within a change of every pixel (L∞).
 */
import { type LabelledImages, toBatch } from '../ensemble/batch';
import { inputGradients, type Model } from '../ensemble/input-gradient';
import { jointSlope } from '../geometry/joint-slope';
import { l1Dual } from '../geometry/l1-dual';
import { dot } from '../geometry/orthonormal-pair';
import { operations } from '../ops/operations';
import { release, scoped } from '../ops/scope';

export interface JointStep {
  /** Nats per unit of the norm: the rate at which the step raises the loss that it raises least. */
  readonly slope: number;
  /** What the best step for each member alone raises its loss by, [n]. */
  readonly alone: readonly number[];
}

export interface JointSteps {
  /** The joint slope, and ‖g_i‖₂. */
  readonly two: JointStep;
  /** The L1 dual (geometry/l1-dual.ts), and ‖g_i‖₁. */
  readonly inf: JointStep;
}

/** @param image exactly one */
export async function jointSteps(model: Model, image: LabelledImages): Promise<JointSteps> {
  const { inputSize, classCount } = model.architecture.spec;
  const found = scoped(() => {
    const { images, target } = toBatch(image, inputSize, classCount);
    const { direction, margin } = inputGradients(model, images, target);
    return { direction, margin };
  });
  const [values, margins] = await operations()
    .readTogether([found.direction, found.margin])
    .finally(() => release(found));
  // At true scale, in float64: on a confident image that is far below what a float32 holds.
  const gradients = Array.from(margins!, (margin, i) =>
    Float64Array.from(
      values!.subarray(i * inputSize, (i + 1) * inputSize),
      (value) => value / (1 + Math.exp(-margin)),
    ),
  );
  return {
    two: {
      slope: jointSlope(gradients.flatMap((a) => gradients.map((b) => dot(a, b)))).slope,
      alone: gradients.map((own) => Math.sqrt(dot(own, own))),
    },
    inf: {
      slope: l1Dual(gradients).slope,
      alone: gradients.map((own) => own.reduce((sum, value) => sum + Math.abs(value), 0)),
    },
  };
}
