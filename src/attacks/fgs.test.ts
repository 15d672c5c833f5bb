import { type Tensor3D, tensor, tensor2d } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { NODE_BACKENDS, selectBackend, tensorCount } from '../../tests/backend';
import { stream } from '../data/random';
import { deviceCode } from '../ops/operations';
import { readValues } from '../ops/scope';
import { attackedMembers } from './attack-source';
import { fgs } from './fgs';

const [MEMBERS, COUNT, SIZE] = [3, 7, 30] as const;
const EPSILONS = [0, 0.03, 0.25];

const normal = (length: number, seed: number, scale: number) =>
  Float32Array.from({ length }, stream(seed, 'direction').normal).map((v) => scale * v);

const directions = normal(MEMBERS * COUNT * SIZE, 4, 1e-3);
const margins = normal(MEMBERS * COUNT, 5, 4);
// One pixel that nobody depends on, one image of which every member is very sure.
for (let row = 0; row < MEMBERS * COUNT; row++) directions[row * SIZE + 3] = 0;
for (let i = 0; i < MEMBERS; i++) margins[i * COUNT + 1] = -200 - i;
const pixels = Float32Array.from({ length: COUNT * SIZE }, stream(6, 'images').uniform);

/** clip(x + ε·sign(Σ_i p_i (1 − p_i) d_i), 0, 1), pixel by pixel in float64. */
function loops(members: readonly number[]): number[] {
  const attacked = (epsilon: number) =>
    Array.from(pixels, (x, at) => {
      const b = Math.floor(at / SIZE);
      const logWeights = members.map((i) => {
        const m = Math.abs(margins[i * COUNT + b]!);
        return -m - 2 * Math.log1p(Math.exp(-m));
      });
      const top = Math.max(...logWeights);
      const slope = members.reduce(
        (sum, i, k) => sum + Math.exp(logWeights[k]! - top) * directions[i * COUNT * SIZE + at]!,
        0,
      );
      return Math.min(1, Math.max(0, x + epsilon * Math.sign(slope)));
    });
  return EPSILONS.flatMap(attacked);
}

describe.each(NODE_BACKENDS)('the fast gradient sign attack on %s', (backend) => {
  beforeAll(() => selectBackend(backend));

  it('is computed by the code that is meant', () => {
    expect(deviceCode()).toBe(backend === 'wasm' ? 'wasm' : 'composed');
  });

  it.each(['ensemble', 0, 2] as const)(
    'made on %s is a step along the sign of its loss’s gradient, for each ε',
    async (source) => {
      const gradients = {
        direction: tensor(directions, [MEMBERS, COUNT, SIZE]) as Tensor3D,
        margin: tensor2d(margins, [MEMBERS, COUNT]),
      };
      const images = tensor2d(pixels, [COUNT, SIZE]);
      const before = tensorCount();
      const found = fgs(images, gradients, source, EPSILONS);
      expect(tensorCount()).toBe(before + 1);
      expect(found.shape).toEqual([EPSILONS.length * COUNT, SIZE]);
      const expected = loops(attackedMembers(source, MEMBERS));
      (await readValues(found)).forEach((value, k) => {
        expect(value).toBeCloseTo(expected[k]!, 6);
      });
    },
  );
});
