import { mul, type Tensor, type Tensor2D, tensor2d } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { selectBackend, tensorCount } from '../../../tests/backend';
import { stream } from '../../data/random';
import { PIXEL_DOMAIN } from '../../data/training-data';
import { oneHotOf } from '../../ensemble/batch';
import type { Model } from '../../ensemble/input-gradient';
import { mlp } from '../../ensemble/mlp';
import { release } from '../../ops/scope';
import { Matrix } from '../../ops/wasm/matrix';
import { simdSupported } from '../../ops/wasm/vector-kernels';
import { allocatedBytes } from '../../ops/wasm/wasm-instance';
import { NORMS, type Norm } from '../attack-spec';
import type { Climb, Climber, ClimbObjective } from './climber';
import { climb } from './create-climber';
import { memberClimber } from './member-climber';
import { operationsClimber } from './operations-climber';

// No whole numbers of vectors.
const [SIZE, CLASSES] = [130, 7] as const;
const EPSILON: Readonly<Record<Norm, number>> = { inf: 0.1, two: 0.6, one: 3 };
const OBJECTIVES: readonly ClimbObjective[] = ['mean', 'sum', 'joint', 'slowest'];

beforeAll(async () => {
  await selectBackend('wasm');
  // Else the climber by operations would be compared with itself.
  expect(simdSupported()).toBe(true);
});

function modelOf(members: number, hidden: readonly number[], seed = 4): Model {
  const architecture = mlp({ kind: 'mlp', inputSize: SIZE, hidden, classCount: CLASSES });
  return { architecture, parameters: architecture.initialise(members, seed) };
}

/** Many pixels stand at the edge of the box. The starts are somewhere in the ball of L∞. */
function problemOf(count: number, norm: Norm, { low, high } = PIXEL_DOMAIN) {
  const { uniform } = stream(5, 'pixels');
  const cut = (value: number) => Math.min(high, Math.max(low, value));
  const pixels = Float32Array.from({ length: count * SIZE }, () => cut(1.6 * uniform() - 0.3));
  const reach = norm === 'inf' ? EPSILON.inf : EPSILON[norm] / SIZE;
  return {
    origin: tensor2d(pixels, [count, SIZE]),
    target: oneHotOf(
      Uint8Array.from({ length: count }, (_, b) => (5 * b) % CLASSES),
      CLASSES,
    ),
    start: tensor2d(
      pixels.map((x) => cut(x + reach * (2 * uniform() - 1))),
      [count, SIZE],
    ),
  };
}

const how = ({ norm = 'inf', steps = 6, ...given }: Partial<Climb>): Climb => ({
  objective: 'mean',
  towards: false,
  norm,
  epsilon: EPSILON[norm],
  steps,
  stepSize: (2.5 * EPSILON[norm]) / Math.max(1, steps),
  momentum: 0,
  domain: PIXEL_DOMAIN,
  ...given,
});

const values = (tensor: Tensor) => tensor.dataSync() as Float32Array;

/** How far apart the two climbers' images are at any step. */
function apart(model: Model, count: number, given: Climb): number {
  const { origin, target, start } = problemOf(count, given.norm, given.domain);
  const [own, expected] = [memberClimber, operationsClimber].map((climber) =>
    climber(model, origin, target, start, { ...given, path: true }),
  ) as [ReturnType<Climber>, ReturnType<Climber>];
  expect(values(own.still)).toEqual(values(expected.still));
  expect(own.path!.shape).toEqual([given.steps + 1, count, SIZE]);
  const [a, b] = [own.path!, expected.path!].map(values) as [Float32Array, Float32Array];
  // The last of the path is what it comes to.
  expect(values(own.adversarial)).toEqual(a.subarray(given.steps * count * SIZE));
  const distance = a.reduce((most, x, k) => Math.max(most, Math.abs(x - b[k]!)), 0);
  release([own, expected, origin, target, start]);
  return distance;
}

const CASES = OBJECTIVES.flatMap((objective) =>
  NORMS.flatMap((norm) =>
    [false, true].flatMap((towards) =>
      [0, 1].map((momentum) => ({ objective, norm, towards, momentum })),
    ),
  ),
);

describe('on WASM members that climb in matrices go where they go by operations', () => {
  it.each(CASES)('$objective, norm $norm, towards $towards, momentum $momentum', (given) => {
    expect(apart(modelOf(3, [17, 9]), 6, how(given))).toBeLessThan(2e-4);
  });

  it.each([
    [1, [9]],
    [2, [24]],
    [5, [8, 16]],
  ] as const)('with %d members of %j units', (members, hidden) => {
    for (const objective of OBJECTIVES) {
      expect(apart(modelOf(members, hidden), 5, how({ objective }))).toBeLessThan(2e-4);
    }
  });

  // One; as many as climb together; one more, so that two chunks are unequal; and several chunks.
  it.each([1, 128, 129, 300])('at %d images', (count) => {
    for (const momentum of [0, 1]) {
      expect(apart(modelOf(3, [9]), count, how({ steps: 3, momentum }))).toBeLessThan(2e-4);
    }
  });

  it('on an ensemble so confident that its probabilities are all 0 or 1', () => {
    const { architecture, parameters } = modelOf(3, [9]);
    // The last layer's, so that the logits are as many times what they were.
    const steep = parameters.map((p, k) => (k < 2 ? p : mul(p, 100)));
    for (const objective of OBJECTIVES) {
      const given = how({ objective, steps: 3 });
      expect(apart({ architecture, parameters: steep }, 5, given)).toBeLessThan(2e-4);
    }
  });

  it('in another domain, at whose edge many values stand', () => {
    for (const norm of NORMS) {
      const given = how({ norm, domain: { low: -0.5, high: 0.75 } });
      expect(apart(modelOf(3, [9]), 5, given)).toBeLessThan(2e-4);
    }
  });

  it('where no step is taken', () => {
    expect(apart(modelOf(3, [9]), 5, how({ steps: 0 }))).toBe(0);
  });
});

describe('the climber of WASM', () => {
  const climbed = (climber: Climber, model: Model, count: number, given: Partial<Climb> = {}) => {
    const { origin, target, start } = problemOf(count, given.norm ?? 'inf');
    try {
      return climber(model, origin, target, start, how(given));
    } finally {
      release([origin, target, start]);
    }
  };

  it('is the one that climbs there', () => {
    const [own, chosen] = [memberClimber, climb].map((climber) =>
      climbed(climber, modelOf(3, [9]), 5),
    );
    expect(values(chosen!.adversarial)).toEqual(values(own!.adversarial));
  });

  it('finds the images without a gradient, and moves them by no rule', () => {
    const { architecture, parameters } = modelOf(3, [9]);
    const model = { architecture, parameters: parameters.map((p) => mul(p, 0)) };
    for (const { norm, objective, momentum } of CASES) {
      const { origin, target, start } = problemOf(3, norm);
      const given = how({ norm, objective, momentum, steps: 2, stepSize: 0.1 });
      const found = memberClimber(model, origin, target, origin, given);
      expect([...values(found.still)]).toEqual([1, 1, 1]);
      expect(values(found.adversarial)).toEqual(values(origin));
      release([found, origin, target, start]);
    }
  });

  it('leaves the image where it is in a ball without extent', () => {
    for (const norm of NORMS) {
      const { origin, target } = problemOf(3, norm);
      const given = how({ norm, epsilon: 0, stepSize: 0.1 });
      const found = memberClimber(modelOf(2, [9]), origin, target, origin, given);
      const moved = values(found.adversarial).map((x, k) => Math.abs(x - values(origin)[k]!));
      expect(Math.max(...moved)).toBeLessThan(1e-6);
    }
  });

  it('makes no tensor but what it gives, and gives its part of the memory back', () => {
    const model = modelOf(3, [9]);
    const [tensors, bytes] = [tensorCount(), allocatedBytes()];
    for (const { norm, objective, momentum } of CASES) {
      const found = climbed(memberClimber, model, 3, { norm, objective, momentum, path: true });
      expect(tensorCount()).toBe(tensors + 3);
      release(found);
    }
    expect([tensorCount(), allocatedBytes()]).toEqual([tensors, bytes]);
  });

  it('gives both back, too, when it fails in the middle', () => {
    const model = modelOf(3, [9]);
    const [tensors, bytes] = [tensorCount(), allocatedBytes()];
    // The matrices have been made by then.
    const read = vi.spyOn(Matrix.prototype, 'read').mockImplementation(() => {
      throw new Error('in the middle');
    });
    expect(() => climbed(memberClimber, model, 3)).toThrow('in the middle');
    read.mockRestore();
    expect([tensorCount(), allocatedBytes()]).toEqual([tensors, bytes]);
  });

  it('copies what it is given in once, and what it finds out once', () => {
    const { origin, target, start } = problemOf(5, 'inf');
    const model = modelOf(3, [17, 9]);
    const count = (steps: number) => {
      const spies = (['write', 'read'] as const).map((name) => vi.spyOn(Matrix.prototype, name));
      release(memberClimber(model, origin, target, start as Tensor2D, how({ steps })));
      const calls = spies.map((spy) => spy.mock.calls.length);
      for (const spy of spies) spy.mockRestore();
      return calls;
    };
    expect(count(20)).toEqual(count(1));
  });
});
