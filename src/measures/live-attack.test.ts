import { beforeAll, describe, expect, it, vi } from 'vitest';
import { climb64 } from '../../tests/attack64';
import { selectBackend, tensorCount } from '../../tests/backend';
import { edited, trainedModel } from '../../tests/models';
import { heldOutPatterns, IMAGE_SIZE } from '../../tests/patterns';
import { type AttackRecipe, RECIPES, specOf } from '../attacks/attack-recipe';
import { success } from '../attacks/success';
import { type LabelledImages, sliceImages } from '../ensemble/batch';
import type { Model } from '../ensemble/input-gradient';
import { angleBetween } from '../geometry/angle';
import { pairs } from '../geometry/pairs';
import {
  crossEntropy,
  inputGradient,
  logits,
  type Network64,
  relativeError,
  toFloat64,
} from '../reference/float64';
import type { OneImageAttack } from './attempts';
import { attackImage, type LiveAttack } from './live-attack';

let image: LabelledImages;
let model: Model;
let net: Network64;

beforeAll(async () => {
  await selectBackend('cpu');
  image = sliceImages(await heldOutPatterns(20), 6, 7);
  model = await trainedModel(20);
  net = await toFloat64(model.parameters);
});

const asked = (part: Partial<OneImageAttack> = {}): OneImageAttack => ({
  model,
  attacker: 'ensemble',
  image,
  index: 6,
  recipe: RECIPES.fgs,
  ...part,
});

async function attacked(epsilon: number, part: Partial<OneImageAttack> = {}): Promise<LiveAttack> {
  return (await attackImage(asked(part), epsilon))!;
}

const iterates = ({ path }: LiveAttack) =>
  Array.from({ length: path.length / IMAGE_SIZE }, (_, k) =>
    path.subarray(k * IMAGE_SIZE, (k + 1) * IMAGE_SIZE),
  );
const members = () => Array.from({ length: net.members }, (_, i) => i);
const last = <T>(values: readonly T[]) => values.at(-1)!;

describe('a live attack of one step', () => {
  it('goes from the image by ε in every pixel, and stays a picture', async () => {
    const before = tensorCount();
    const found = await attacked(0.3);
    expect(tensorCount()).toBe(before);
    expect(found.original).toEqual(image.pixels);
    expect(found.label).toBe(image.labels[0]);
    const [first, end, ...more] = iterates(found);
    expect(more).toEqual([]);
    expect(first).toEqual(image.pixels);
    let clipped = 0;
    end!.forEach((value, k) => {
      if (value === 0 || value === 1) clipped++;
      else expect(Math.abs(value - image.pixels[k]!)).toBeCloseTo(0.3, 6);
    });
    expect(clipped).toBeGreaterThan(0);
  });

  it('of ε = 0 fools nobody who was right, and says the same twice', async () => {
    const found = await attacked(0);
    expect(last(iterates(found))).toEqual(image.pixels);
    expect(found.predictions).toEqual([found.clean, found.clean]);
    expect(found.attackable).toBe(true);
    expect(found.gradients.perturbations).toEqual([null, null]);
  });

  it('lowers the confidence that it climbs against', async () => {
    const label = image.labels[0]!;
    const { predictions, clean } = await attacked(0.05);
    expect(last(predictions).mean[label]).toBeLessThan(clean.mean[label]!);
    for (const member of members()) {
      const one = await attacked(0.05, { attacker: member });
      expect(last(one.predictions).probabilities[member]![label]).toBeLessThan(
        one.clean.probabilities[member]![label]!,
      );
    }
  });

  it('on an image that a member gets wrong is marked as not counted', async () => {
    const labels = Uint8Array.of((image.labels[0]! + 1) % 4);
    const { attackable } = await attacked(0.1, { image: { ...image, labels } });
    expect(attackable).toBe(false);
  });
});

describe('a live attack of many steps', () => {
  const recipe: AttackRecipe = { ...RECIPES.pgd, objective: 'sum', steps: 6 };

  it('shows where plain loops in float64 lead, and what members make of it, at every step', async () => {
    const found = await attacked(0.1, { recipe });
    const spec = specOf(recipe, 0.1);
    const start = Array.from(image.pixels);
    const how = { ...spec, objective: 'sum', towards: false } as const;
    const expected = climb64(net, start, found.label, start, how);
    expect(found.losses).toHaveLength(7);
    iterates(found).forEach((own, k) => {
      expected[k]!.forEach((value, j) => {
        expect(own[j]).toBeCloseTo(value, 4);
      });
      for (const i of members()) {
        const z = logits(net, i, own);
        expect(found.losses[k]![i]).toBeCloseTo(crossEntropy(z, found.label), 4);
        expect(found.predictions[k]!.labels[i]).toBe(z.indexOf(Math.max(...z)));
      }
    });
  });

  it('made on one member is that member’s own, whatever the others are', async () => {
    const found = await attacked(0.1, { recipe, attacker: 1 });
    const start = Array.from(image.pixels);
    const alone: Network64 = {
      ...net,
      members: 1,
      parameters: net.parameters.map((values) => {
        const size = values.length / net.members;
        return values.slice(size, 2 * size);
      }),
    };
    const how = { ...specOf(recipe, 0.1), objective: 'mean', towards: false } as const;
    const expected = last(climb64(alone, start, found.label, start, how));
    last(iterates(found)).forEach((value, k) => {
      expect(value).toBeCloseTo(expected[k]!, 4);
    });
  });

  it('made on a surrogate is judged on the ensemble', async () => {
    const surrogate = await trainedModel(20, { seed: 9 });
    const found = await attacked(0.1, { recipe, attacker: 'surrogate', surrogate });
    const white = await attackImage(asked({ model: surrogate, recipe }), 0.1);
    expect(found.path).toEqual(white!.path);
    expect(found.clean).toEqual((await attacked(0.1)).clean);
    await expect(attackImage(asked({ attacker: 'surrogate' }), 0.1)).rejects.toThrow(
      'There is no surrogate',
    );
  });

  it('from several starts shows the worst of them, unless it is called off', async () => {
    const starts = { ...recipe, steps: 2, restarts: 4 };
    const before = tensorCount();
    const told = vi.fn((_done: number, _total: number) => true);
    const found = (await attackImage(asked({ recipe: starts }), 0.02, told))!;
    expect(told.mock.calls).toEqual([0, 1, 2, 3].map((k) => [k, 4]));
    const left = (one: LiveAttack) => last(one.predictions).mean[one.label]!;
    const lefts: number[] = [];
    for (const restarts of [2, 3]) {
      lefts.push(left((await attackImage(asked({ recipe: { ...starts, restarts } }), 0.02))!));
    }
    // Starts go by their number: more of them are the same and further ones.
    expect([...lefts, left(found)]).toEqual([...lefts, left(found)].toSorted((a, b) => b - a));
    expect(left(found)).toBeLessThan(found.clean.mean[found.label]!);
    expect(found.made).toMatchObject({ objective: 'sum', towards: null });
    const calledOff = await attackImage(asked({ recipe: starts }), 0.02, (done) => done < 2);
    expect(calledOff).toBeNull();
    expect(tensorCount()).toBe(before);
  });
});

describe('the gradients beside a live attack', () => {
  it('have the lengths, the angles and the share of the perturbation that float64 gives', async () => {
    const found = await attacked(0.1, { recipe: { ...RECIPES.pgd, steps: 3 } });
    const { lengths, angles, directions, perturbations } = found.gradients;
    const start = Array.from(image.pixels);
    const gradients = members().map((i) => inputGradient(net, i, start, found.label));
    gradients.forEach((gradient, i) => {
      expect(relativeError([lengths[i]!], [Math.hypot(...gradient)])).toBeLessThan(1e-4);
      expect(Math.hypot(...directions[i]!)).toBeCloseTo(1, 6);
    });
    pairs(net.members).forEach(([i, j], p) => {
      const angle = angleBetween(gradients[i]!, gradients[j]!);
      expect(angles![p]).toBeCloseTo(angle, 4);
      expect(angleBetween(directions[i]!, directions[j]!)).toBeCloseTo(angle, 4);
    });
    expect(perturbations[0]).toBeNull();
    iterates(found).forEach((own, k) => {
      if (k === 0) return;
      const delta = Array.from(own, (v, j) => v - start[j]!);
      const dot = (a: readonly number[], b: readonly number[]) =>
        a.reduce((sum, v, j) => sum + v * b[j]!, 0);
      // In the span it makes the same angles with every gradient as it does in the space of pixels.
      gradients.forEach((gradient, i) => {
        const cosine = dot(delta, gradient) / (Math.hypot(...delta) * Math.hypot(...gradient));
        expect(dot(perturbations[k]!, directions[i]!)).toBeCloseTo(cosine, 5);
      });
      expect(Math.hypot(...perturbations[k]!)).toBeLessThan(1);
    });
  });

  it('have no angles where a member has none, and an attack on that member stands still', async () => {
    const dead = await edited(model, 1, (values) => values.fill(-1000, 12, 24));
    const found = await attacked(0.1, { model: dead });
    expect(found.gradients.angles).toBeNull();
    expect(found.gradients.lengths[1]).toBe(0);
    expect(found.still).toBe(false);
    const alone = await attacked(0.1, { model: dead, attacker: 1 });
    expect(alone.still).toBe(true);
    expect(success(last(alone.predictions), alone.label)).toEqual(
      success(alone.clean, alone.label),
    );
  });
});
