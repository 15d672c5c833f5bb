import { beforeAll, describe, expect, it, vi } from 'vitest';
import { selectBackend, tensorCount } from '../../tests/backend';
import { trainedModel } from '../../tests/models';
import { heldOutPatterns } from '../../tests/patterns';
import { type AttackRecipe, RECIPES } from '../attacks/attack-recipe';
import { NORMS } from '../attacks/attack-spec';
import { EPSILON_RANGES } from '../attacks/epsilon';
import { SUCCESS_MEANINGS, success } from '../attacks/success';
import { type LabelledImages, sliceImages } from '../ensemble/batch';
import type { Model } from '../ensemble/input-gradient';
import type { OneImageAttack } from './attempts';
import { attackImage } from './live-attack';
import { smallestEpsilons } from './smallest-epsilon';

let images: LabelledImages;
let model: Model;

beforeAll(async () => {
  await selectBackend('cpu');
  images = await heldOutPatterns(20);
  model = await trainedModel(20);
});

const asked = (index: number, recipe: AttackRecipe): OneImageAttack => ({
  model,
  attacker: 'ensemble',
  image: sliceImages(images, index, index + 1),
  index,
  recipe,
});

const fools = async (one: OneImageAttack, epsilon: number) => {
  const { predictions, label, path } = (await attackImage(one, epsilon))!;
  return { ...success(predictions.at(-1)!, label), image: path.slice(-one.image.pixels.length) };
};

describe('the smallest ε that fools', () => {
  it.each(NORMS)('in norm %s does fool, and a step less does not', async (norm) => {
    const before = tensorCount();
    const recipe = { ...RECIPES.pgd, norm, steps: 4 };
    let found = 0;
    for (const index of [0, 1, 2]) {
      const one = asked(index, recipe);
      const smallest = (await smallestEpsilons(one, () => true))!;
      for (const meaning of SUCCESS_MEANINGS) {
        const own = smallest[meaning];
        if (!own) continue;
        found++;
        const unit = norm === 'inf' ? 0.001 : norm === 'two' ? 0.01 : 0.1;
        expect(own.epsilon / unit).toBeCloseTo(Math.round(own.epsilon / unit), 9);
        const there = await fools(one, own.epsilon);
        expect(there[meaning]).toBe(true);
        expect(own.image).toEqual(there.image);
        if (own.epsilon > 0) {
          expect((await fools(one, own.epsilon - unit))[meaning]).toBe(false);
        }
      }
      // Who fools all alike has fooled all, and the vote.
      const order = SUCCESS_MEANINGS.map((meaning) => smallest[meaning]?.epsilon ?? Infinity);
      expect(order[0]).toBeGreaterThanOrEqual(Math.max(order[1]!, order[2]!));
    }
    expect(found).toBeGreaterThan(0);
    expect(tensorCount()).toBe(before);
  });

  it('is none where noise of no size fools, and 0 where all are wrong before', async () => {
    const noise = asked(0, { ...RECIPES.noise });
    const none = (await smallestEpsilons(noise, () => true))!;
    const missed = SUCCESS_MEANINGS.filter((meaning) => none[meaning] === null);
    expect(missed).not.toEqual([]);
    const furthest = await fools(noise, EPSILON_RANGES.inf.max);
    for (const meaning of missed) expect(furthest[meaning]).toBe(false);
    const labels = Uint8Array.of((images.labels[0]! + 1) % 4);
    const wrong = { ...noise, image: { ...noise.image, labels } };
    const told = vi.fn(() => true);
    const already = (await smallestEpsilons(wrong, told))!;
    for (const meaning of SUCCESS_MEANINGS) expect(already[meaning]?.epsilon).toBe(0);
    expect(told).not.toHaveBeenCalled();
  });

  it('says how far it is, never further than the end, and can be called off', async () => {
    const one = asked(1, { ...RECIPES.pgd, steps: 4 });
    const told = vi.fn((_done: number, _total: number) => true);
    await smallestEpsilons(one, told);
    const shares = told.mock.calls.map(([done, total]) => done / total);
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
    expect(shares[0]).toBe(0);
    expect(shares.at(-1)).toBeLessThan(1);
    expect(await smallestEpsilons(one, (done) => done < 3)).toBeNull();
  });
});
