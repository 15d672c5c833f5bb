import { slice, tidy, tile } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { ratingLines } from '../../scripts/rating-report';
import { selectBackend, tensorCount } from '../../tests/backend';
import { trainedModel } from '../../tests/models';
import { CLASSES, heldOutPatterns, patternSpread } from '../../tests/patterns';
import { RECIPES } from '../attacks/attack-recipe';
import { modelOfMembers } from '../attacks/attacked-model';
import { epsilonKey, FINAL_EPSILONS } from '../attacks/epsilon';
import { plannedAttacks } from '../attacks/strongest';
import type { LabelledImages } from '../ensemble/batch';
import type { Model } from '../ensemble/input-gradient';
import { release } from '../ops/scope';
import { memberTransfer } from './member-transfer';
import { type AttackRating, type Rated, type RatingRequest, rate } from './rate';
import { withstand } from './withstand';

const IMAGES = 60;
const ATTACKED = 40;

let model: Model;
let other: Model;
let images: LabelledImages;
let spread: Float32Array;

beforeAll(async () => {
  await selectBackend('wasm');
  [images, spread] = await Promise.all([heldOutPatterns(IMAGES), patternSpread()]);
  [model, other] = [await trainedModel(), await trainedModel(15, { seed: 2 })];
});

const rated = (more: Partial<RatingRequest> = {}, tell = (_: string, __: number) => {}) =>
  rate(
    {
      ...{ model, images, spread, attacked: ATTACKED, epsilons: FINAL_EPSILONS },
      ...{ surrogates: [], strongest: false, ...more },
    },
    tell,
  );

const RATING = ['same', 'all', 'ensemble', 'robust', 'jointAccuracy', 'images'];
const EPSILONS = ['0.03', '0.06', '0.09'];

describe('a rating', () => {
  it('has every number that --json promises, and says how far it has come', async () => {
    const told: number[] = [];
    const before = tensorCount();
    const { rating } = await rated({}, (_, share) => told.push(share));
    expect(tensorCount()).toBe(before);
    expect(Object.keys(rating)).toEqual(
      ['memberAccuracy', 'ensembleAccuracy', 'gdr', 'cosine', 'measures', 'fgs', 'attacks'].concat([
        'transfer',
        'zeroGradients',
      ]),
    );
    expect(Object.keys(rating.measures)).toEqual(
      ['gdr', 'gdrSpread', 'norm', 'normMedian', 'jointSlope'], //
    );
    expect(Object.keys(rating.attacks)).toEqual(['fgs', 'pgd', 'mi', 'agree']);
    for (const ofOne of Object.values(rating.attacks)) {
      expect(Object.keys(ofOne)).toEqual(EPSILONS);
      for (const found of Object.values(ofOne)) expect(Object.keys(found)).toEqual(RATING);
    }
    expect(told).toEqual(told.toSorted((a, b) => a - b));
    expect(told[0]).toBe(0);
    expect(told.at(-1)).toBeLessThan(1);
    expect(told.length).toBeGreaterThan(12);
    // It goes through JSON as it is.
    expect(JSON.parse(JSON.stringify(rating))).toEqual(rating);
  });

  it('has one FGS, whether the measures or the attacks report it', async () => {
    const { fgs, attacks } = (await rated()).rating;
    expect(attacks.fgs).toMatchObject(fgs);
  });

  it('made on the ensemble itself as the surrogate is at least as strong as PGD', async () => {
    const { rating } = await rated({ surrogates: [model, other], strongest: true });
    const white = rating.attacks.pgd!['0.06']!;
    expect(rating.surrogate!.robust).toBeLessThanOrEqual(white.robust);
    expect(rating.surrogate!.all).toBeGreaterThanOrEqual(white.all);
    expect(Object.keys(rating.strongest!)).toEqual(['0.03', '0.06']);
    expect(Object.keys(rating.strongest!['0.06']!)).toEqual(RATING);
  });

  it('of one attack has that alone, apart for everything and for surrogates', async () => {
    const recipe = { ...RECIPES.pgd, steps: 3 };
    const only = { name: 'pgd steps=3', recipe };
    const { rating } = await rated({ only, epsilons: [0.025], surrogates: [model] });
    expect(Object.keys(rating.attacks)).toEqual(['pgd steps=3']);
    expect(rating.surrogateAttacks).toEqual(rating.attacks);
    const attacks = plannedAttacks(recipe, 0.025, CLASSES.length);
    const first = {
      pixels: images.pixels.subarray(0, (images.pixels.length / IMAGES) * ATTACKED),
      labels: images.labels.subarray(0, ATTACKED),
    };
    const found = (await withstand({ model, images: first, attacks }, () => true))!;
    expect(rating.attacks['pgd steps=3']!['0.025']).toEqual({
      ...found.rates,
      robust: found.robust,
      jointAccuracy: found.jointAccuracy,
      images: found.attackable,
    } satisfies AttackRating);
    expect(rating).not.toHaveProperty('transfer');
  });

  it('in words names the attacker of every number', async () => {
    const result: Rated = await rated({ surrogates: [other], strongest: true });
    const text = ratingLines(result, { images: IMAGES, attacked: ATTACKED, surrogates: 1 }).join(
      '\n',
    );
    for (const attack of ['fgs', 'pgd', 'mi', 'agree']) {
      for (const epsilon of EPSILONS) {
        expect(text).toMatch(new RegExp(`^everything +${attack} +${epsilon} .* 40$`, 'm'));
      }
    }
    expect(text).toMatch(/^everything +strongest +0\.06 .* 60$/m);
    expect(text).toMatch(/^surrogate +pgd, pgd sum, agree +0\.06 .* 40$/m);
    expect(text).toMatch(/^made on one member, pgd, ε = 0\.06: fools another on \d/m);
    expect(text).not.toMatch(/NaN|undefined/);
  });
});

describe('transfer between members', () => {
  it('is success itself where all members are one', async () => {
    const copies: Model = {
      architecture: model.architecture,
      parameters: model.parameters.map((own) =>
        tidy(() => {
          const [, ...rest] = own.shape;
          const first = slice(
            own,
            own.shape.map(() => 0),
            [1, ...rest],
          );
          return tile(first, [3, ...rest.map(() => 1)]);
        }),
      ),
    };
    const attacks = plannedAttacks(RECIPES.pgd, 0.06, CLASSES.length);
    const before = tensorCount();
    const { share: transfer } = await memberTransfer(copies, images, attacks, () => true);
    expect(tensorCount()).toBe(before);
    const { rates } = (await withstand({ model: copies, images, attacks }, () => true))!;
    expect(rates.ensemble).toBeGreaterThan(0);
    expect(transfer).toBeCloseTo(rates.ensemble, 9);
  });

  it('is less than success on the member that the attack is made on', async () => {
    const attacks = plannedAttacks(RECIPES.pgd, 0.06, CLASSES.length);
    const { share: transfer } = await memberTransfer(model, images, attacks, () => true);
    const own: number[] = [];
    for (const i of [0, 1, 2]) {
      const member = modelOfMembers(model, [i]);
      const { rates } = (await withstand({ model: member, images, attacks }, () => true))!;
      release([...member.parameters]);
      own.push(rates.all);
    }
    expect(transfer).toBeGreaterThan(0);
    expect(transfer).toBeLessThan(own.reduce((sum, rate) => sum + rate, 0) / own.length);
  });
});

describe('ε as a key', () => {
  it.each<[number, string]>([
    [0.03, '0.03'],
    [0.3, '0.30'],
    [0.025, '0.025'],
    [12, '12.00'],
  ])('%d is %s', (epsilon, key) => expect(epsilonKey(epsilon)).toBe(key));
});
