/** The product: its own trainer, its own attack. */
import { type Tensor, type Tensor3D, tensor } from '@tensorflow/tfjs-core';
import { attack } from '../../src/attacks/attack';
import { RECIPES, specOf } from '../../src/attacks/attack-recipe';
import { architectureOf } from '../../src/ensemble/architecture-of';
import { toBatch } from '../../src/ensemble/batch';
import type { Model } from '../../src/ensemble/input-gradient';
import { readValues, release, scoped } from '../../src/ops/scope';
import type { Contender } from './contender';
import { EPSILON, type Problem } from './problem';
import { settleTensor } from './tensorflow';

/** Adam's first mean is this share of the first gradient. */
const FIRST_MEAN = 1 - 0.9;

export function ours(problem: Problem): Contender {
  const { settings, widths, initial } = problem;
  const classCount = widths.at(-1)!;
  const trainer = problem.newTrainer();
  const architecture = architectureOf({
    kind: 'mlp',
    inputSize: widths[0]!,
    hidden: settings.hidden,
    classCount,
  });
  const model: Model = {
    architecture,
    parameters: initial.map((values, k) =>
      tensor(values, [settings.members, ...architecture.variableShapes[k]!]),
    ),
  };
  const attacked = toBatch(problem.attacked, widths[0]!, classCount);
  let logits: Tensor3D | null = null;

  return {
    name: 'ours',

    // The gradient that the step itself used, whatever way it took: Adam's first moment after one step.
    async gradient() {
      const once = problem.newTrainer();
      await once.advance();
      const state = once.snapshot();
      const { adam } = await state.read();
      state.dispose();
      once.dispose();
      return adam.mean.map((values) => values.map((v) => v / FIRST_MEAN));
    },

    step: () => trainer.advance(),

    async parameters() {
      const state = trainer.snapshot();
      const { parameters } = await state.read();
      state.dispose();
      return [...parameters];
    },

    attack() {
      const next = scoped(() => {
        const target = { classes: problem.attacked.labels, towards: false };
        const spec = specOf(RECIPES.fgs, EPSILON);
        const { adversarial } = attack(model, attacked.images, target, spec);
        return architecture.forward(model.parameters, adversarial).logits;
      });
      logits?.dispose();
      logits = next;
    },

    attackLogits: () => readValues(logits as Tensor),
    settleStep: () => settleTensor(trainer.model.parameters.at(-1)!),
    settleAttack: () => settleTensor(logits!),

    dispose() {
      trainer.dispose();
      logits?.dispose();
      release([...model.parameters, attacked.images, attacked.target]);
    },
  };
}
