/** The attack in jax-js: all members in one array for each variable, a step jitted whole. */
import { grad, jit, nn, numpy as np, tree } from '@jax-js/jax';
import { keepLast, settle, start } from '../training/jax';
import { type Arrays, forward } from '../training/jax-loss';
import { layersOf, oneHot, type Problem } from '../training/problem';
import { type Attacker, SPEC } from './attacker';

export async function jaxAttacker(problem: Problem): Promise<Attacker> {
  await start(problem.settings.backend);
  const { settings, widths, initial, attacked } = problem;
  const { members } = settings;
  const count = attacked.labels.length;
  const parameters = layersOf(problem).flatMap((layer, l) => [
    np.array(initial[2 * l]!.slice(), { shape: [members, layer.in, layer.out] }),
    np.array(initial[2 * l + 1]!.slice(), { shape: [members, 1, layer.out] }),
  ]);
  const images = np.array(attacked.pixels.slice(), { shape: [count, widths[0]!] });
  const target = np.array(oneHot(attacked.labels, widths.at(-1)!), {
    shape: [count, widths.at(-1)!],
  });
  const step = jit(stepOf);
  /** Results since the last wait. */
  let results: Arrays = [];
  return {
    name: 'jax-js',
    attack() {
      let x = images.ref;
      for (let k = 0; k < SPEC.steps; k++) {
        x = step(tree.ref(parameters), x, images.ref, target.ref) as np.Array;
      }
      results.push(x);
    },
    adversarial: async () => (await results.at(-1)!.ref.data()) as Float32Array,
    async settle() {
      await settle(results);
      results = keepLast(results);
    },
    dispose() {
      tree.dispose([parameters, images, target, results] as never);
      step.dispose();
    },
  };
}

function stepOf(parameters: Arrays, x: np.Array, origin: np.Array, target: np.Array): np.Array {
  const loss = (at: np.Array) => {
    const { logits, masks } = forward(parameters, at);
    tree.dispose(masks);
    const confidence = nn.softmax(logits, -1).mul(target.ref).sum(-1);
    return np.log(confidence.mean(0)).sum().neg();
  };
  const moved = x.ref.add(np.sign(grad(loss)(x)).mul(SPEC.stepSize));
  const least = origin.ref.sub(SPEC.epsilon);
  const most = origin.add(SPEC.epsilon);
  tree.dispose([...parameters, target]);
  return np.clip(np.minimum(np.maximum(moved, least), most), 0, 1);
}
