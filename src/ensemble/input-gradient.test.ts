import { type Tensor, tensor, tensor3d } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { NODE_BACKENDS, selectBackend } from '../../tests/backend';
import { stream } from '../data/random';
import { angleBetween } from '../geometry/angle';
import { pairs } from '../geometry/pairs';
import { chords, cosineAndSine, pairwiseAngles } from '../ops/composed/chords';
import { operations } from '../ops/operations';
import { readValues } from '../ops/scope';
import {
  centralDifferences,
  crossEntropy,
  inputGradient,
  logits,
  relativeError,
  toFloat64,
} from '../reference/float64';
import { readAngles } from './angles';
import { toBatch } from './batch';
import { inputGradients, type Model, scaledGradients } from './input-gradient';
import { mlp } from './mlp';

const INPUT = 7;
const CLASSES = 3;
const LABELS = Uint8Array.of(2, 0, 1, 1);

const pixels = () => Float32Array.from({ length: 4 * INPUT }, stream(1, 'images').uniform);
const batch = () => toBatch({ pixels: pixels(), labels: LABELS }, INPUT, CLASSES);

function model(members: number, hidden: readonly number[] = [6, 5]): Model {
  const architecture = mlp({ kind: 'mlp', inputSize: INPUT, hidden, classCount: CLASSES });
  return { architecture, parameters: architecture.initialise(members, 5) };
}

/** Replaces values of one variable. */
async function edited(
  { architecture, parameters }: Model,
  variable: number,
  edit: (values: Float32Array) => void,
): Promise<Model> {
  const values = (await readValues(parameters[variable]!)).slice();
  edit(values);
  const changed: Tensor = tensor(values, parameters[variable]!.shape);
  return { architecture, parameters: parameters.map((p, k) => (k === variable ? changed : p)) };
}

const noise = (seed: number, count: number) =>
  Float32Array.from({ length: count }, stream(seed, 'gradients').normal);

/** Gradients [n, 1, size] from one row for each member. */
const gradients = (rows: readonly ArrayLike<number>[]) =>
  tensor3d(
    rows.flatMap((row) => Array.from(row)),
    [rows.length, 1, rows[0]!.length],
  );

describe.each(NODE_BACKENDS)('one member on %s', (backend) => {
  beforeAll(() => selectBackend(backend));

  it('has no pairs, and no angles', async () => {
    expect(await readAngles(operations().chords(gradients([noise(1, 5)])))).toEqual([[]]);
    expect(await readAngles(chords(gradients([noise(1, 5)])))).toEqual([[]]);
    expect(await readAngles(chords(gradients([[0, 0, 0]])))).toEqual([null]);
  });
});

describe.each(NODE_BACKENDS)('on %s', (backend) => {
  beforeAll(() => selectBackend(backend));

  it.each([[[5]], [[6, 5]]])(
    'the input gradient of a network with hidden layers %j is the slope of its cross-entropy',
    async (hidden) => {
      const ensemble = model(3, hidden);
      const { images, target } = batch();
      const found = await readValues(scaledGradients(inputGradients(ensemble, images, target)));
      const net = await toFloat64(ensemble.parameters);
      const expected = [0, 1, 2].flatMap((i) =>
        Array.from(LABELS).flatMap((label, b) => {
          const x = Float64Array.from(pixels().subarray(b * INPUT, (b + 1) * INPUT));
          const slope = centralDifferences(x, () => crossEntropy(logits(net, i, x), label));
          expect(relativeError(inputGradient(net, i, x, label), slope)).toBeLessThan(1e-8);
          return slope;
        }),
      );
      expect(relativeError(found, expected)).toBeLessThan(1e-5);
    },
  );

  it('identical members have an angle of exactly 0', async () => {
    let twins = model(3);
    for (const k of twins.parameters.keys()) {
      twins = await edited(twins, k, (values) => {
        values.copyWithin(values.length / 3, 0, values.length / 3);
      });
    }
    const { images, target } = batch();
    const angles = await readAngles(
      operations().chords(inputGradients(twins, images, target).direction),
    );
    for (const [twin, other] of angles as number[][]) {
      expect(twin).toBe(0);
      expect(other).toBeGreaterThan(0.1);
    }
  });

  it('opposite gradients have an angle of π, whatever their lengths', async () => {
    const g = noise(2, 50);
    const opposite = gradients([g, g.map((v) => -2 * v)]);
    const [angles] = await readAngles(operations().chords(opposite));
    expect(angles![0]).toBeGreaterThan(Math.PI - 1e-6);
  });

  it('angles are those of float64, from tiny ones to nearly opposite ones', async () => {
    const [g, h] = [noise(3, 50), noise(4, 50)];
    for (const part of [1e-4, 1e-2, 1, 100]) {
      for (const side of [1, -1]) {
        const other = g.map((v, k) => side * (v + part * h[k]!));
        const found = (await readAngles(operations().chords(gradients([g, other]))))[0]![0]!;
        const expected = angleBetween(g, other);
        const distance = side > 0 ? expected : Math.PI - expected;
        expect(Math.abs(found - expected)).toBeLessThan(2e-3 * distance);
      }
    }
  });

  it('pairs come in the order of the geometry', async () => {
    const rows = [0, 1, 2, 3].map((i) => noise(10 + i, 20));
    const [angles] = await readAngles(operations().chords(gradients(rows)));
    pairs(4).forEach(([i, j], p) => {
      expect(angles![p]).toBeCloseTo(angleBetween(rows[i]!, rows[j]!), 5);
    });
  });

  it('cosine and sine are those of the angle, also where the one loses the other’s digits', async () => {
    const [g, h] = [noise(3, 50), noise(4, 50)];
    for (const part of [1e-3, 0.5, 10]) {
      const other = g.map((v, k) => v + part * h[k]!);
      const { cosine, sine } = cosineAndSine(pairwiseAngles(gradients([g, other])));
      const angle = angleBetween(g, other);
      expect((await cosine.data())[0]).toBeCloseTo(Math.cos(angle), 6);
      expect(Math.abs((await sine.data())[0]! / Math.sin(angle) - 1)).toBeLessThan(1e-3);
    }
  });

  it('a member whose units are all off has no gradient there, and the image no angles', async () => {
    const dead = await edited(model(3), 1, (values) => values.fill(-100, 6, 12));
    const { images, target } = batch();
    const { direction } = inputGradients(dead, images, target);
    const own = (await readValues(direction)).subarray(4 * INPUT, 8 * INPUT);
    expect(own.every((value) => value === 0)).toBe(true);
    const { defined } = pairwiseAngles(direction);
    expect(await readValues(defined)).toEqual(new Float32Array(4));
    expect(await readAngles(operations().chords(direction))).toEqual([null, null, null, null]);
  });

  it('one image without a gradient leaves the others theirs', async () => {
    const rows = noise(6, 3 * 2 * 5);
    rows.fill(0, 5, 10);
    const direction = tensor3d(rows, [3, 2, 5]);
    expect([...(await readValues(pairwiseAngles(direction).defined))]).toEqual([1, 0]);
    const angles = await readAngles(operations().chords(direction));
    expect(angles[0]).toHaveLength(3);
    expect(angles[1]).toBeNull();
  });

  it('images on which a member is all but certain keep their angles', async () => {
    const sure = await edited(model(2), 5, (values) => {
      values[2] = 60;
    });
    const { images, target } = toBatch(
      { pixels: pixels(), labels: Uint8Array.of(2, 2, 2, 2) },
      INPUT,
      CLASSES,
    );
    const angles = await readAngles(
      operations().chords(inputGradients(sure, images, target).direction),
    );
    const net = await toFloat64(sure.parameters);
    angles.forEach((found, b) => {
      const x = pixels().subarray(b * INPUT, (b + 1) * INPUT);
      const expected = angleBetween(inputGradient(net, 0, x, 2), inputGradient(net, 1, x, 2));
      expect(found![0]).toBeCloseTo(expected, 4);
    });
  });
});
