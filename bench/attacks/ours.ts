/** The product's attack. */
import { type Tensor2D, tensor } from '@tensorflow/tfjs-core';
import { attack } from '../../src/attacks/attack';
import { architectureOf } from '../../src/ensemble/architecture-of';
import { toBatch } from '../../src/ensemble/batch';
import { readValues, release } from '../../src/ops/scope';
import type { Problem } from '../training/problem';
import { settleTensor } from '../training/tensorflow';
import { type Attacker, SPEC } from './attacker';

export function ours({ settings, widths, initial, attacked }: Problem): Attacker {
  const [inputSize, classCount] = [widths[0]!, widths.at(-1)!];
  const { members, hidden } = settings;
  const architecture = architectureOf({ kind: 'mlp', inputSize, hidden, classCount });
  const parameters = initial.map((values, k) =>
    tensor(values, [members, ...architecture.variableShapes[k]!]),
  );
  const batch = toBatch(attacked, inputSize, classCount);
  const target = { classes: attacked.labels, towards: false };
  let adversarial: Tensor2D | null = null;
  return {
    name: 'ours',
    attack() {
      const found = attack({ architecture, parameters }, batch.images, target, SPEC);
      found.still.dispose();
      adversarial?.dispose();
      adversarial = found.adversarial;
    },
    adversarial: () => readValues(adversarial!),
    settle: () => settleTensor(adversarial!),
    dispose() {
      adversarial?.dispose();
      release([parameters, batch]);
    },
  };
}
