import { beforeAll, describe, expect, it } from 'vitest';
import { climb64 } from '../../tests/attack64';
import { NODE_BACKENDS, selectBackend, tensorCount } from '../../tests/backend';
import { trainedModel } from '../../tests/models';
import { CLASSES, heldOutPatterns, IMAGE_SIZE } from '../../tests/patterns';
import { type Method, RECIPES } from '../attacks/attack-recipe';
import type { AttackSpec } from '../attacks/attack-spec';
import { randomPerturbation } from '../attacks/random-start';
import { type PlannedAttack, plannedAttacks } from '../attacks/strongest';
import { everyMemberRight, success } from '../attacks/success';
import type { LabelledImages } from '../ensemble/batch';
import type { Model } from '../ensemble/input-gradient';
import { predict } from '../ensemble/prediction';
import { logits, type Network64, toFloat64 } from '../reference/float64';
import { countWithstood, type Withstood, withstand } from './withstand';

const COUNT = 60;
const EPSILON = 0.08;
const always = () => true;
const planned = (method: Method, epsilon = EPSILON) =>
  plannedAttacks({ ...RECIPES[method], steps: STEPS[method] ?? 1 }, epsilon, CLASSES.length);
/** Fewer than usual. */
const STEPS: Readonly<Partial<Record<Method, number>>> = { pgd: 6, agree: 10, strongest: 6 };

let images: LabelledImages;
let model: Model;
let other: Model;

/** Two attacks of two starts each, one of them towards a class. */
const SPEC: AttackSpec = {
  objective: 'mean',
  norm: 'inf',
  epsilon: EPSILON,
  steps: 4,
  stepSize: EPSILON / 2,
  momentum: 0,
  start: 'image',
  restarts: 2,
  seed: 5,
};
const ATTACKS: readonly PlannedAttack[] = [
  { spec: SPEC, classesOn: null },
  { spec: { ...SPEC, objective: 'slowest' }, classesOn: 1 },
];

const pixelsAt = (b: number) =>
  Array.from(images.pixels.subarray(b * IMAGE_SIZE, (b + 1) * IMAGE_SIZE));

/** The same numbers from plain loops, attacking every image with everything. */
function naive(net: Network64, madeOn: readonly Network64[]) {
  const says = (x: readonly number[]) =>
    predict(Array.from({ length: net.members }, (_, i) => logits(net, i, x)));
  const all = Array.from(images.labels, (truth, b) => {
    const x = pixelsAt(b);
    const outcomes = madeOn.flatMap((source) =>
      ATTACKS.flatMap(({ spec, classesOn }) =>
        [0, 1].map((restart) => {
          const noise = randomPerturbation(spec, 'ball', IMAGE_SIZE, restart, b);
          const start =
            restart === 0 ? x : x.map((v, k) => Math.min(1, Math.max(0, v + noise[k]!)));
          const target = (truth + (classesOn ?? 0)) % CLASSES.length;
          const how = {
            ...spec,
            objective: spec.objective as 'mean',
            towards: classesOn !== null,
          };
          return success(says(climb64(source, x, target, start, how).at(-1)!), truth);
        }),
      ),
    );
    const clean = says(x);
    return {
      same: outcomes.some(({ same }) => same),
      all: outcomes.some((outcome) => outcome.all),
      ensemble: outcomes.some(({ ensemble }) => ensemble),
      right: clean.ensemble === truth,
      everyRight: everyMemberRight(clean, truth),
    };
  });
  const attackable = all.filter(({ everyRight }) => everyRight);
  const rate = (key: 'same' | 'all' | 'ensemble') =>
    attackable.filter((image) => image[key]).length / attackable.length;
  return {
    images: COUNT,
    attackable: attackable.length,
    rates: { same: rate('same'), all: rate('all'), ensemble: rate('ensemble') },
    robust: all.filter((image) => image.right && !image.ensemble).length / COUNT,
    jointAccuracy: attackable.filter((image) => !image.all).length / COUNT,
  };
}

const numbers = ({ clean, attacked, achieved, still, standing, ...rest }: Withstood) => rest;

describe.each(NODE_BACKENDS)('what an ensemble withstands, on %s', (backend) => {
  beforeAll(async () => {
    await selectBackend(backend);
    images = await heldOutPatterns(COUNT);
    model = await trainedModel(12);
    other = await trainedModel(12, { seed: 2 });
  });

  it('is the worst of all attacks and starts, image by image and meaning by meaning', async () => {
    const net = await toFloat64(model.parameters);
    const before = tensorCount();
    const found = (await withstand({ model, images, attacks: ATTACKS }, always))!;
    expect(tensorCount()).toBe(before);
    expect(numbers(found)).toEqual(naive(net, [net]));
    // Some fall and some do not: else nothing was compared.
    expect(found.robust).toBeGreaterThan(0.05);
    expect(found.robust).toBeLessThan(0.8);
  });

  it('may be asked of attacks that are made on other ensembles', async () => {
    const [net, first] = await Promise.all([model, other].map((m) => toFloat64(m.parameters)));
    const request = { model, images, attacks: ATTACKS };
    const found = await withstand({ ...request, madeOn: [other] }, always);
    expect(numbers(found!)).toEqual(naive(net!, [first!]));
    const both = await withstand({ ...request, madeOn: [other, model] }, always);
    expect(numbers(both!)).toEqual(naive(net!, [first!, net!]));
  });

  it('is counted from what each of several attackers achieves, as if they had come together', async () => {
    const request = { model, images, attacks: ATTACKS };
    const [one, two] = await Promise.all(
      [other, model].map(async (source) => withstand({ ...request, madeOn: [source] }, always)),
    );
    const achieved = one!.achieved.map((own, b) => ({
      same: own.same || two!.achieved[b]!.same,
      all: own.all || two!.achieved[b]!.all,
      ensemble: own.ensemble || two!.achieved[b]!.ensemble,
    }));
    const both = (await withstand({ ...request, madeOn: [other, model] }, always))!;
    expect(both).toMatchObject(countWithstood(one!.clean, achieved, images.labels));
    expect(both.robust).toBeLessThan(one!.robust);
  });

  it('is no more against the strongest attack than against each alone', async () => {
    const request = { model, images };
    const [weak, strong] = [
      (await withstand({ ...request, attacks: planned('pgd') }, always))!,
      (await withstand({ ...request, attacks: planned('strongest') }, always))!,
    ];
    expect(strong.robust).toBeLessThanOrEqual(weak.robust);
    expect(strong.jointAccuracy).toBeLessThanOrEqual(weak.jointAccuracy);
    expect(strong.rates.same).toBeGreaterThanOrEqual(weak.rates.same);
  });

  it('attacks no image again that has nothing left to lose', async () => {
    const [agree] = planned('agree', 0.6);
    const first = (await withstand({ model, images, attacks: [agree!] }, always))!;
    const lost = first.attacked.flatMap(({ labels, ensemble }, b) => {
      const truth = images.labels[b]!;
      return ensemble !== truth && labels.every((l) => l === ensemble) ? [b] : [];
    });
    expect(lost.length).toBeGreaterThan(COUNT / 2);
    const fallen: LabelledImages = {
      labels: Uint8Array.from(lost, (b) => images.labels[b]!),
      pixels: Float32Array.from(lost.flatMap((b) => pixelsAt(b))),
    };
    const pieces = async (attacks: readonly PlannedAttack[]) => {
      let count = 0;
      await withstand({ model, images: fallen, attacks }, () => ++count > 0);
      return count;
    };
    // What the first attack has taken, the others do not look at.
    expect(await pieces([agree!, agree!, agree!])).toBe(await pieces([agree!]));
    expect(await pieces([agree!, agree!])).toBeGreaterThan(0);
  });

  it('says how far it has come, and gives up when it is told to', async () => {
    const shares: number[] = [];
    await withstand({ model, images, attacks: planned('strongest') }, (s) => shares.push(s) > 0);
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
    expect(shares[0]).toBe(0);
    expect(shares.at(-1)).toBeLessThan(1);
    const before = tensorCount();
    let asked = 0;
    const off = () => ++asked < 4;
    expect(await withstand({ model, images, attacks: planned('strongest') }, off)).toBeNull();
    expect(asked).toBe(4);
    expect(tensorCount()).toBe(before);
  });

  it('comes with what the ensemble says before and after', async () => {
    const found = (await withstand({ model, images, attacks: planned('fgs') }, always))!;
    expect(found.clean).toHaveLength(COUNT);
    const turned = found.attacked.filter(
      ({ ensemble }, b) =>
        ensemble !== images.labels[b] && found.clean[b]!.ensemble === images.labels[b],
    );
    const right = found.clean.filter(({ ensemble }, b) => ensemble === images.labels[b]);
    expect((right.length - turned.length) / COUNT).toBeCloseTo(found.robust, 12);
    const says = (b: number) => [found.clean[b]!.ensemble, found.attacked[b]!.ensemble];
    expect(found.standing).toEqual(
      Array.from(images.labels, (_, b) => b).filter((b) =>
        says(b).every((label) => label === images.labels[b]),
      ),
    );
    expect(found.still).toBe(0);
  });
});
