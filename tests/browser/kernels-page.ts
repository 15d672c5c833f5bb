/** Every fused WebGPU kernel beside the ordinary operations that say what it must compute. */
import {
  abs,
  add,
  clipByValue,
  concat,
  dispose,
  getBackend,
  matMul,
  memory,
  mul,
  relu,
  reshape,
  sigmoid,
  slice,
  step,
  sub,
  sum,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  type Tensor3D,
  tensor,
  transpose,
  zeros,
} from '@tensorflow/tfjs-core';
import { launches, watchLaunches } from '../../bench/training/launches';
import { attack as madeAttack } from '../../src/attacks/attack';
import { RECIPES, specOf } from '../../src/attacks/attack-recipe';
import { startBackend } from '../../src/engine/worker/backend';
import type { Model } from '../../src/ensemble/input-gradient';
import { mlp } from '../../src/ensemble/mlp';
import type { Metric } from '../../src/geometry/metric';
import { adamStep } from '../../src/ops/composed/adam';
import { ascentCotangent } from '../../src/ops/composed/ascent-cotangent';
import { attackStep, gatherMomentum, isZero } from '../../src/ops/composed/attack-step';
import { chords } from '../../src/ops/composed/chords';
import { jointWeights } from '../../src/ops/composed/joint-weights';
import { lossAscent, memberSum } from '../../src/ops/composed/member-sum';
import { residual } from '../../src/ops/composed/softmax-head';
import { operations } from '../../src/ops/operations';
import { adamStep as launchedAdamStep } from '../../src/ops/webgpu/adam';
import { kernel } from '../../src/ops/webgpu/launch';
import { dense, denseVjp } from '../../src/ops/webgpu/linear-layer';
import { outerSum } from '../../src/ops/webgpu/outer-sum';
import { packedNetwork } from '../../src/ops/webgpu/packed-network';
import { logitsCotangent } from '../../src/ops/webgpu/softmax-head';
import { lossGradients } from '../../src/training/loss';
import type { PenaltyName } from '../../src/training/settings';
import { composedStepper } from '../../src/training/steppers/composed-stepper';
import { fusedModelGradients, fusedStepper } from '../../src/training/steppers/fused-stepper';

export interface Sizes {
  readonly members: number;
  readonly hidden: readonly number[];
  readonly images: number;
  readonly inputSize: number;
  readonly classes: number;
}

let generator = 1;
/** Uniform in [−1, 1), from a small generator of its own. */
function random(...shape: number[]): Tensor {
  const size = shape.reduce((a, b) => a * b, 1);
  const values = Float32Array.from({ length: size }, () => {
    generator = (Math.imul(generator, 1103515245) + 12345) & 0x7fffffff;
    return generator / 0x40000000 - 1;
  });
  return tensor(values, shape);
}

function targetOf({ images, classes }: Sizes): Tensor2D {
  const values = new Float32Array(images * classes);
  for (let b = 0; b < images; b++) values[b * classes + ((b * 7) % classes)] = 1;
  return tensor(values, [images, classes]) as Tensor2D;
}

async function apart(found: Tensor, expected: Tensor): Promise<number> {
  const [a, b] = [await found.data(), await expected.data()];
  if (a.length !== b.length) return Number.NaN;
  let difference = 0;
  let size = 0;
  b.forEach((value, k) => {
    difference += (a[k]! - value) ** 2;
    size += value ** 2;
  });
  return Math.sqrt(difference / size);
}

const flat = (tensors: readonly Tensor[]) => concat(tensors.map((t) => reshape(t, [-1])));

/** Relative differences of the launches that are single operations. */
async function singleKernels(sizes: Sizes): Promise<Record<string, number>> {
  const { members: n, images: B, inputSize, classes } = sizes;
  const { layers, size } = packedNetwork([inputSize, ...sizes.hidden, classes], n);
  const layer = layers[0]!;
  const state = random(3, size);
  const values = slice(reshape(state, [-1]), [0], [size]);
  const w = reshape(slice(values, [layer.weight], [n * inputSize * layer.out]), [
    n,
    inputSize,
    layer.out,
  ]);
  const bias = reshape(slice(values, [layer.bias], [n * layer.out]), [n, 1, layer.out]);
  const x = random(B, inputSize);
  const own = random(n, B, inputSize);
  const gate = random(n, B, layer.out);
  const d = random(n, B, layer.out);
  const inputGate = random(n, B, inputSize);
  const batch = { members: n, images: B };
  const shared = reshape(x, [1, B, inputSize]);
  const affine = add(matMul(shared, w), bias);
  const logits = mul(random(n, B, classes), 5) as Tensor3D;
  const target = targetOf(sizes);
  const { margin, direction } = residual(logits, target);
  const v = random(n, B, classes);
  const q = add(direction, target);
  const scale = reshape(sigmoid(margin), [n, B, 1]);
  const through = mul(q, sub(v, sum(mul(q, v), 2, true)));
  const outer = (a: Tensor, b: Tensor) => matMul(transpose(a, [0, 2, 1]), b);
  const tiled = concat(Array.from({ length: n }, () => shared));
  const gradients = layers.map(({ in: i, out }) => random(n * (i + 1) * out));
  const adam = adamStep(
    [values],
    [flat(gradients)],
    {
      firstMoment: [slice(reshape(state, [-1]), [size], [size])],
      secondMoment: [abs(slice(reshape(state, [-1]), [2 * size], [size]))],
      steps: 4,
    },
    0.01,
  );
  const positive = concat([slice(state, [0, 0], [2, size]), abs(slice(state, [2, 0], [1, size]))]);
  return {
    'dense affine': await apart(
      dense(x, state, layer, batch, { kind: 'affine', bias: state }),
      affine,
    ),
    'affine layer': await apart(
      operations().affineLayer(x, w as Tensor3D, bias as Tensor3D),
      affine,
    ),
    'dense relu': await apart(
      dense(x, state, layer, batch, { kind: 'relu', bias: state }),
      relu(affine),
    ),
    'dense linear': await apart(
      dense(own, state, layer, batch, { kind: 'linear' }),
      matMul(own, w),
    ),
    'dense gated': await apart(
      dense(own, state, layer, batch, { kind: 'gated', gate }),
      mul(matMul(own, w), step(gate)),
    ),
    'dense vjp': await apart(denseVjp(d, state, layer, batch), matMul(d, w, false, true)),
    'layer vjp': await apart(
      operations().layerVjp(d, w as Tensor3D, inputGate),
      mul(matMul(d, w, false, true), step(inputGate)),
    ),
    'dense vjp gated': await apart(
      denseVjp(d, state, layer, batch, inputGate),
      mul(matMul(d, w, false, true), step(inputGate)),
    ),
    'outer sum': await apart(
      outerSum([{ left: x, right: d }], layer, batch),
      flat([outer(tiled, d), sum(d, 1)]),
    ),
    'outer sum of two': await apart(
      outerSum(
        [
          { left: x, right: d },
          { left: own, right: gate },
        ],
        layer,
        batch,
      ),
      flat([add(outer(tiled, d), outer(own, gate)), sum(d, 1)]),
    ),
    'logits cotangent': await apart(
      logitsCotangent(logits, target, 0.25, v),
      add(mul(mul(direction, scale), 0.25), through),
    ),
    adam: await apart(
      launchedAdamStep(positive, gradients, { members: n, classes, layers, size }, 5, 0.01),
      flat([...adam.parameters, ...adam.state.firstMoment, ...adam.state.secondMoment]),
    ),
  };
}

/**
 * Relative differences of what an attack launches beside its products.
 * @param sureness what the logits are multiplied with: 200 is beyond the range of exp in float32
 * @param dead whether the last member's directions are zero, at every image but the first
 */
async function attackKernels(
  sizes: Sizes,
  { sureness, dead }: { sureness: number; dead: boolean },
): Promise<Record<string, number>> {
  const { members: n, images: B, inputSize, classes } = sizes;
  const logits = mul(random(n, B, classes), sureness) as Tensor3D;
  const target = targetOf(sizes);
  const composed = residual(logits, target);
  const fused = operations().residual(logits, target);
  const all = random(n, B, inputSize) as Tensor3D;
  const alive = new Float32Array(n * B).fill(1);
  if (dead) alive.fill(0, (n - 1) * B + 1);
  const direction = mul(all, tensor(alive, [n, B, 1])) as Tensor3D;
  return {
    margin: await apart(fused.margin, composed.margin),
    'residual direction': await apart(fused.direction, composed.direction),
    chords: await apart(operations().chords(direction), chords(direction)),
    'joint weights': await apart(
      operations().jointWeights(direction, composed.margin),
      jointWeights(direction, composed.margin),
    ),
  };
}

/** Relative differences of what each step of an attack launches beside its products. */
async function climbKernels(sizes: Sizes, sureness: number): Promise<Record<string, number>> {
  const { members: n, images: B, inputSize, classes } = sizes;
  const logits = mul(random(n, B, classes), sureness) as Tensor3D;
  const target = targetOf(sizes);
  const found: Record<string, number> = {};
  for (const objective of ['mean', 'sum', 'slowest'] as const) {
    for (const towards of [false, true]) {
      found[`cotangent of ${objective}${towards ? ' towards a class' : ''}`] = await apart(
        operations().ascentCotangent(logits, target, objective, towards),
        ascentCotangent(logits, target, objective, towards),
      );
    }
  }
  const values = random(n, B, inputSize) as Tensor3D;
  const weights = random(n, B) as Tensor2D;
  found['sum over members'] = await apart(operations().memberSum(values), memberSum(values));
  found['weighted sum over members'] = await apart(
    operations().memberSum(values, weights, -1),
    memberSum(values, weights, -1),
  );
  const margin = mul(weights, sureness) as Tensor2D;
  for (const objective of ['mean', 'sum'] as const) {
    found[`ascent of ${objective}`] = await apart(
      operations().lossAscent(values, margin, objective, -1),
      lossAscent(values, margin, objective, -1),
    );
  }
  // Directions beyond the range of a float32's square, the first of them zero; values at the edges of the domain.
  const [low, high] = [-0.5, 0.75];
  const rows = tensor(
    Float32Array.from({ length: B }, (_, b) => (b === 0 ? 0 : 10 ** (((b * 7) % 50) - 25))),
    [B, 1],
  );
  const ascent = mul(random(B, inputSize), rows) as Tensor2D;
  const origin = clipByValue(random(B, inputSize), low, high) as Tensor2D;
  const images = clipByValue(add(origin, mul(random(B, inputSize), 0.05)), low, high) as Tensor2D;
  for (const [norm, epsilon] of [
    ['inf', 0.06],
    ['two', 0.4],
    ['one', 2],
  ] as const) {
    for (const share of [0.1, 0.7, 2]) {
      const rule = { norm, epsilon, stepSize: share * epsilon, domain: { low, high } };
      found[`step of ${share} ε in norm ${norm}`] = await apart(
        sub(operations().attackStep(images, origin, ascent, rule), origin),
        sub(attackStep(images, origin, ascent, rule), origin),
      );
    }
  }
  const gathered = random(B, inputSize) as Tensor2D;
  found['gathered momentum'] = await apart(
    operations().gatherMomentum(gathered, ascent, 0.5),
    gatherMomentum(gathered, ascent, 0.5),
  );
  found['zero directions'] = await apart(operations().isZero(ascent), isZero(ascent));
  return found;
}

/**
 * How far the fused joint weights lead from where ordinary operations lead, relative to the longest direction.
 * @param rows one image's direction for each member
 */
async function jointDirection(rows: readonly (readonly number[])[]): Promise<number> {
  const [n, size] = [rows.length, rows[0]!.length];
  const direction = tensor(rows.flat(), [n, 1, size]) as Tensor3D;
  const margins = rows.map((_, i) => i / 2);
  const margin = tensor(margins, [n, 1]) as Tensor2D;
  const combined = (weights: Tensor2D) => sum(mul(direction, reshape(weights, [n, 1, 1])), 0);
  const values = await sub(
    combined(operations().jointWeights(direction, margin)),
    combined(jointWeights(direction, margin)),
  ).data();
  return Math.hypot(...values) / Math.max(...rows.map((row) => Math.hypot(...row)));
}

function modelOf({ members, hidden, inputSize, classes }: Sizes): Model {
  const architecture = mlp({ kind: 'mlp', inputSize, hidden, classCount: classes });
  return { architecture, parameters: architecture.initialise(members, 3) };
}

/** Of the pixels, from 0 to 1. */
const weightsOf = ({ inputSize }: Sizes) => abs(random(inputSize)) as Tensor1D;

/** Relative difference of the whole gradient. @param change what is done to the first member */
async function wholeGradient(
  sizes: Sizes,
  penalty: PenaltyName,
  metric: Metric,
  change: 'none' | 'dead' | 'twin' = 'none',
): Promise<number> {
  const model = modelOf(sizes);
  const { images, inputSize } = sizes;
  const changed = model.parameters.map((p) => {
    if (change === 'none') return p;
    const rest = slice(p, [1, 0, 0], [p.shape[0]! - 1, -1, -1]);
    const first = slice(p, [1, 0, 0], [1, -1, -1]);
    // A member whose units are all off has no gradient; a twin has the same gradient as another.
    return concat([change === 'dead' ? add(zeros(first.shape), -1) : first, rest]);
  });
  const own = { ...model, parameters: changed };
  const x = abs(random(images, inputSize)) as Tensor2D;
  const pixelWeights = metric === 'spread' ? weightsOf(sizes) : undefined;
  const objective = { penalty, lambda: 3, pixelWeights };
  const target = targetOf(sizes);
  return apart(
    flat(fusedModelGradients(own, x, target, objective)),
    flat(lossGradients(own, x, target, objective)),
  );
}

/** The same where the cross-entropy is taken at other images, each member's own or one for all. */
async function adversarialGradient(sizes: Sizes, penalty: PenaltyName, own: boolean) {
  const { members, images, inputSize } = sizes;
  const model = modelOf(sizes);
  const x = abs(random(images, inputSize)) as Tensor2D;
  const adversarial = abs(own ? random(members, images, inputSize) : random(images, inputSize));
  const given = [x, targetOf(sizes), { penalty, lambda: 3 }, adversarial as Tensor2D] as const;
  return apart(flat(fusedModelGradients(model, ...given)), flat(lossGradients(model, ...given)));
}

/** Steps of both steppers side by side: how far the parameters are apart, and tensors left behind. */
async function steps(sizes: Sizes, penalty: PenaltyName, metric: Metric, count: number) {
  const start = (model: Model) => ({ ...model, moments: null, steps: 0 });
  const x = abs(random(sizes.images, sizes.inputSize)) as Tensor2D;
  const target = targetOf(sizes);
  const fused = fusedStepper(start(modelOf(sizes)));
  const composed = composedStepper(start(modelOf(sizes)));
  const pixelWeights = metric === 'spread' ? weightsOf(sizes) : undefined;
  const objective = { penalty, lambda: 3, pixelWeights };
  const before = memory().numTensors;
  for (let k = 0; k < count; k++) {
    fused.step(x, target, objective, 1e-3);
    composed.step(x, target, objective, 1e-3);
  }
  const left = memory().numTensors - before;
  return {
    apart: await apart(flat(fused.model.parameters), flat(composed.model.parameters)),
    left,
  };
}

/** Launches of one step, and of FGS; tensors left behind by both. */
async function launchCounts(sizes: Sizes, penalty: PenaltyName, metric: Metric) {
  const { images, inputSize } = sizes;
  const model = modelOf(sizes);
  // A stepper frees the parameters that it begins with.
  const stepper = fusedStepper({ ...modelOf(sizes), moments: null, steps: 0 });
  const x = abs(random(images, inputSize)) as Tensor2D;
  const target = targetOf(sizes);
  const pixelWeights = metric === 'spread' ? weightsOf(sizes) : undefined;
  const tensors = memory().numTensors;
  const start = launches()!;
  stepper.step(x, target, { penalty, lambda: 3, pixelWeights }, 1e-3);
  const step = launches()! - start;
  const truth = { classes: new Uint8Array(images), towards: false };
  const made = madeAttack(model, x, truth, specOf(RECIPES.fgs, 0.1));
  dispose([made.adversarial, made.still]);
  const attack = launches()! - start - step;
  return { step, attack, left: memory().numTensors - tensors };
}

const plusOne = kernel(() => ({ body: 'result[index] = x[index] + 1.0;' }));
const timesThree = kernel(() => ({ body: 'result[index] = x[index] * 3.0;' }));

/** Launches that differ in their code alone, one after the other, on the same values. */
async function sameButForTheirCode() {
  const x = tensor([5, 7]);
  const launch = { inputs: [['x', x]] as const, outputShape: [2], invocations: 2 };
  return Promise.all(
    [plusOne, timesThree, plusOne].map(async (run) => [...(await run({}, launch).data())]),
  );
}

const page = {
  start: async () => {
    watchLaunches();
    await startBackend('webgpu', { wasmFiles: {} });
    return getBackend();
  },
  singleKernels,
  attackKernels,
  climbKernels,
  jointDirection,
  wholeGradient,
  adversarialGradient,
  steps,
  launchCounts,
  sameButForTheirCode,
};
export type KernelsPage = typeof page;
Object.assign(globalThis, { page });
