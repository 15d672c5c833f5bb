import { tensor2d } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { selectBackend } from '../../tests/backend';
import { stream } from '../data/random';
import { InPlaceNetwork } from '../ensemble/in-place-network';
import { mlp } from '../ensemble/mlp';
import { plainNetwork } from '../ensemble/plain-network';
import { attack } from './attack';
import { RECIPES, specOf } from './attack-recipe';
import { type JointPgd, jointPgd } from './plain-joint-pgd';

const STEPS = 10;
const EPSILON = 0.2;
const COUNT = 60;
const UNIT: JointPgd = { epsilon: EPSILON, steps: STEPS, domain: { low: 0, high: 1 } };

beforeAll(() => selectBackend('cpu'));

/** The same ensemble, as tensors and plainly. */
async function ensembleOf(members: number, classCount: number) {
  const hidden = [12, 8];
  const architecture = mlp({ kind: 'mlp', inputSize: 2, hidden, classCount });
  const model = { architecture, parameters: architecture.initialise(members, 3) };
  const parameters = await Promise.all(model.parameters.map((p) => p.data<'float32'>()));
  const plain = Array.from(
    { length: members },
    (_, i) => new InPlaceNetwork(plainNetwork({ members, hidden, parameters }, i)),
  );
  return { model, plain };
}

describe.each([
  [2, 2],
  [3, 2],
  [4, 3],
])('on %i members of %i classes', (members, classCount) => {
  it('takes the steps of PGD on `slowest` in an L2 ball', async () => {
    const { model, plain } = await ensembleOf(members, classCount);
    const { uniform } = stream(5, 'points');
    const points = Float32Array.from({ length: 2 * COUNT }, uniform);
    const classes = Uint8Array.from({ length: COUNT }, (_, b) => b % classCount);
    const recipe = { ...RECIPES.pgd, norm: 'two', objective: 'slowest', steps: STEPS } as const;
    const { path } = attack(
      model,
      tensor2d(points, [COUNT, 2]),
      { classes, towards: false },
      specOf(recipe, EPSILON),
      { path: true },
    );
    const expected = await path!.data<'float32'>();
    let moved = 0;
    for (let b = 0; b < COUNT; b++) {
      const iterates: number[][] = [];
      const start = points.subarray(2 * b, 2 * b + 2);
      jointPgd(plain, start, classes[b]!, UNIT, 'end', (at) => iterates.push([...at]));
      // A zero gradient ends it: the others stay where they are.
      while (iterates.length <= STEPS) iterates.push(iterates.at(-1)!);
      moved += Math.hypot(iterates[STEPS]![0]! - start[0]!, iterates[STEPS]![1]! - start[1]!);
      iterates.forEach((at, step) => {
        for (const k of [0, 1]) {
          expect(at[k]!).toBeCloseTo(expected[(step * COUNT + b) * 2 + k]!, 4);
        }
      });
    }
    expect(moved / COUNT).toBeGreaterThan(EPSILON / 4);
  });

  it('stays in the ball and in the domain, and says when all were fooled first', async () => {
    const { plain } = await ensembleOf(members, classCount);
    const { uniform } = stream(6, 'points');
    const wide = { ...UNIT, epsilon: 0.7, domain: { low: -1, high: 1 } };
    const fooledOnce = new Set<number | null>();
    for (let b = 0; b < COUNT; b++) {
      const start = [2 * uniform() - 1, 2 * uniform() - 1];
      const label = b % classCount;
      let step = 0;
      let first: number | null = null;
      let greatest = -Infinity;
      const seen = plain.map(() => 0);
      const { fooledAfter, lead } = jointPgd(plain, start, label, wide, 'end', (at) => {
        expect(Math.max(...at.map(Math.abs))).toBeLessThanOrEqual(1);
        expect(Math.hypot(at[0]! - start[0]!, at[1]! - start[1]!)).toBeLessThan(0.7 + 1e-9);
        plain.forEach((member, i) => {
          const logits = [...member.forward(at)];
          const own = logits[label]!;
          logits[label] = -Infinity;
          seen[i] = Math.max(...logits) - own;
        });
        greatest = Math.max(greatest, Math.min(...seen));
        if (Math.min(...seen) > 0) first ??= step;
        step += 1;
      });
      expect(fooledAfter).toBe(first);
      expect(lead).toBeCloseTo(greatest, 12);
      fooledOnce.add(fooledAfter);
    }
    expect(fooledOnce).toContain(null);
    expect(fooledOnce.size).toBeGreaterThan(2);
  });

  it('goes no further once all are fooled, where it need not', async () => {
    const { plain } = await ensembleOf(members, classCount);
    for (let b = 0; b < COUNT; b++) {
      const start = [Math.sin(b), Math.cos(3 * b)];
      const wide = { ...UNIT, epsilon: 0.7, domain: { low: -1, high: 1 } };
      const whole = jointPgd(plain, start, 0, wide);
      let iterates = 0;
      const brief = jointPgd(plain, start, 0, wide, 'fooled', () => {
        iterates += 1;
      });
      expect(brief.fooledAfter).toBe(whole.fooledAfter);
      if (brief.fooledAfter !== null) expect(iterates).toBe(brief.fooledAfter + 1);
    }
  });
});
