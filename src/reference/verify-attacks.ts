/** Compares an attack's images, and what the ensemble says of them, with a reference file. */
import type { Tensor2D } from '@tensorflow/tfjs-core';
import { attack } from '../attacks/attack';
import type { Model } from '../ensemble/input-gradient';
import { predictBatch } from '../ensemble/prediction';
import { readValues, release, scoped } from '../ops/scope';
import type { ReferenceAttack } from './reference-attacks';
import { type Row, row, worst } from './row';

/** Share of an image's pixels that may differ by more than `pixel`. One sign step is sign steps' exactness. */
const ONE_SIGN_STEP = { pixels: 5e-3, pixel: 1e-6 } as const;
/** In many steps rounding adds up, and an L2 step is no sign. */
const OTHERS = { pixels: 1e-2, pixel: 1e-5 } as const;
/** Relative. */
const MEAN_LOSS = 1e-2;

/**
 * @param images [B, inputSize]
 * @param labels the true ones
 */
export async function verifyAttack(
  reference: ReferenceAttack,
  model: Model,
  images: Tensor2D,
  labels: Uint8Array,
): Promise<Row[]> {
  const { name, spec, target } = reference;
  const computed = scoped(() => {
    const { adversarial } = attack(model, images, target, spec);
    return {
      adversarial,
      logits: model.architecture.forward(model.parameters, adversarial).logits,
    };
  });
  const [pixels, logits] = await Promise.all([
    readValues(computed.adversarial),
    readValues(computed.logits),
  ]);
  const predictions = predictBatch(logits, computed.logits.shape);
  release(computed);

  const different = predictions.flatMap(({ labels: said }, b) =>
    said.filter((label, i) => label !== reference.predictions[i]?.[b]),
  ).length;
  const tolerance = spec.norm === 'inf' && spec.steps === 1 ? ONE_SIGN_STEP : OTHERS;
  const size = pixels.length / predictions.length;
  const shares = predictions.map((_, b) => {
    let apart = 0;
    for (let k = b * size; k < (b + 1) * size; k++) {
      const distance = Math.abs(pixels[k]! - reference.adversarial.values[k]!);
      if (!(distance <= tolerance.pixel)) apart++;
    }
    return apart / size;
  });
  const losses = reference.meanLoss?.map((expected, b) => {
    const loss = -Math.log(predictions[b]!.mean[labels[b]!]!);
    return Math.abs(loss - expected) / Math.abs(expected);
  });
  return [
    row(`attack ${name}: predictions that differ`, different, 0),
    row(`attack ${name}: share of pixels that differ`, worst(shares), tolerance.pixels),
    ...(losses ? [row(`attack ${name}: loss of the mean`, worst(losses), MEAN_LOSS)] : []),
  ];
}
