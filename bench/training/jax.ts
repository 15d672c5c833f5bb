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
  lax,
  nn,
  numpy as np,
  tree,
} from '@jax-js/jax';
import { toFloat } from '../../src/data/dataset';
import { pairIndex, pairs } from '../../src/geometry/pairs';
import type { BenchBackend } from '../backends';
import type { Contender, Multiplier } from './contender';
import { type Judge, TOLERANCE } from './finite-difference';
import {
  type BenchSettings,
  EPSILON,
  LEARNING_RATE,
  layersOf,
  oneHot,
  type Problem,
} from './problem';
import { median } from './timing';

type Arrays = np.Array[];
type State = {
  parameters: Arrays;
  mean: Arrays;
  square: Arrays;
  /** 0.9 and 0.999 to the power of the steps taken. */
  decays: Arrays;
};

/** How the input gradient is had: by `grad` within `grad`, or written out. */
type InputGradient = 'nested' | 'explicit';

/** Steps by which the two ways are compared, after one that compiles. */
const TRIAL_STEPS = 5;

const TINY = 1e-20;
const SAFE_COSINE = 1 - 1e-6;

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

async function start(backend: BenchBackend): Promise<void> {
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

/** Logits [n, B, classes] for images [B, in], shared by all members, or [n, B, in]. */
function forward(parameters: Arrays, images: np.Array): { logits: np.Array; masks: Arrays } {
  const masks: Arrays = [];
  const last = parameters.length / 2 - 1;
  // jax-js 0.1.25 multiplies a matrix by a stack of them in another order than NumPy: spread it first.
  const members = parameters[0]!.shape[0]!;
  let a = images.ndim === 2 ? np.broadcastTo(images, [members, ...images.shape]) : images;
  for (let l = 0; l <= last; l++) {
    const z = np.matmul(a, parameters[2 * l]!.ref).add(parameters[2 * l + 1]!.ref);
    if (l < last) masks.push(z.ref.greater(0).astype(np.float32));
    a = l < last ? nn.relu(z) : z;
  }
  return { logits: a, masks };
}

/** Σ over members and images; consumes neither parameters nor target. */
function crossEntropy(logits: np.Array, target: np.Array): np.Array {
  return nn.logSoftmax(logits, -1).mul(target.ref).sum().neg();
}

function lossOf(
  parameters: Arrays,
  images: np.Array,
  target: np.Array,
  settings: BenchSettings,
  kind: InputGradient,
): np.Array {
  const { members, batch, penalty, lambda } = settings;
  const { logits, masks } = forward(parameters, images.ref);
  let total = crossEntropy(logits.ref, target).div(batch);
  if (penalty !== 'none') {
    const gradients =
      kind === 'explicit'
        ? inputGradients(
            parameters,
            logits.ref,
            masks.map((m) => m.ref),
            target,
          )
        : nestedGradients(parameters, images.ref, target, members);
    const cosines = pairwiseCosines(gradients, members);
    total = total.add(penaltyOf(penalty, cosines, members).mean().mul(lambda));
  }
  tree.dispose([...parameters, images, target, logits, ...masks]);
  return total;
}

/** Written out, [n, B, in]: the residual pulled back through the transposed weights and masks. */
function inputGradients(
  parameters: Arrays,
  logits: np.Array,
  masks: Arrays,
  target: np.Array,
): np.Array {
  const wrong = nn.softmax(logits, -1).mul(np.subtract(1, target.ref));
  let back = wrong.ref.sub(target.ref.mul(wrong.sum(-1, { keepdims: true })));
  for (let l = masks.length; l >= 0; l--) {
    back = np.matmul(back, np.matrixTranspose(parameters[2 * l]!.ref));
    if (l > 0) back = back.mul(masks[l - 1]!);
  }
  return back;
}

/** By differentiating within what is differentiated, [n, B, in]. */
function nestedGradients(
  parameters: Arrays,
  images: np.Array,
  target: np.Array,
  members: number,
): np.Array {
  const own = np.broadcastTo(images.ref, [members, ...images.shape]);
  images.dispose();
  return grad((x: np.Array) => crossEntropy(forward(parameters, x).logits, target))(own);
}

/** [B] for each pair. Consumes the gradients. */
function pairwiseCosines(gradients: np.Array, members: number): Arrays {
  const each = Array.from({ length: members }, (_, i) => gradients.ref.slice(i));
  gradients.dispose();
  const norms = each.map((g) => np.sqrt(np.square(g.ref).sum(-1).add(TINY)));
  const cosines = pairs(members).map(([i, j]) =>
    each[i]!.ref.mul(each[j]!.ref).sum(-1).div(norms[i]!.ref.mul(norms[j]!.ref)),
  );
  tree.dispose([...each, ...norms]);
  return cosines;
}

/** The penalty at each image, [B]. For `gdr` of four or five: something with its derivative. */
function penaltyOf(penalty: 'cosine' | 'gal' | 'gdr', cosines: Arrays, members: number): np.Array {
  const total = (terms: Arrays) => terms.reduce((a, b) => a.add(b));
  if (penalty === 'cosine') return total(cosines).div(cosines.length);
  if (penalty === 'gal') return np.log(total(cosines.map((c) => np.exp(c))));
  if (members <= 3) {
    const angles = total(cosines.map((c) => np.acos(np.clip(c, -SAFE_COSINE, SAFE_COSINE))));
    return members === 2
      ? np.subtract(1 / 2, angles.div(2 * Math.PI))
      : np.subtract(1 / 2, angles.div(4 * Math.PI));
  }
  const held = cosines.map((c) => lax.stopGradient(c.ref));
  const slopes = gdrSlopes(held, members);
  return total(cosines.map((c, p) => c.mul(slopes[p]!)));
}

/** ∂R/∂ρ for each pair of four or five members, in closed form. Consumes the cosines. */
function gdrSlopes(cosines: Arrays, members: number): Arrays {
  const rho = (u: number, v: number) => cosines[pairIndex(u, v, members)]!.ref;
  const slopes = pairs(members).map(([i, j]) => {
    const others = Array.from({ length: members }, (_, u) => u).filter((u) => u !== i && u !== j);
    const sineSquared = np.maximum(np.subtract(1, np.square(rho(i, j))), 1 - SAFE_COSINE ** 2);
    /** The covariance of u and v given i and j. */
    const given = (u: number, v: number) => {
      const alone = rho(u, i)
        .mul(rho(v, i))
        .add(rho(u, j).mul(rho(v, j)));
      const crossed = rho(u, i)
        .mul(rho(v, j))
        .add(rho(u, j).mul(rho(v, i)));
      const predicted = alone.sub(rho(i, j).mul(crossed)).div(sineSquared.ref);
      return u === v ? np.subtract(1, predicted) : rho(u, v).sub(predicted);
    };
    const variance = (u: number) => np.maximum(given(u, u), 1e-6);
    const arcs = pairs(others.length).map(([a, b]) => {
      const [u, v] = [others[a]!, others[b]!];
      const deviation = np.sqrt(variance(u).mul(variance(v)));
      return np.asin(np.clip(given(u, v).div(deviation), -1, 1));
    });
    const sum = arcs.reduce((a, b) => a.add(b));
    const rest =
      others.length === 2 ? sum.div(2 * Math.PI).add(1 / 4) : sum.div(4 * Math.PI).add(1 / 8);
    return rest.div(np.sqrt(sineSquared).mul(2 * Math.PI));
  });
  tree.dispose(cosines);
  return slopes;
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
async function settle(results: Arrays): Promise<void> {
  await blockUntilReady(results);
  await results.at(-1)!.ref.flatten().slice([0, 1]).data();
  if (defaultDevice() === 'webgpu') await getWebGPUDevice().queue.onSubmittedWorkDone();
}

/** Frees all but the last. */
function keepLast(results: Arrays): Arrays {
  tree.dispose(results.slice(0, -1));
  return results.slice(-1);
}
