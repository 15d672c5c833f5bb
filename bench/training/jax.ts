/**
 * The step in jax-js, jitted whole: all members in one array for each variable, the loss
 * differentiated by `grad`, Adam with its arrays in the same function.
 *
 * Every array is owned by whoever it is handed to; `.ref` keeps a hold on it (see jax-js's README).
 */
import {
  blockUntilReady,
  defaultDevice,
  getWebGPUDevice,
  grad,
  init,
  jit,
  nn,
  numpy as np,
  tree,
} from '@jax-js/jax';
import { toFloat } from '../../src/data/dataset';
import type { BenchBackend } from '../backends';
import type { Contender, Multiplier } from './contender';
import { type Judge, TOLERANCE } from './finite-difference';
import { type Arrays, forward, type InputGradient, lossOf } from './jax-loss';
import { EPSILON, LEARNING_RATE, layersOf, oneHot, type Problem } from './problem';
import { median } from './timing';

type State = {
  parameters: Arrays;
  mean: Arrays;
  square: Arrays;
  /** 0.9 and 0.999 to the power of the steps taken. */
  decays: Arrays;
};

/** Steps by which the two ways are compared, after one that compiles. */
const TRIAL_STEPS = 5;

/**
 * @returns of both ways to the input gradient the faster, of those whose parameter gradient is right;
 *   the written-out one if neither is
 */
export async function jaxContender(
  problem: Problem,
  oracle: Judge,
  log: (line: string) => void,
): Promise<Contender> {
  await start(problem.settings.backend);
  if (problem.settings.penalty === 'none') return build(problem, 'explicit');
  const explicit = await attempt(problem, 'explicit', oracle, log);
  const nested = await attempt(problem, 'nested', oracle, log).catch((error: unknown) => {
    log(`  jax-js, input gradient nested: ${String(error)}`);
    return null;
  });
  if (!nested) return explicit.contender;
  const nestedWins = !(nested.error > TOLERANCE) && nested.milliseconds < explicit.milliseconds;
  const [kept, dropped] = nestedWins ? [nested, explicit] : [explicit, nested];
  dropped.contender.dispose();
  return kept.contender;
}

async function attempt(
  problem: Problem,
  kind: InputGradient,
  oracle: Judge,
  log: (line: string) => void,
) {
  const trial = build(problem, kind);
  const error = oracle.gradientError(await trial.gradient());
  const times: number[] = [];
  for (let k = 0; k <= TRIAL_STEPS; k++) {
    const began = performance.now();
    await trial.step();
    await trial.settleStep();
    times.push(performance.now() - began);
  }
  trial.dispose();
  const milliseconds = median(times.slice(1));
  log(
    `  jax-js, input gradient ${kind}: gradient off by ${error.toExponential(1)}, ${milliseconds.toFixed(1)} ms a step`,
  );
  return { contender: build(problem, kind), error, milliseconds };
}

/** Makes the backend jax-js's own. @throws Error where it has none such */
export async function start(backend: BenchBackend): Promise<void> {
  const devices = await init(backend);
  if (!devices.includes(backend)) throw new Error(`jax-js has no ${backend} here`);
  defaultDevice(backend);
}

function build(problem: Problem, kind: InputGradient): Contender {
  const { settings, widths } = problem;
  const [inputSize, classes] = [widths[0]!, widths.at(-1)!];
  const { members } = settings;
  const upload = () =>
    layersOf(problem).flatMap((layer, l) => [
      np.array(problem.initial[2 * l]!.slice(), { shape: [members, layer.in, layer.out] }),
      np.array(problem.initial[2 * l + 1]!.slice(), { shape: [members, 1, layer.out] }),
    ]);
  const zeros = () => upload().map((p) => np.zerosLike(p));
  let state: State = {
    parameters: upload(),
    mean: zeros(),
    square: zeros(),
    decays: [np.array(1), np.array(1)],
  };
  const initial = upload();
  const batch = (): [np.Array, np.Array] => {
    const { pixels, labels } = problem.batch;
    return [
      np.array(toFloat(pixels), { shape: [labels.length, inputSize] }),
      np.array(oneHot(labels, classes), { shape: [labels.length, classes] }),
    ];
  };
  const { pixels, labels } = problem.attacked;
  const images = np.array(pixels.slice(), { shape: [labels.length, inputSize] });
  const target = np.array(oneHot(labels, classes), { shape: [labels.length, classes] });
  /** Results of attacks since the last wait. */
  let attacks: Arrays = [];

  const loss = (parameters: Arrays, x: np.Array, t: np.Array) =>
    lossOf(parameters, x, t, settings, kind);
  const gradients = jit((parameters: Arrays, x: np.Array, t: np.Array) =>
    grad(loss)(parameters, x, t),
  );
  const train = jit((from: State, x: np.Array, t: np.Array): State => {
    const found = grad(loss)(tree.ref(from.parameters), x, t) as Arrays;
    return adam(from, found);
  });
  const attackJit = jit(attackOf);
  const read = (arrays: Arrays) =>
    Promise.all(arrays.map(async (a) => (await a.ref.data()) as Float32Array));

  return {
    name: 'jax-js',
    note: settings.penalty === 'none' ? '' : `input gradient ${kind}`,

    async gradient() {
      const found = gradients(tree.ref(initial), ...batch()) as Arrays;
      const values = await read(found);
      tree.dispose(found);
      return values;
    },

    step() {
      state = train(state, ...batch());
    },

    parameters: () => read(state.parameters),

    attack() {
      attacks.push(attackJit(tree.ref(initial), images.ref, target.ref));
    },

    attackLogits: async () => (await attacks.at(-1)!.ref.data()) as Float32Array,
    settleStep: () => settle([state.parameters.at(-1)!]),
    async settleAttack() {
      await settle(attacks);
      attacks = keepLast(attacks);
    },

    dispose() {
      tree.dispose([state, initial, images, target, attacks] as never);
      gradients.dispose();
      train.dispose();
      attackJit.dispose();
    },
  };
}

function adam(from: State, gradients: Arrays): State {
  const [first, second] = [from.decays[0]!.mul(0.9), from.decays[1]!.mul(0.999)];
  const rate = np.divide(LEARNING_RATE, np.subtract(1, first.ref));
  const correction = np.divide(1, np.sqrt(np.subtract(1, second.ref)));
  const mean = from.mean.map((m, k) => m.mul(0.9).add(gradients[k]!.ref.mul(1 - 0.9)));
  const square = from.square.map((s, k) =>
    s.mul(0.999).add(np.square(gradients[k]!).mul(1 - 0.999)),
  );
  const parameters = from.parameters.map((p, k) =>
    p.sub(mean[k]!.ref.mul(rate.ref).div(np.sqrt(square[k]!.ref).mul(correction.ref).add(1e-8))),
  );
  tree.dispose([rate, correction]);
  return { parameters, mean, square, decays: [first, second] };
}

/** Logits at x + ε·sign of the gradient of −log of the mean confidence. */
function attackOf(parameters: Arrays, images: np.Array, target: np.Array): np.Array {
  const loss = (x: np.Array) => {
    const confidence = nn.softmax(forward(parameters, x).logits, -1).mul(target.ref).sum(-1);
    return np.log(confidence.mean(0)).sum().neg();
  };
  const direction = np.sign(grad(loss)(images.ref));
  const adversarial = np.clip(images.add(direction.mul(EPSILON)), 0, 1);
  const { logits, masks } = forward(parameters, adversarial);
  tree.dispose([...parameters, target, ...masks]);
  return logits;
}

export function jaxMultiplier(left: Float32Array, right: Float32Array, rows: number): Multiplier {
  const inner = left.length / rows;
  const a = np.array(left.slice(), { shape: [rows, inner] });
  const b = np.array(right.slice(), { shape: [inner, right.length / inner] });
  const multiplied = jit((x: np.Array, y: np.Array) => np.matmul(x, y));
  let products: Arrays = [];
  return {
    name: 'jax-js',
    multiply() {
      products.push(multiplied(a.ref, b.ref));
    },
    async settle() {
      await settle(products);
      products = keepLast(products);
    },
    dispose() {
      tree.dispose([a, b, ...products]);
      multiplied.dispose();
    },
  };
}

/**
 * jax-js is lazy: what is disposed of before anyone asks for it is never computed. All results are
 * therefore held until here, where they are told to become ready and a value of the last is read.
 */
export async function settle(results: Arrays): Promise<void> {
  await blockUntilReady(results);
  await results.at(-1)!.ref.flatten().slice([0, 1]).data();
  if (defaultDevice() === 'webgpu') await getWebGPUDevice().queue.onSubmittedWorkDone();
}

/** Frees all but the last. */
export function keepLast(results: Arrays): Arrays {
  tree.dispose(results.slice(0, -1));
  return results.slice(-1);
}
