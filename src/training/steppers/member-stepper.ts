/**
 * The stepper of the WASM backend: each member's variables as matrices of a heap of their own. Of
 * TensorFlow.js only tensors are used, to take a batch in and to hand an ensemble out.
 */
import { type Tensor, type Tensor2D, tensor } from '@tensorflow/tfjs-core';
import { type Architecture, widthsOf } from '../../ensemble/architecture';
import type { Model } from '../../ensemble/input-gradient';
import { ADAM, adamScalars } from '../../ops/adam-scalars';
import { release } from '../../ops/scope';
import type { Member } from '../../ops/wasm/layers';
import { Heap, type Matrix, withHeap } from '../../ops/wasm/matrix';
import { valuesOf } from '../../ops/wasm/tensors';
import type { Adversarials, Objective } from '../loss';
import { MemberGradients } from './member-gradients';
import type { Stepper, StepperStart } from './stepper';

export function memberStepper(start: StepperStart): Stepper {
  const heap = new Heap();
  try {
    return stepperOn(heap, start);
  } catch (error) {
    heap.dispose();
    release(start.parameters);
    throw error;
  }
}

function stepperOn(
  heap: Heap,
  { architecture, parameters, moments, steps }: StepperStart,
): Stepper {
  const members = parameters[0]!.shape[0]!;
  // Each lies in one piece, in the same order, so that Adam can pass over everything at once.
  const [values, gradients, first, second] = [0, 1, 2, 3].map(() =>
    newMembers(heap, architecture, members),
  ) as [Member[], Member[], Member[], Member[]];
  write(parameters.map(valuesOf), values);
  if (moments) {
    write(moments.firstMoment, first);
    write(moments.secondMoment, second);
  }
  const vectors = vectorsOf(values);
  const compute = gradientsOn(heap, architecture, members);
  release(parameters);
  let taken = steps;
  /** The members in one tensor for each variable, made when somebody asks for them. */
  let model: Model | null = null;
  const forgetModel = () => {
    if (model) release(model.parameters);
    model = null;
  };
  const modelOf = (arrays: readonly Float32Array[]): Model => ({
    architecture,
    parameters: tensorsOf(arrays, architecture, members),
  });

  return {
    step(images, target, objective, learningRate, adversarial) {
      forgetModel();
      compute(values, images, target, objective, gradients, adversarial);
      const { rate, correction } = adamScalars(learningRate, taken + 1);
      heap.kernels.adam({
        value: addressOf(values),
        firstMoment: addressOf(first),
        secondMoment: addressOf(second),
        gradient: addressOf(gradients),
        vectors,
        rate,
        correction,
        beta1: ADAM.beta1,
        oneMinusBeta1: 1 - ADAM.beta1,
        beta2: ADAM.beta2,
        oneMinusBeta2: 1 - ADAM.beta2,
        epsilon: ADAM.epsilon,
      });
      taken += 1;
    },
    get steps() {
      return taken;
    },
    get model() {
      model ??= modelOf(read(values));
      return model;
    },
    snapshot() {
      const state = {
        parameters: read(values),
        moments: { firstMoment: read(first), secondMoment: read(second) },
      };
      const model = modelOf(state.parameters);
      return {
        model,
        read: () => Promise.resolve(state),
        dispose: () => release(model.parameters),
      };
    },
    dispose() {
      forgetModel();
      heap.dispose();
    },
  };
}

/** The gradients of the stepper for any model, shaped like its parameters. */
export function memberGradients(
  { architecture, parameters }: Model,
  images: Tensor2D,
  target: Tensor2D,
  objective: Objective,
  adversarial?: Adversarials | null,
): Tensor[] {
  const members = parameters[0]!.shape[0]!;
  const found = withHeap((heap) => {
    const values = newMembers(heap, architecture, members);
    const gradients = newMembers(heap, architecture, members);
    write(parameters.map(valuesOf), values);
    gradientsOn(heap, architecture, members)(
      values,
      images,
      target,
      objective,
      gradients,
      adversarial,
    );
    return read(gradients);
  });
  return tensorsOf(found, architecture, members);
}

/** Keeps what the passes need for one size of batch, which a run does not change. */
function gradientsOn(heap: Heap, architecture: Architecture, members: number) {
  const { classCount } = architecture.spec;
  const widths = widthsOf(architecture.spec);
  const kept = new Map<string, MemberGradients>();
  /** The passes at the images, which are the members' own where there are three dimensions. */
  const passesAt = (images: Tensor, target: Tensor2D) => {
    const [count] = target.shape;
    const own = images.rank === 3;
    const key = `${count} ${own}`;
    const passes = kept.get(key) ?? new MemberGradients(heap, members, widths, count, own);
    kept.set(key, passes);
    passes.writeImages(valuesOf(images));
    const ones = valuesOf(target);
    for (let b = 0; b < count; b++) {
      passes.labels[b] = ones.subarray(b * classCount, (b + 1) * classCount).indexOf(1);
    }
    return passes;
  };
  /** The penalty's gradients, where the cross-entropy's are taken elsewhere. */
  let rest: Member[] | null = null;
  return (
    values: readonly Member[],
    images: Tensor2D,
    target: Tensor2D,
    objective: Objective,
    gradients: readonly Member[],
    adversarial?: Adversarials | null,
  ) => {
    if (!adversarial) {
      passesAt(images, target).compute(values, objective, gradients);
      return;
    }
    const { penalty, lambda } = objective;
    passesAt(adversarial, target).compute(values, { ...objective, penalty: 'none' }, gradients);
    if (penalty === 'none' || lambda === 0) return;
    rest ??= newMembers(heap, architecture, members);
    passesAt(images, target).compute(values, { ...objective, crossEntropy: 0 }, rest);
    heap.kernels.scale({
      from: addressOf(rest),
      factor: 1,
      to: addressOf(gradients),
      vectors: vectorsOf(gradients),
      onto: 1,
    });
  };
}

function newMembers(heap: Heap, { variableShapes }: Architecture, members: number): Member[] {
  const shapes = variableShapes as readonly (readonly [number, number])[];
  const all = heap.matrices(Array.from({ length: members }, () => shapes).flat());
  return Array.from({ length: members }, () => all.splice(0, shapes.length));
}

const addressOf = (members: readonly Member[]) => members[0]![0]!.address;

const vectorsOf = (members: readonly Member[]) =>
  members.flat().reduce((total, { size }) => total + size, 0) / 4;

/** The part of a variable's array, [n, ...variable], that is member i's. */
function own(array: Float32Array, i: number, { rows, columns }: Matrix): Float32Array {
  return array.subarray(i * rows * columns, (i + 1) * rows * columns);
}

function write(arrays: readonly Float32Array[], members: readonly Member[]): void {
  members.forEach((member, i) => {
    member.forEach((matrix, k) => {
      matrix.write(own(arrays[k]!, i, matrix));
    });
  });
}

function read(members: readonly Member[]): Float32Array[] {
  return members[0]!.map(({ rows, columns }, k) => {
    const array = new Float32Array(members.length * rows * columns);
    members.forEach((member, i) => {
      member[k]!.read(own(array, i, member[k]!));
    });
    return array;
  });
}

function tensorsOf(
  arrays: readonly Float32Array[],
  { variableShapes }: Architecture,
  members: number,
): Tensor[] {
  return arrays.map((values, k) => tensor(values, [members, ...variableShapes[k]!]));
}
