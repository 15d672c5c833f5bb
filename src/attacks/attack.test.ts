import { mul, onesLike, slice, type Tensor2D, tensor, tensor2d } from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { climb64, lengthOf } from '../../tests/attack64';
import { NODE_BACKENDS, selectBackend, tensorCount } from '../../tests/backend';
import { PLANE_DOMAIN } from '../data/planar-data';
import { stream } from '../data/random';
import { PIXEL_DOMAIN } from '../data/training-data';
import { oneHotOf } from '../ensemble/batch';
import { inputGradients, type Model } from '../ensemble/input-gradient';
import { mlp } from '../ensemble/mlp';
import { argMax, predict } from '../ensemble/prediction';
import { readValues, release } from '../ops/scope';
import { logits, type Network64, toFloat64 } from '../reference/float64';
import { attack, knownAscent } from './attack';
import { type AttackSpec, NORMS, type Norm } from './attack-spec';

const [MEMBERS, SIZE, CLASSES, COUNT] = [3, 120, 5, 6] as const;

const EPSILON: Readonly<Record<Norm, number>> = { inf: 0.1, two: 0.6, one: 3 };

const spec = (given: Partial<AttackSpec> = {}): AttackSpec => {
  const { norm = 'inf', steps = 6 } = given;
  const epsilon = given.epsilon ?? EPSILON[norm];
  return {
    objective: 'mean',
    norm,
    epsilon,
    steps,
    stepSize: (2.5 * epsilon) / Math.max(1, steps),
    momentum: 0,
    start: 'image',
    restarts: 1,
    seed: 1,
    ...given,
  };
};

function modelOf(
  members: number,
  size: number,
  seed: number,
  hidden = [16],
  domain = PIXEL_DOMAIN,
): Model {
  const architecture = mlp({ kind: 'mlp', inputSize: size, hidden, classCount: CLASSES, domain });
  return { architecture, parameters: architecture.initialise(members, seed) };
}

/** Many values stand at the edge of the domain, as those of garments do. */
function pixelsOf(
  count: number,
  size: number,
  seed: number,
  { low, high } = PIXEL_DOMAIN,
): Float32Array {
  const { uniform } = stream(seed, 'pixels');
  return Float32Array.from({ length: count * size }, () =>
    Math.min(high, Math.max(low, low + (high - low) * (1.6 * uniform() - 0.3))),
  );
}

const rows = (values: Float32Array, count: number) =>
  Array.from({ length: count }, (_, b) => {
    const size = values.length / count;
    return Array.from(values.subarray(b * size, (b + 1) * size));
  });

const OBJECTIVES = ['mean', 'sum', 'joint', 'slowest'] as const;

describe.each(NODE_BACKENDS)('an attack on %s', (backend) => {
  let model: Model;
  let net: Network64;
  let images: Tensor2D;
  let pixels: number[][];
  let labels: Uint8Array;
  let second: Uint8Array;

  beforeAll(async () => {
    await selectBackend(backend);
    model = modelOf(MEMBERS, SIZE, 4);
    net = await toFloat64(model.parameters);
    const values = pixelsOf(COUNT, SIZE, 5);
    images = tensor2d(values, [COUNT, SIZE]);
    pixels = rows(values, COUNT);
    const said = pixels.map((image) =>
      predict(Array.from({ length: MEMBERS }, (_, i) => logits(net, i, image))),
    );
    labels = Uint8Array.from(said, ({ ensemble }) => ensemble);
    second = Uint8Array.from(said, ({ mean, ensemble }) =>
      argMax(mean.map((p, k) => (k === ensemble ? -1 : p))),
    );
  });

  /** What the attack finds, beside plain loops. */
  async function compared(given: AttackSpec, towards = false) {
    const classes = towards ? second : labels;
    const found = attack(model, images, { classes, towards }, given, { path: true });
    const path = rows(await readValues(found.path!), given.steps + 1);
    release(found);
    const expected = pixels.map((image, b) =>
      climb64(net, image, classes[b]!, image, {
        ...given,
        objective: given.objective as 'mean',
        towards,
      }),
    );
    const distances = expected.flatMap((own, b) =>
      own.flatMap((image, k) => image.map((x, j) => Math.abs(path[k]![b * SIZE + j]! - x))),
    );
    return distances;
  }

  const CASES = NORMS.flatMap((norm) =>
    OBJECTIVES.flatMap((objective) =>
      [false, true].map((towards) => [objective, norm, towards] as const),
    ),
  );

  it.each(CASES)(
    '%s in the ball of norm %s (towards a class: %s) takes the steps of plain loops',
    async (objective, norm, towards) => {
      const distances = await compared(spec({ objective, norm }), towards);
      expect(Math.max(...distances)).toBeLessThan(2e-4);
    },
  );

  it('gathers momentum as plain loops do', async () => {
    for (const norm of NORMS) {
      const distances = await compared(spec({ norm, momentum: 1 }));
      expect(Math.max(...distances)).toBeLessThan(2e-4);
    }
  });

  it('that is made on one member is the attack on the model of that member', async () => {
    const alone = net.parameters.map((values) => {
      const own = values.length / MEMBERS;
      return values.subarray(2 * own, 3 * own);
    });
    const found = attack(
      model,
      images,
      { classes: labels, towards: false },
      spec({ objective: 'member2' }),
    );
    const adversarial = rows(await readValues(found.adversarial), COUNT);
    release(found);
    pixels.forEach((image, b) => {
      const how = { ...spec(), objective: 'mean', towards: false } as const;
      const expected = climb64(
        { ...net, members: 1, parameters: alone },
        image,
        labels[b]!,
        image,
        how,
      );
      expect(farthest(adversarial[b]!, expected.at(-1)!)).toBeLessThan(1e-6);
    });
    expect(() =>
      attack(model, images, { classes: labels, towards: false }, spec({ objective: 'member3' })),
    ).toThrow('The ensemble has members 0 to 2, not 3.');
  });

  it('for agreement goes towards the wrong class that is likeliest at the image as it is', async () => {
    const agreeing = attack(
      model,
      images,
      { classes: labels, towards: false },
      spec({ objective: 'agree' }),
    );
    const towards = attack(
      model,
      images,
      { classes: second, towards: true },
      spec({ objective: 'sum' }),
    );
    expect(await readValues(agreeing.adversarial)).toEqual(await readValues(towards.adversarial));
    release([agreeing, towards]);
  });

  it('of one step from an ascent that is known is the one that computes them', async () => {
    const goal = { classes: labels, towards: false };
    const gradients = inputGradients(model, images, oneHotOf(labels, CLASSES));
    for (const objective of ['mean', 'sum', 'joint', 'member1'] as const) {
      const one = spec({ objective, steps: 1 });
      const found = attack(model, images, goal, one, {
        ascent: knownAscent(gradients, objective),
        path: true,
      });
      const expected = attack(model, images, goal, one, { path: true });
      expect(await readValues(found.path!)).toEqual(await readValues(expected.path!));
      expect(await readValues(found.still)).toEqual(await readValues(expected.still));
      release([found, expected]);
    }
  });

  it('leaves nothing on the device but what it gives', () => {
    const before = tensorCount();
    const given = { classes: labels, towards: false };
    for (const objective of ['mean', 'agree', 'joint', 'slowest', 'member1'] as const) {
      const found = attack(
        model,
        images,
        given,
        spec({ objective, momentum: 1, restarts: 2, start: 'ball' }),
      );
      expect(tensorCount()).toBe(before + 2);
      release(found);
    }
    const withPath = attack(model, images, given, spec(), { path: true });
    expect(tensorCount()).toBe(before + 3);
    release(withPath);
  });

  it('starts from the same places however images are divided into batches', async () => {
    for (const norm of NORMS) {
      const noise = spec({ norm, steps: 0, start: 'surface', seed: 3 });
      const given = (from: number) => ({ classes: labels.subarray(from), towards: false });
      const all = attack(model, images, given(0), noise, { restart: 1 });
      const rest = attack(model, slice(images, [2, 0]), given(2), noise, {
        restart: 1,
        indices: [2, 3, 4, 5],
      });
      const other = attack(model, images, given(0), noise, { restart: 2 });
      const [first, second, third] = await Promise.all(
        [all, rest, other].map(({ adversarial }) => readValues(adversarial)),
      );
      expect(first!.subarray(2 * SIZE)).toEqual(second);
      expect(first).not.toEqual(third);
      release([all, rest, other]);
    }
  });

  it('counts images that have no gradient, and moves them nowhere', async () => {
    // Two dead members, and one whose hidden units see the first image alone.
    const [weight, , readout, bias] = model.parameters;
    const seen = pixels.map((image) => image.reduce((total, x) => total + x, 0));
    const brightest = seen.indexOf(Math.max(...seen));
    const limit = (Math.max(...seen) + seen.toSorted((a, b) => b - a)[1]!) / 2;
    const ones = onesLike(weight!);
    const hidden = [...weight!.shape.slice(0, 1), 1, 16];
    const off = tensor(
      Float32Array.from({ length: MEMBERS * 16 }, (_, k) => (k < 16 ? -limit : -1e4)),
      hidden as [number, number, number],
    );
    const dead: Model = { ...model, parameters: [ones, off, readout!, bias!] };
    for (const objective of OBJECTIVES) {
      for (const norm of NORMS) {
        for (const momentum of [0, 1]) {
          const given = spec({ objective, norm, momentum });
          const found = attack(dead, images, { classes: labels, towards: false }, given);
          const still = await readValues(found.still);
          const moved = rows(await readValues(found.adversarial), COUNT).map((image, b) =>
            farthest(image, pixels[b]!),
          );
          release(found);
          pixels.forEach((_, b) => {
            // The best common direction of a member that has one and of members that have none is none.
            if (b !== brightest) expect(still[b]).toBe(1);
            else if (objective !== 'joint') expect(still[b]).toBe(0);
          });
          moved.forEach((distance, b) => {
            if (still[b]) expect(distance).toBeLessThan(1e-7);
            else if (objective !== 'joint') expect(distance).toBeGreaterThan(1e-3);
          });
        }
      }
    }
  });

  it('never leaves the ball or the domain, at no step', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          seed: fc.integer({ min: 1, max: 1000 }),
          members: fc.integer({ min: 1, max: 4 }),
          size: fc.integer({ min: 1, max: 40 }),
          objective: fc.constantFrom(...OBJECTIVES, 'agree' as const, 'member0' as const),
          norm: fc.constantFrom(...NORMS),
          epsilon: fc.double({ min: 0, max: 2, noNaN: true }),
          stride: fc.double({ min: 0.1, max: 10, noNaN: true }),
          steps: fc.integer({ min: 0, max: 4 }),
          momentum: fc.constantFrom(0, 0.5, 1),
          start: fc.constantFrom('image', 'ball', 'surface'),
          towards: fc.boolean(),
          // Up to where probabilities are 0 and 1 in float32.
          sureness: fc.constantFrom(1e-3, 1, 1e3),
          domain: fc.constantFrom(PIXEL_DOMAIN, PLANE_DOMAIN, { low: -0.25, high: 2.5 }),
        }),
        async ({ seed, members, size, stride, towards, sureness, domain, ...given }) => {
          const base = modelOf(members, size, seed, [5], domain);
          const random = {
            ...base,
            parameters: base.parameters.map((p, k) => (k === 2 ? mul(p, sureness) : p)),
          };
          const origin = pixelsOf(3, size, seed, domain);
          const classes = Uint8Array.of(0, 1, 2);
          const found = attack(
            random,
            tensor2d(origin, [3, size]),
            { classes, towards },
            spec({ ...given, seed, stepSize: (stride * given.epsilon) / Math.max(1, given.steps) }),
            { path: true },
          );
          const path = rows(await readValues(found.path!), 3 * (given.steps + 1));
          release([found, base.parameters, random.parameters]);
          path.forEach((image, k) => {
            const from = origin.subarray((k % 3) * size, ((k % 3) + 1) * size);
            const offset = image.map((x, j) => x - from[j]!);
            expect(lengthOf(offset, given.norm)).toBeLessThanOrEqual(given.epsilon + 1e-6);
            expect(Math.min(...image)).toBeGreaterThanOrEqual(domain.low);
            expect(Math.max(...image)).toBeLessThanOrEqual(domain.high);
          });
        },
      ),
      { numRuns: 150 },
    );
  });
});

function farthest(a: readonly number[], b: readonly number[]): number {
  return Math.max(...a.map((x, k) => Math.abs(x - b[k]!)));
}
