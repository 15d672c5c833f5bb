import { beforeAll, describe, expect, it } from 'vitest';
import { selectBackend, tensorCount } from '../../tests/backend';
import { trainedModel } from '../../tests/models';
import { CLASSES, heldOutPatterns, patternSpread } from '../../tests/patterns';
import { RECIPES } from '../attacks/attack-recipe';
import { FINAL_EPSILONS } from '../attacks/epsilon';
import { plannedAttacks } from '../attacks/strongest';
import { type LabelledImages, sliceImages } from '../ensemble/batch';
import type { Model } from '../ensemble/input-gradient';
import { readRating } from '../sweep/read-rating';
import { rate } from './rate';
import { rateForSweep, type SweepRating } from './sweep-rating';
import { withstand } from './withstand';

const IMAGES = 60;
const ATTACKED = 40;
const STRONGEST = 20;

let images: LabelledImages;
let model: Model;
let plain: Model;
let same: Model;
let spread: Float32Array;
let rating: SweepRating;

beforeAll(async () => {
  await selectBackend('wasm');
  [images, spread] = await Promise.all([heldOutPatterns(IMAGES), patternSpread()]);
  model = await trainedModel();
  plain = await trainedModel(15, { seed: 2 });
  // A stranger's copy is hardly ever as good: this one is the ensemble itself.
  same = model;
  rating = await rated();
});

const rated = (tell: (what: string, share: number) => void = () => {}) =>
  rateForSweep(
    {
      ...{ model, images, spread, attacked: ATTACKED, strongest: STRONGEST },
      surrogates: { plain, same },
    },
    tell,
  );

describe('what a sweep measures of an ensemble', () => {
  it('is what train --json prints, number for number', async () => {
    const given = { model, images, spread, attacked: ATTACKED, epsilons: FINAL_EPSILONS };
    const one = (await rate({ ...given, surrogates: [plain, same], strongest: false }, () => {}))
      .rating;
    const { attacks, surrogate, transfer, fgs, ...rest } = one;
    expect(rating).toMatchObject({ ...rest, surrogate });
    for (const name of ['fgs', 'pgd', 'mi'] as const) {
      expect(rating.attacks[name]).toEqual(attacks[name]);
    }
    expect(rating.attacks.agree).toEqual({ '0.06': attacks.agree!['0.06'] });
    expect(rating.transfer.pgd['0.06']).toBe(transfer);
    expect(rating.attacks.fgs).toMatchObject(fgs);
    const few = sliceImages(images, 0, STRONGEST);
    const list = plannedAttacks(RECIPES.strongest, 0.06, CLASSES.length);
    const found = (await withstand({ model, images: few, attacks: list }, () => true))!;
    expect(rating.strongest['0.06']).toMatchObject({ ...found.rates, robust: found.robust });
    expect(rating.images).toEqual({ accuracy: IMAGES, attacked: ATTACKED, strongest: STRONGEST });
  });

  it('is what a line of a sweep may hold, and comes back from it as it was', () => {
    expect(readRating(JSON.parse(JSON.stringify(rating)))).toEqual(rating);
  });

  it('has two surrogates apart, and the worst of both', () => {
    const { surrogate, surrogates } = rating;
    for (const own of Object.values(surrogates)) {
      expect(surrogate.robust).toBeLessThanOrEqual(own.robust);
      expect(surrogate.same).toBeGreaterThanOrEqual(own.same);
    }
    expect(surrogates.same.robust).toBeLessThan(surrogates.plain.robust);
  });

  it('counts images that all members get wrong alike, of all of them', async () => {
    const first = sliceImages(images, 0, ATTACKED);
    const attacks = plannedAttacks(RECIPES.agree, 0.06, CLASSES.length);
    const { attacked, clean } = (await withstand({ model, images: first, attacks }, () => true))!;
    const alike = (labels: readonly number[]) => new Set(labels).size === 1;
    const wrong = attacked.filter(
      ({ labels }, b) => alike(labels) && labels[0] !== first.labels[b],
    ).length;
    expect(wrong).toBeGreaterThan(0);
    expect(rating.disagreement.unanimousWrong.agree).toBe(wrong / ATTACKED);
    const disagree = clean.filter(({ labels }) => !alike(labels)).length;
    expect(disagree).toBeGreaterThan(0);
    expect(rating.disagreement.cleanDisagree).toBe(disagree / ATTACKED);
  });

  it('says how far it has come, repeats itself, and leaves nothing on the device', async () => {
    const told: number[] = [];
    const before = tensorCount();
    expect(await rated((_, share) => told.push(share))).toEqual(rating);
    expect(tensorCount()).toBe(before);
    expect(told[0]).toBe(0);
    expect(told).toEqual(told.toSorted((a, b) => a - b));
    expect(told.at(-1)).toBeLessThan(1);
  });
});
