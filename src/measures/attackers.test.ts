/** Who attacks, held against plain loops in float64, image by image. */
import { beforeAll, describe, expect, it } from 'vitest';
import { climb64 } from '../../tests/attack64';
import { NODE_BACKENDS, selectBackend, tensorCount } from '../../tests/backend';
import { trainedModel } from '../../tests/models';
import { heldOutPatterns, IMAGE_SIZE } from '../../tests/patterns';
import { type AttackRecipe, RECIPES, specOf } from '../attacks/attack-recipe';
import { type LabelledImages, sliceImages } from '../ensemble/batch';
import type { Model } from '../ensemble/input-gradient';
import { type Prediction, predict } from '../ensemble/prediction';
import { logits, type Network64, toFloat64 } from '../reference/float64';
import { measureSuccess } from './attack-success';
import { type AttackedCounts, measureAttackers } from './attackers';
import { measureDetection } from './disagreement';
import { measureTransfer } from './transfer';

const COUNT = 40;
const EPSILON = 0.1;
const HOW: AttackRecipe = { ...RECIPES.pgd, steps: 5 };
const always = () => true;

let images: LabelledImages;
let model: Model;
let surrogate: Model;
let another: Model;

const says = (net: Network64, x: readonly number[]) =>
  predict(Array.from({ length: net.members }, (_, i) => logits(net, i, x)));
const only = (net: Network64, member: number): Network64 => ({
  ...net,
  members: 1,
  parameters: net.parameters.map((values) => {
    const size = values.length / net.members;
    return values.subarray(member * size, (member + 1) * size);
  }),
});
const wrong = (label: number, ...answers: number[]) => answers.every((own) => own !== label);

/** What the judge says of each image after the attack that is made on `madeOn`. */
function attacked(
  judge: Network64,
  madeOn: Network64,
  objective: 'mean' | 'sum' | 'agree' = 'mean',
): { before: Prediction; after: Prediction }[] {
  const spec = specOf(HOW, EPSILON);
  return Array.from(images.labels, (label, b) => {
    const x = Array.from(images.pixels.subarray(b * IMAGE_SIZE, (b + 1) * IMAGE_SIZE));
    const path =
      objective === 'agree'
        ? climb64(madeOn, x, runnerUp(says(madeOn, x), label), x, {
            ...spec,
            objective: 'sum',
            towards: true,
          })
        : climb64(madeOn, x, label, x, { ...spec, objective, towards: false });
    return { before: says(judge, x), after: says(judge, path.at(-1)!) };
  });
}

/** The class other than the true one of highest mean probability. */
function runnerUp({ mean }: Prediction, label: number): number {
  const others = mean.map((p, k) => (k === label ? -1 : p));
  return others.indexOf(Math.max(...others));
}

/** Of the worst of all attacks on all surrogates. */
function countedOnSurrogates(judge: Network64, strangers: readonly Network64[]): AttackedCounts {
  const tries = strangers.flatMap((madeOn) =>
    (['mean', 'sum', 'agree'] as const).map((objective) => attacked(judge, madeOn, objective)),
  );
  const each = Array.from(images.labels, (label, b) => {
    const { before } = tries[0]![b]!;
    const known = before.ensemble === label;
    const right = before.labels.every((own) => own === label);
    const outcomes = tries.map((own) => {
      const { labels, ensemble } = own[b]!.after;
      const all = wrong(label, ...labels);
      const differ = new Set(labels).size > 1;
      return { all, differ, same: all && !differ, ensemble: ensemble !== label };
    });
    const any = (test: (own: (typeof outcomes)[number]) => boolean) => outcomes.some(test);
    return {
      known,
      right,
      all: any((own) => own.all),
      same: any((own) => own.same),
      turned: known && any((own) => own.ensemble),
      // Where all were right the attackers go on until none disagrees, else until the vote has turned.
      flagged: right
        ? any((own) => own.ensemble) && !any((own) => own.same)
        : known && (outcomes.find((own) => own.ensemble)?.differ ?? false),
    };
  });
  const count = (test: (own: (typeof each)[number]) => boolean) => each.filter(test).length;
  return {
    attacks: each.length,
    voteRight: count(({ known, turned }) => known && !turned),
    attackable: count(({ right }) => right),
    all: count((own) => own.right && own.all),
    same: count((own) => own.right && own.same),
    ensemble: count((own) => own.right && own.turned),
    turned: count(({ turned }) => turned),
    flagged: count(({ flagged }) => flagged),
  };
}

function counted(judge: Network64, sources: readonly Network64[]): AttackedCounts {
  const all = sources.flatMap((madeOn) =>
    attacked(judge, madeOn).map((own, b) => ({ ...own, label: images.labels[b]! })),
  );
  const count = (test: (own: (typeof all)[number]) => boolean) => all.filter(test).length;
  const everyRight = ({ before, label }: (typeof all)[number]) =>
    before.labels.every((own) => own === label);
  return {
    attacks: all.length,
    voteRight: count(
      ({ before, after, label }) => before.ensemble === label && after.ensemble === label,
    ),
    attackable: count(everyRight),
    all: count((own) => everyRight(own) && wrong(own.label, ...own.after.labels)),
    same: count(
      (own) =>
        everyRight(own) &&
        wrong(own.label, ...own.after.labels) &&
        new Set(own.after.labels).size === 1,
    ),
    ensemble: count((own) => everyRight(own) && own.after.ensemble !== own.label),
    turned: count(
      ({ before, after, label }) => before.ensemble === label && after.ensemble !== label,
    ),
    flagged: count(
      ({ before, after, label }) =>
        before.ensemble === label && after.ensemble !== label && new Set(after.labels).size > 1,
    ),
  };
}

describe.each(NODE_BACKENDS)('who attacks, on %s', (backend) => {
  beforeAll(async () => {
    await selectBackend(backend);
    images = await heldOutPatterns(COUNT);
    model = await trainedModel(12);
    surrogate = await trainedModel(12, { seed: 2 });
    another = await trainedModel(12, { seed: 3 });
  });

  it('is counted apart: each member alone, the worst on two surrogates, and everything', async () => {
    const net = await toFloat64(model.parameters);
    const strangers = [await toFloat64(surrogate.parameters), await toFloat64(another.parameters)];
    const before = tensorCount();
    const surrogates = [surrogate, another];
    const found = (await measureAttackers(
      { model, surrogates, how: HOW, epsilon: EPSILON, images },
      always,
    ))!;
    expect(tensorCount()).toBe(before);
    expect(found.member).toEqual(
      counted(
        net,
        [0, 1, 2].map((i) => only(net, i)),
      ),
    );
    expect(found.surrogate).toEqual(countedOnSurrogates(net, strangers));
    expect(found.surrogates).toBe(2);
    const alone = counted(net, [strangers[0]!]);
    expect(found.surrogate.voteRight).toBeLessThan(alone.voteRight);
    expect(found.surrogate.flagged).toBeGreaterThan(0);
    expect(found.everything).toEqual(counted(net, [net]));
    expect(found).toMatchObject({ epsilon: EPSILON, steps: 5, images: COUNT });
    const clean = attacked(net, net).map(({ before: own }, b) => ({
      ...own,
      label: images.labels[b],
    }));
    const right = clean.filter(({ ensemble, label }) => ensemble === label);
    expect(found.clean).toEqual({
      voteRight: right.length,
      everyRight: clean.filter(({ labels, label }) => labels.every((own) => own === label)).length,
      flagged: right.filter(({ labels }) => new Set(labels).size > 1).length,
    });
    // They differ, and some fall and some do not: the numbers say something.
    expect(found.everything.voteRight).toBeLessThan(found.surrogate.voteRight);
    expect(found.member.turned).toBeGreaterThan(0);
    expect(found.member.flagged).toBeGreaterThan(0);
  });

  it('is told how far it has come, from nothing to all, and may be called off in between', async () => {
    const request = { model, surrogates: [surrogate], how: HOW, epsilon: EPSILON, images };
    const shares: number[] = [];
    await measureAttackers(request, (share) => shares.push(share) > 0);
    expect(shares[0]).toBe(0);
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
    expect(shares.at(-1)).toBeLessThan(1);
    const before = tensorCount();
    expect(await measureAttackers(request, (share) => share < 0.5)).toBeNull();
    expect(tensorCount()).toBe(before);
  });

  it('transfer of many steps is what plain loops find, from each member to each', async () => {
    const net = await toFloat64(model.parameters);
    const sources = [...[0, 1, 2].map((i) => only(net, i)), net];
    const answers = ({ labels, ensemble }: Prediction) => [...labels, ensemble];
    const expected = sources.map((madeOn, i) => {
      const all = attacked(net, madeOn).map((own, b) => ({ ...own, label: images.labels[b]! }));
      return sources.map((_, j) => {
        const right = all.filter(
          ({ before, label }) => answers(before)[i] === label && answers(before)[j] === label,
        );
        const fooled = right.filter(({ after, label }) => answers(after)[j] !== label);
        return [fooled.length, right.length];
      });
    });
    const found = (await measureTransfer(model, images, HOW, EPSILON, always))!;
    expect(found.fooled.map((row, i) => row.map((own, j) => [own, found.right[i]![j]]))).toEqual(
      expected,
    );
  });

  it('detection and success are of the same attacks', async () => {
    const request = { model, surrogate, how: HOW, epsilon: EPSILON, images };
    const found = (await measureAttackers({ ...request, surrogates: [surrogate] }, always))!;
    for (const [attacker, counts] of [['ensemble', found.everything]] as const) {
      const { fooled, clean } = (await measureDetection({ ...request, attacker }, always))!;
      expect([fooled.count, fooled.flagged]).toEqual([counts.turned, counts.flagged]);
      expect(clean).toEqual({ count: found.clean.voteRight, flagged: found.clean.flagged });
      const success = (await measureSuccess({ ...request, attacker }, always))!;
      expect(success.rates.all).toBeCloseTo(counts.all / counts.attackable, 12);
      expect(success.robust).toBeCloseTo(counts.voteRight / counts.attacks, 12);
      expect(Object.keys(success)).not.toContain('clean');
    }
  });

  it('of several starts the first that fools the member counts, and images that fell are left alone', async () => {
    const noise = { ...RECIPES.noise, restarts: 3 };
    const one = (await measureTransfer(model, images, RECIPES.noise, EPSILON, always))!;
    const three = (await measureTransfer(model, images, noise, EPSILON, always))!;
    for (const i of [0, 1, 2, 3]) {
      expect(three.fooled[i]![i]).toBeGreaterThanOrEqual(one.fooled[i]![i]!);
    }
    expect(three.right).toEqual(one.right);
  });

  it('a surrogate that is not at hand, and a member that there is not, are said to be missing', async () => {
    const request = { model, surrogate: null, how: HOW, epsilon: EPSILON, images };
    const few = { ...request, images: sliceImages(images, 0, 5) };
    await expect(measureAttackers({ ...few, surrogates: [] }, always)).rejects.toThrow(
      'The surrogates are not here.',
    );
    await expect(measureSuccess({ ...few, attacker: 'surrogate' }, always)).rejects.toThrow(
      'The surrogate is not here.',
    );
    await expect(measureSuccess({ ...few, attacker: 7 }, always)).rejects.toThrow(RangeError);
  });
});
