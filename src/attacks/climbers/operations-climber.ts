/** The climber of any architecture on any backend: an operation after the other. */
import { stack, type Tensor1D, type Tensor2D, type Tensor3D, zeros } from '@tensorflow/tfjs-core';
import type { Model } from '../../ensemble/input-gradient';
import { operations } from '../../ops/operations';
import { scoped } from '../../ops/scope';
import { ascent } from './ascent';
import type { Climb, Climbed } from './climber';

export function operationsClimber(
  model: Model,
  origin: Tensor2D,
  target: Tensor2D,
  start: Tensor2D,
  how: Climb,
): Climbed {
  return scoped(() => {
    const { attackStep, gatherMomentum, isZero } = operations();
    const path: Tensor2D[] = [start.clone()];
    let still: Tensor1D | null = null;
    let gathered: Tensor2D | null = null;
    for (let k = 0; k < how.steps; k++) {
      const at = path.at(-1)!;
      const next = scoped(() => {
        const climb = ascent(model, at, target, how);
        const first = k === 0 ? { still: isZero(climb) } : {};
        if (how.momentum === 0) return { image: attackStep(at, origin, climb, how), ...first };
        const memory = gatherMomentum(gathered ?? zeros(climb.shape), climb, how.momentum);
        return { image: attackStep(at, origin, memory, how), memory, ...first };
      }) as { image: Tensor2D; memory?: Tensor2D; still?: Tensor1D };
      still = next.still ?? still;
      gathered?.dispose();
      gathered = next.memory ?? null;
      if (!how.path) path.pop()!.dispose();
      path.push(next.image);
    }
    const adversarial = path.at(-1)!;
    return {
      adversarial,
      still: still ?? (zeros([origin.shape[0]]) as Tensor1D),
      ...(how.path ? { path: stack(path) as Tensor3D } : {}),
    };
  });
}
