/** What is measured of whole ensembles, held against plain loops in float64, image by image. */
import { beforeAll, describe, expect, it } from 'vitest';
import { NODE_BACKENDS, selectBackend, tensorCount } from '../../tests/backend';
import { trainedModel } from '../../tests/models';
import { CLASSES, heldOutPatterns, IMAGE_SIZE } from '../../tests/patterns';
import { RECIPES } from '../attacks/attack-recipe';
import type { LabelledImages } from '../ensemble/batch';
import type { Model } from '../ensemble/input-gradient';
import { angleBetween } from '../geometry/angle';
import { pairs } from '../geometry/pairs';
import { inputGradient, logits, mean, softmax, toFloat64 } from '../reference/float64';
import { measureDetection } from './disagreement';
import { histogram, measureSignSteps, type PairOutcome } from './joint-sign-steps';
import { readGradients } from './saliency';
import { measureTransfer } from './transfer';

const EPSILON = 0.1;
const always = () => true;

let images: LabelledImages;
let model: Model;

const onEnsemble = (epsilon: number) =>
  ({ model, surrogate: null, attacker: 'ensemble', how: RECIPES.fgs, epsilon, images }) as const;

const argMax = (values: readonly number[]) => values.indexOf(Math.max(...values));

/** The ensemble in float64: what it says, and the FGS steps on some of its members. */
async function naive(ensemble: Model) {
  const net = await toFloat64(ensemble.parameters);
  const members = Array.from({ length: net.members }, (_, i) => i);
  const says = (x: ArrayLike<number>) => {
    const p = members.map((i) => softmax(logits(net, i, x)));
    const average = CLASSES.map((_, k) => mean(p.map((row) => row[k]!)));
    return { p, labels: p.map(argMax), ensemble: argMax(average) };
  };
  const at = Array.from(images.labels, (label, b) => {
    const x = images.pixels.subarray(b * IMAGE_SIZE, (b + 1) * IMAGE_SIZE);
    const gradients = members.map((i) => inputGradient(net, i, x, label));
    const clean = says(x);
    /** Of the mean probability of these members. */
    const sign = (of: readonly number[]) =>
      Array.from(x, (_, k) =>
        Math.sign(of.reduce((sum, i) => sum + clean.p[i]![label]! * gradients[i]![k]!, 0)),
      );
    const attack = (of: readonly number[]) => {
      const step = sign(of);
      return says(step.map((s, k) => Math.min(1, Math.max(0, x[k]! + EPSILON * s))));
    };
    return { label, gradients, clean, sign, attack };
  });
  return { members, at };
}

describe.each(NODE_BACKENDS)('on %s', (backend) => {
  beforeAll(async () => {
    await selectBackend(backend);
    images = await heldOutPatterns(60);
    model = await trainedModel(12);
  });

  it('transfer counts the images right for both that the other’s attack turns wrong', async () => {
    const { members, at } = await naive(model);
    const sources = [...members.map((i) => [i]), members];
    const answers = ({ labels, ensemble }: { labels: number[]; ensemble: number }) => [
      ...labels,
      ensemble,
    ];
    const count = (fooledToo: boolean) =>
      sources.map((source, i) =>
        sources.map(
          (_, j) =>
            at.filter(({ label, clean, attack }) => {
              const before = answers(clean);
              if (before[i] !== label || before[j] !== label) return false;
              return !fooledToo || answers(attack(source))[j] !== label;
            }).length,
        ),
      );
    const found = await measureTransfer(model, images, RECIPES.fgs, EPSILON, always);
    expect(found).toEqual({
      epsilon: EPSILON,
      images: 60,
      right: count(false),
      fooled: count(true),
    });
    // Some are fooled, some not, and not all alike: the numbers say something.
    const rates = found!.fooled.flatMap((row, i) => row.map((f, j) => f / found!.right[i]![j]!));
    expect(Math.max(...rates)).toBeGreaterThan(0.1);
    expect(new Set(rates).size).toBeGreaterThan(4);
  });

  it.each(['pair', 'one'] as const)(
    'sign steps (%s) are those of each pair by itself',
    async (kind) => {
      // Trained apart, so that some gradients are at wide angles.
      const apart = await trainedModel(40, { penalty: 'cosine', lambda: 5 });
      const { members, at } = await naive(apart);
      const dot = (u: readonly number[], v: readonly number[]) =>
        u.reduce((sum, x, k) => sum + x * v[k]!, 0);
      const counted = at.filter(({ clean, label }) => clean.labels.every((own) => own === label));
      const outcomes = counted.flatMap(({ label, gradients, clean, sign, attack }) =>
        pairs(members.length).map(([i, j]): PairOutcome => {
          const steps = kind === 'pair' ? [[i, j]] : [[i], [j]];
          const falls = (of: number[], member: number) =>
            attack(of).p[member]![label]! < clean.p[member]![label]!;
          return {
            angle: angleBetween(gradients[i]!, gradients[j]!),
            firstOrder: steps.some(
              (of) => dot(sign(of), gradients[i]!) > 0 && dot(sign(of), gradients[j]!) > 0,
            ),
            atEpsilon: steps.some((of) => falls(of, i) && falls(of, j)),
          };
        }),
      );
      const found = await measureSignSteps(apart, images, EPSILON, kind, always);
      expect(found).toEqual({ epsilon: EPSILON, images: counted.length, ...histogram(outcomes) });
      expect(counted.length).toBeGreaterThan(10);
      expect(outcomes.some(({ firstOrder }) => firstOrder)).toBe(true);
      expect(outcomes.every(({ firstOrder }) => firstOrder)).toBe(false);
    },
  );

  it('detection flags by labels and ranks by the distance between the members’ probabilities', async () => {
    const { members, at } = await naive(model);
    const score = ({ p }: { p: number[][] }) =>
      mean(
        pairs(members.length).map(([i, j]) =>
          CLASSES.reduce((sum, _, k) => sum + Math.abs(p[i]![k]! - p[j]![k]!) / 2, 0),
        ),
      );
    const differ = ({ labels }: { labels: number[] }) => new Set(labels).size > 1;
    const right = at.filter(({ clean, label }) => clean.ensemble === label);
    const quiet = right.map(({ clean }) => score(clean));
    const attacked = right.map(({ label, attack }) => ({ label, ...attack(members) }));
    const fooled = attacked.filter(({ label, ensemble }) => ensemble !== label);
    /** The share of pairs in which the attacked image scores higher (Mann and Whitney). */
    const area = (of: typeof attacked) =>
      mean(of.flatMap((a) => quiet.map((q) => (score(a) > q ? 1 : score(a) === q ? 0.5 : 0))));
    const found = (await measureDetection(onEnsemble(EPSILON), always))!;
    expect(found.images).toBe(60);
    expect(found.clean).toEqual({
      count: right.length,
      flagged: right.filter(({ clean }) => differ(clean)).length,
    });
    expect(right.length).toBeLessThan(60);
    expect(fooled.length).toBeGreaterThan(3);
    for (const [own, of] of [
      [found.attacked, attacked],
      [found.fooled, fooled],
    ] as const) {
      expect(own).toMatchObject({ count: of.length, flagged: of.filter(differ).length });
      expect(own.curve!.area).toBeCloseTo(area(of), 3);
    }
  });

  it('where nothing is moved, detection is chance and flags as many as it alarms falsely', async () => {
    const found = (await measureDetection(onEnsemble(0), always))!;
    expect(found.attacked).toMatchObject(found.clean);
    // The same images in another batch differ by rounding.
    expect(found.attacked.curve!.area).toBeCloseTo(0.5, 3);
    expect(found.fooled).toEqual({ count: 0, flagged: 0, curve: null });
  });

  it('gradients are each member’s own, up to a factor', async () => {
    const { at } = await naive(model);
    const one = {
      pixels: images.pixels.subarray(0, IMAGE_SIZE),
      labels: images.labels.subarray(0, 1),
    };
    const found = await readGradients(model, one);
    found.forEach((g, i) => {
      expect(angleBetween(g, at[0]!.gradients[i]!)).toBeLessThan(1e-5);
    });
  });

  it('what is called off gives nothing, and nothing is left behind', async () => {
    const before = tensorCount();
    expect(await measureTransfer(model, images, RECIPES.fgs, EPSILON, () => false)).toBeNull();
    await measureTransfer(model, images, RECIPES.fgs, EPSILON, always);
    await measureSignSteps(model, images, EPSILON, 'pair', always);
    await measureDetection(onEnsemble(EPSILON), always);
    expect(tensorCount()).toBe(before);
  });
});
