/** What each member looks at: its input gradient at one image. */
import { type LabelledImages, toBatch } from '../ensemble/batch';
import { inputGradients, type Model } from '../ensemble/input-gradient';
import { readValues, scoped } from '../ops/scope';

/**
 * The members' input gradients, each up to a positive factor of its own (a member that is sure has a
 * tiny gradient, and where it points is what is asked).
 * @param image exactly one
 * @returns one gradient for each member, [n][inputSize]
 */
export async function readGradients(model: Model, image: LabelledImages): Promise<Float32Array[]> {
  const { inputSize, classCount } = model.architecture.spec;
  const direction = scoped(() => {
    const { images, target } = toBatch(image, inputSize, classCount);
    return inputGradients(model, images, target).direction;
  });
  try {
    const values = await readValues(direction);
    const [members] = direction.shape;
    return Array.from({ length: members }, (_, i) =>
      values.slice(i * inputSize, (i + 1) * inputSize),
    );
  } finally {
    direction.dispose();
  }
}
