/**
 * The attack as one writes it with TensorFlow.js: a loop over members, the loss as ordinary operations, and the
 * tape's gradient with respect to the images at each step. Whoever runs this must have registered TensorFlow.js's
 * gradients.
 */
import {
  add,
  clipByValue,
  grad,
  log,
  maximum,
  mean,
  minimum,
  mul,
  neg,
  type Scalar,
  sign,
  softmax,
  stack,
  sub,
  sum,
  type Tensor,
  type Tensor2D,
  tensor2d,
} from '@tensorflow/tfjs-core';
import { readValues, release, scoped } from '../../src/ops/scope';
import { oneHot, type Problem } from '../training/problem';
import { settleTensor } from '../training/tensorflow';
import { forward, newMembers } from '../training/textbook';
import { type Attacker, SPEC } from './attacker';

export function textbook(problem: Problem): Attacker {
  const { widths, attacked } = problem;
  const count = attacked.labels.length;
  const members = newMembers(problem);
  const images = tensor2d(attacked.pixels, [count, widths[0]!]);
  const target = tensor2d(oneHot(attacked.labels, widths.at(-1)!), [count, widths.at(-1)!]);
  let adversarial: Tensor2D | null = null;

  const loss = (x: Tensor) => {
    const confidences = members.map((member) =>
      sum(mul(softmax(forward(member, x as Tensor2D).logits), target), 1),
    );
    return neg(sum(log(mean(stack(confidences), 0)))) as Scalar;
  };
  const slope = grad(loss);

  return {
    name: 'textbook',
    attack() {
      let x = images.clone();
      for (let k = 0; k < SPEC.steps; k++) {
        const next = scoped(() => {
          const moved = add(x, mul(sign(slope(x)), SPEC.stepSize));
          const inBall = minimum(
            maximum(moved, sub(images, SPEC.epsilon)),
            add(images, SPEC.epsilon),
          );
          return clipByValue(inBall, 0, 1) as Tensor2D;
        });
        x.dispose();
        x = next;
      }
      adversarial?.dispose();
      adversarial = x;
    },
    adversarial: () => readValues(adversarial!),
    settle: () => settleTensor(adversarial!),
    dispose() {
      adversarial?.dispose();
      release([images, target, ...members.flat().flatMap(({ weight, bias }) => [weight, bias])]);
    },
  };
}
