import { beforeAll, describe, expect, it } from 'vitest';
import { selectBackend, tensorCount } from '../../tests/backend';
import { edited, trainedModel } from '../../tests/models';
import { heldOutPatterns, IMAGE_SIZE } from '../../tests/patterns';
import { type LabelledImages, sliceImages } from '../ensemble/batch';
import type { Model } from '../ensemble/input-gradient';
import { attackImage } from './live-attack';

let image: LabelledImages;
let model: Model;

beforeAll(async () => {
  await selectBackend('cpu');
  image = sliceImages(await heldOutPatterns(20), 6, 7);
  model = await trainedModel(20);
});

describe('a live attack', () => {
  it('shows the original, what is added to it, and their sum', async () => {
    const before = tensorCount();
    const { original, perturbation, adversarial, label, angles } = await attackImage(
      model,
      image,
      'ensemble',
      0.3,
    );
    expect(tensorCount()).toBe(before);
    expect(original).toEqual(image.pixels);
    expect(label).toBe(image.labels[0]);
    expect(angles).toHaveLength(3);
    expect(adversarial).toHaveLength(IMAGE_SIZE);
    let clipped = 0;
    adversarial.forEach((value, k) => {
      expect(value).toBeCloseTo(original[k]! + perturbation[k]!, 6);
      if (value === 0 || value === 1) clipped++;
      else expect(Math.abs(perturbation[k]!)).toBeCloseTo(0.3, 6);
    });
    expect(clipped).toBeGreaterThan(0);
  });

  it('of ε = 0 fools nobody who was right, and says the same twice', async () => {
    const { perturbation, clean, attacked, attackable, success } = await attackImage(
      model,
      image,
      'ensemble',
      0,
    );
    expect(perturbation.every((value) => value === 0)).toBe(true);
    expect(attacked).toEqual(clean);
    expect(attackable).toBe(true);
    expect(success).toEqual({ same: false, all: false, ensemble: false });
  });

  it('lowers the confidence that it climbs against', async () => {
    const label = image.labels[0]!;
    const ofAll = await attackImage(model, image, 'ensemble', 0.05);
    expect(ofAll.attacked.mean[label]).toBeLessThan(ofAll.clean.mean[label]!);
    for (const member of [0, 1, 2]) {
      const one = await attackImage(model, image, member, 0.05);
      expect(one.attacked.probabilities[member]![label]).toBeLessThan(
        one.clean.probabilities[member]![label]!,
      );
    }
  });

  it('on an image that a member gets wrong is marked as not counted', async () => {
    const { attackable } = await attackImage(
      model,
      { ...image, labels: Uint8Array.of((image.labels[0]! + 1) % 4) },
      'ensemble',
      0.1,
    );
    expect(attackable).toBe(false);
  });

  it('has no angles where a member has no gradient', async () => {
    const dead = await edited(model, 1, (values) => values.fill(-1000, 12, 24));
    expect((await attackImage(dead, image, 'ensemble', 0.1)).angles).toBeNull();
  });
});
