import { type Tensor, tensor } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { NODE_BACKENDS, selectBackend, tensorCount } from '../../../tests/backend';
import { stream } from '../../data/random';
import { readValues, release } from '../scope';
import { adamStep, initialAdamState } from './adam';

const noise = (seed: number, size = 6) =>
  Float32Array.from({ length: size }, stream(seed, 'adam').normal);

describe.each(NODE_BACKENDS)('Adam on %s', (backend) => {
  beforeAll(() => selectBackend(backend));

  it('moves every parameter by the learning rate against its gradient in its first step', async () => {
    const start = noise(1);
    const gradient = Float32Array.of(3, -2e-4, 0.5, -1e3, 0, 7);
    const parameters = [tensor(start)];
    const next = adamStep(parameters, [tensor(gradient)], initialAdamState(parameters), 0.01);
    const moved = await readValues(next.parameters[0]!);
    gradient.forEach((g, k) => {
      expect(moved[k]! - start[k]!).toBeCloseTo(-0.01 * Math.sign(g), 5);
    });
    expect(next.state.steps).toBe(1);
  });

  it('follows algorithm 1 of Kingma and Ba over many steps and several tensors', async () => {
    const rate = 0.02;
    const shapes = [[6], [2, 3]];
    const plain = shapes.map((_, t) => ({
      w: Float64Array.from(noise(10 + t)),
      m: new Float64Array(6),
      v: new Float64Array(6),
    }));
    let parameters: readonly Tensor[] = shapes.map((shape, t) => tensor(noise(10 + t), shape));
    let state = initialAdamState(parameters);
    for (let step = 1; step <= 8; step++) {
      const gradients = shapes.map((_, t) => noise(100 * step + t));
      const next = adamStep(
        parameters,
        gradients.map((g, t) => tensor(g, shapes[t]!)),
        state,
        rate,
      );
      parameters = next.parameters;
      state = next.state;
      plain.forEach(({ w, m, v }, t) => {
        gradients[t]!.forEach((g, k) => {
          m[k] = 0.9 * m[k]! + 0.1 * g;
          v[k] = 0.999 * v[k]! + 0.001 * g * g;
          const mean = m[k]! / (1 - 0.9 ** step);
          const square = v[k]! / (1 - 0.999 ** step);
          w[k]! -= (rate * mean) / (Math.sqrt(square) + 1e-8);
        });
      });
    }
    expect(state.steps).toBe(8);
    for (const [t, { w, m, v }] of plain.entries()) {
      const pairs = [
        [parameters[t]!, w, 6],
        [state.firstMoment[t]!, m, 6],
        [state.secondMoment[t]!, v, 6],
      ] as const;
      for (const [found, expected, digits] of pairs) {
        const values = await readValues(found);
        expect(found.shape).toEqual(shapes[t]);
        expected.forEach((value, k) => {
          expect(values[k]).toBeCloseTo(value, digits - 1);
        });
      }
    }
  });

  it('leaves the old state as it was, and nothing on the device but the new one', async () => {
    const parameters = [tensor(noise(1)), tensor(noise(2))];
    const gradients = [tensor(noise(3)), tensor(noise(4))];
    const state = initialAdamState(parameters);
    const before = tensorCount();
    const next = adamStep(parameters, gradients, state, 0.1);
    expect(tensorCount() - before).toBe(6);
    expect(await readValues(parameters[0]!)).toEqual(noise(1));
    expect(state.steps).toBe(0);
    release([next.parameters, next.state.firstMoment, next.state.secondMoment]);
    expect(tensorCount()).toBe(before);
  });
});
