import { tensor2d } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { NODE_BACKENDS, selectBackend } from '../../../tests/backend';
import { stream } from '../../data/random';
import { angleBetween } from '../../geometry/angle';
import { gdrGradient } from '../../geometry/gdr-gradient';
import { pairCount, pairs } from '../../geometry/pairs';
import { SCALE_FREE_PENALTIES, type ScaleFreePenalty } from '../../geometry/penalties';
import { penaltyValues } from '../../geometry/penalty-values';
import { centralDifferences } from '../../reference/float64';
import { slopes } from './penalty-slopes';

/** Angles of n random vectors that lean together or apart by `shared`. */
function randomAngles(n: number, seed: number, shared = 0.5): number[] {
  const { normal } = stream(seed, 'vectors', n);
  const common = Array.from({ length: 8 }, normal);
  const vectors = Array.from({ length: n }, () => common.map((c) => shared * c + normal()));
  return pairs(n).map(([i, j]) => angleBetween(vectors[i]!, vectors[j]!));
}

/** Of gradients of length one. */
const valueAt = (name: ScaleFreePenalty, angles: number[], n: number) =>
  penaltyValues[name]({ angles, lengths: new Array(n).fill(1) })!;

/** Slopes of a batch of images, one row of angles each. */
async function slopesOf(
  name: ScaleFreePenalty,
  batch: readonly number[][],
  n: number,
  planar = false,
) {
  const perPair = pairs(n).map((_, p) => batch.map((angles) => angles[p]!));
  const cosine = tensor2d(perPair.map((row) => row.map(Math.cos)));
  const sine = tensor2d(perPair.map((row) => row.map(Math.sin)));
  const slope = slopes[name](cosine, sine, n, planar);
  expect(slope.shape).toEqual([pairCount(n), batch.length]);
  const values = (await slope.array()) as number[][];
  return batch.map((_, b) => values.map((row) => row[b]!));
}

describe.each(NODE_BACKENDS)('on %s', (backend) => {
  beforeAll(() => selectBackend(backend));

  it.each(SCALE_FREE_PENALTIES.flatMap((name) => [2, 3, 4, 5].map((n) => [name, n] as const)))(
    'the slope of %s for %i members is how its value changes with each angle',
    async (name, n) => {
      const batch = [1, 2, 3].map((seed) => randomAngles(n, seed));
      const found = await slopesOf(name, batch, n);
      batch.forEach((angles, b) => {
        const values = Float64Array.from(angles);
        const byAngle = centralDifferences(values, () => valueAt(name, [...values], n));
        byAngle.forEach((slope, p) => {
          // dρ = −sin θ dθ
          expect(found[b]![p]).toBeCloseTo(slope / -Math.sin(angles[p]!), 5);
        });
      });
    },
  );

  it.each([2, 3, 4, 5])('the slope of GDR for %i members is the geometry’s', async (n) => {
    const batch = [4, 5, 6, 7].map((seed) => randomAngles(n, seed, 1.5));
    const found = await slopesOf('gdr', batch, n);
    batch.forEach((angles, b) => {
      const matrix = Array.from({ length: n }, () => new Array<number>(n).fill(1));
      pairs(n).forEach(([i, j], p) => {
        matrix[i]![j] = matrix[j]![i] = Math.cos(angles[p]!);
      });
      gdrGradient(matrix).forEach((expected, p) => {
        expect(Math.abs(found[b]![p]! - expected)).toBeLessThan(1e-4 * Math.max(1, expected));
      });
    });
  });

  it.each(SCALE_FREE_PENALTIES.flatMap((name) => [2, 3, 4, 5].map((n) => [name, n] as const)))(
    'the slope of %s for %i members is finite where gradients are equal or opposite',
    async (name, n) => {
      const equal = pairs(n).map(() => 0);
      // Member 0 twice, with the others all about.
      const duplicated = [...randomAngles(n, 8)];
      pairs(n).forEach(([i, j], p) => {
        if (i === 0 && j === 1) duplicated[p] = 0;
        if (i === 1) duplicated[p] = duplicated[j - 1]!;
      });
      const opposite = duplicated.map((angle, p) => {
        const [i, j] = pairs(n)[p]!;
        return i === 1 || j === 1 ? Math.PI - angle : angle;
      });
      const found = await slopesOf(name, [equal, duplicated, opposite], n);
      for (const slope of found.flat()) {
        expect(Number.isFinite(slope)).toBe(true);
        expect(slope).toBeGreaterThanOrEqual(0);
        // ½π·1/√(1 − ρ²) at |ρ| = 1 − 1e-6, or at the smallest sine that counts for n ≤ 3.
        expect(slope).toBeLessThan(1e6);
      }
    },
  );

  it.each([4, 5])(
    'of %i gradients in a plane only the outermost pair has a slope, while they leave a common direction',
    async (n) => {
      /** Directions of the gradients, in any order, the outermost last. */
      const within = Array.from({ length: n - 2 }, (_, k) => 0.2 + 0.4 * k);
      const arc = 2.2;
      const anglesOf = (directions: readonly number[]) =>
        pairs(n).map(([i, j]) => {
          const apart = Math.abs(directions[i]! - directions[j]!) % (2 * Math.PI);
          return Math.min(apart, 2 * Math.PI - apart);
        });
      const leaning = anglesOf([...within, 0, arc]);
      // All about the circle: two of them are nearly opposite, and a third lies beyond.
      const about = anglesOf([...within, 3, -1.5]);
      // Two on the same edge share it.
      const twins = anglesOf([...within.slice(1), arc, 0, arc]);
      const [one, none, both] = await slopesOf('gdr', [leaning, about, twins], n, true);
      const whole = 1 / (2 * Math.PI * Math.sin(arc));
      pairs(n).forEach(([i, j], p) => {
        expect(one![p]).toBeCloseTo(i === n - 2 && j === n - 1 ? whole : 0, 5);
        expect(none![p]).toBe(0);
        const edge = j === n - 2 ? i === n - 3 : i === n - 2;
        expect(both![p]).toBeCloseTo(edge ? whole / 2 : 0, 5);
      });
    },
  );

  it.each([2, 3])('equal or opposite gradients of %i members have no slope at all', async (n) => {
    // Where their angle could grow is rounding noise.
    const { length } = pairs(n);
    const found = await slopesOf(
      'gdr',
      [new Array(length).fill(0), new Array(length).fill(Math.PI)],
      n,
    );
    expect(found).toEqual([new Array(length).fill(0), new Array(length).fill(0)]);
  });
});
