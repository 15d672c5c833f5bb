import {
  concat,
  memory,
  reshape,
  slice,
  sub,
  type Tensor,
  type Tensor2D,
  tensor,
  tensor1d,
  tensor2d,
  zeros,
} from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { selectBackend } from '../../../tests/backend';
import type { Model } from '../../ensemble/input-gradient';
import { mlp } from '../../ensemble/mlp';
import { Matrix } from '../../ops/wasm/matrix';
import { simdSupported } from '../../ops/wasm/vector-kernels';
import { allocatedBytes } from '../../ops/wasm/wasm-instance';
import { lossGradients } from '../loss';
import { PENALTIES } from '../settings';
import { composedStepper } from './composed-stepper';
import { createStepper, modelGradients } from './create-stepper';

const IMAGES = 13;
const INPUT = 30;
const CLASSES = 7;

beforeAll(async () => {
  await selectBackend('wasm');
  // Else the composed stepper would be compared with itself.
  expect(simdSupported()).toBe(true);
});

function modelOf(members: number, hidden: readonly number[]): Model {
  const architecture = mlp({ kind: 'mlp', inputSize: INPUT, hidden, classCount: CLASSES });
  return { architecture, parameters: architecture.initialise(members, 3) };
}

function batch(count = IMAGES): { images: Tensor2D; target: Tensor2D } {
  const pixels = Float32Array.from({ length: count * INPUT }, (_, k) => Math.sin(k * k) ** 2);
  const target = new Float32Array(count * CLASSES);
  for (let b = 0; b < count; b++) target[b * CLASSES + ((b * 5) % CLASSES)] = 1;
  return {
    images: tensor2d(pixels, [count, INPUT]),
    target: tensor2d(target, [count, CLASSES]),
  };
}

function flat(tensors: readonly Tensor[]): Float32Array {
  return concat(tensors.map((t) => reshape(t, [-1]))).dataSync() as Float32Array;
}

function apart(found: Float32Array, expected: Float32Array): number {
  const length = (values: Float32Array) => Math.hypot(...values);
  return length(found.map((value, k) => value - expected[k]!)) / length(expected);
}

/** The same ensemble with another first member. */
function withFirst(model: Model, first: (own: Tensor, second: Tensor) => Tensor): Model {
  const parameters = model.parameters.map((p) => {
    const member = (i: number) => slice(p, [i, 0, 0], [1, -1, -1]);
    return concat([first(member(0), member(1)), slice(p, [1, 0, 0], [-1, -1, -1])]);
  });
  return { ...model, parameters };
}

describe('on WASM the members taken one by one have the gradients of the batch', () => {
  const agree = (model: Model, { count = IMAGES, lambda = 3, jointSlope = 1e-4 } = {}) => {
    const { images, target } = batch(count);
    const weights = tensor1d(Float32Array.from({ length: INPUT }, (_, k) => Math.cos(k) ** 2));
    for (const penalty of PENALTIES) {
      for (const pixelWeights of [undefined, weights]) {
        const objective = { penalty, lambda, pixelWeights };
        const found = flat(modelGradients(model, images, target, objective));
        const expected = flat(lossGradients(model, images, target, objective));
        // Weights of the joint slope are solved for, from cosines with the rounding of float32.
        const limit = penalty === 'joint-slope' ? jointSlope : 1e-5;
        const what = `${penalty}${pixelWeights ? ', weighted' : ''}`;
        expect(apart(found, expected), what).toBeLessThan(limit);
      }
    }
  };
  for (const members of [2, 3, 4, 5]) {
    for (const hidden of [[9], [17, 8]]) {
      it(`for ${members} members with ${hidden.join(' and ')} units, under every penalty`, () => {
        agree(modelOf(members, hidden));
      });
    }
  }

  for (const [count, hidden] of [
    [1, [5]],
    [7, [5, 3]],
    [64, [16]],
  ] as const) {
    it(`for a batch of ${count} and ${hidden.join(' and ')} units`, () => {
      agree(modelOf(3, hidden), { count });
    });
  }

  it('where the penalty has no weight', () => {
    agree(modelOf(3, [9]), { lambda: 0 });
  });

  it('where one member is the twin of another', () => {
    // How twins share their weight in the joint slope is theirs: its derivative is not unique.
    const twins = withFirst(modelOf(3, [9]), (_, second) => second);
    agree(twins, { jointSlope: 5e-3 });
  });

  it('where one member has no gradient at all', () => {
    agree(withFirst(modelOf(3, [9]), (own) => sub(zeros(own.shape), 1)));
  });
});

describe('the stepper of WASM', () => {
  const objective = { penalty: 'gdr', lambda: 3 } as const;
  const start = () => ({ ...modelOf(3, [17, 8]), moments: null, steps: 0 });

  it('comes to where the composed one comes in twenty steps, and leaves no tensor behind', () => {
    const { images, target } = batch();
    const own = createStepper(start());
    const composed = composedStepper(start());
    const before = memory().numTensors;
    for (let k = 0; k < 20; k++) {
      own.step(images, target, objective, 1e-3);
      composed.step(images, target, objective, 1e-3);
    }
    expect(memory().numTensors).toBe(before);
    expect(own.steps).toBe(20);
    expect(apart(flat(own.model.parameters), flat(composed.model.parameters))).toBeLessThan(1e-4);
  });

  it('gives its part of the memory back when it is disposed of', () => {
    const { images, target } = batch();
    const before = allocatedBytes();
    const own = createStepper(start());
    own.step(images, target, objective, 1e-3);
    expect(allocatedBytes()).toBeGreaterThan(before);
    own.dispose();
    expect(allocatedBytes()).toBe(before);
  });

  it.each<[string, () => unknown]>([
    ['while it is made', () => createStepper(start())],
    [
      'while it gives gradients',
      () => modelGradients(modelOf(3, [9]), batch().images, batch().target, objective),
    ],
  ])('gives it back, too, when it fails %s', (_, fail) => {
    const before = allocatedBytes();
    // The matrices have been made by then.
    const write = vi.spyOn(Matrix.prototype, 'write').mockImplementation(() => {
      throw new Error('in the middle');
    });
    expect(fail).toThrow('in the middle');
    write.mockRestore();
    expect(allocatedBytes()).toBe(before);
  });

  it('takes over the parameters it is made of, also when it cannot be made', () => {
    const given = start();
    const write = vi.spyOn(Matrix.prototype, 'write').mockImplementation(() => {
      throw new Error('in the middle');
    });
    expect(() => createStepper(given)).toThrow('in the middle');
    write.mockRestore();
    expect(given.parameters.every(({ isDisposed }) => isDisposed)).toBe(true);
  });

  it('does not count a step that has failed, and takes it again as if nothing had been', async () => {
    const { images, target } = batch();
    const [failing, other] = [createStepper(start()), createStepper(start())];
    const write = vi.spyOn(Matrix.prototype, 'write').mockImplementation(() => {
      throw new Error('in the middle');
    });
    expect(() => failing.step(images, target, objective, 1e-3)).toThrow('in the middle');
    write.mockRestore();
    expect(failing.steps).toBe(0);
    for (const stepper of [failing, other]) stepper.step(images, target, objective, 1e-3);
    const read = async (stepper: typeof other) => {
      const snapshot = stepper.snapshot();
      const { parameters } = await snapshot.read();
      snapshot.dispose();
      return parameters;
    };
    expect(await read(failing)).toEqual(await read(other));
    for (const stepper of [failing, other]) stepper.dispose();
  });

  it('goes on from a snapshot exactly as if it had not stopped', async () => {
    const { images, target } = batch();
    const own = createStepper(start());
    for (let k = 0; k < 3; k++) own.step(images, target, objective, 1e-3);
    const snapshot = own.snapshot();
    const { parameters, moments } = await snapshot.read();
    snapshot.dispose();
    own.step(images, target, objective, 1e-3);
    const { architecture, parameters: shapes } = modelOf(3, [17, 8]);
    const again = createStepper({
      architecture,
      parameters: parameters.map((values, k) => tensor(values, shapes[k]!.shape)),
      moments,
      steps: 3,
    });
    again.step(images, target, objective, 1e-3);
    expect(flat(again.model.parameters)).toEqual(flat(own.model.parameters));
  });
});
