import { tensor2d } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { NODE_BACKENDS, selectBackend, tensorCount } from '../../tests/backend';
import { edited, trainedModel } from '../../tests/models';
import { heldOutPatterns, IMAGE_SIZE } from '../../tests/patterns';
import { stream } from '../data/random';
import { type LabelledImages, sliceImages } from '../ensemble/batch';
import type { Model } from '../ensemble/input-gradient';
import { nodeCount, placeOfNode } from '../geometry/nested-grid';
import { dot } from '../geometry/orthonormal-pair';
import { readValues } from '../ops/scope';
import { type GradientPlane, gradientPlane, openPlane } from './gradient-plane';
import { fillPlane, type PlaneGrid } from './plane-grid';
import { pointValues } from './point-values';
import { readGradients } from './saliency';

let image: LabelledImages;
let model: Model;

async function planeOf(span: Parameters<typeof gradientPlane>[2], of = model) {
  const plane = await gradientPlane(of, image, span);
  expect(plane).not.toBeNull();
  return plane!;
}

/** The same network without its short way through the first layer. */
const generic = ({ architecture, parameters }: Model): Model => {
  const { restricted: _, ...rest } = architecture;
  return { architecture: rest, parameters };
};

/** Logits of the network at x + u·e₁ + v·e₂, [n, 1, classes], by an ordinary forward pass. */
async function called({ basis: [e, f] }: GradientPlane, u: number, v: number) {
  const pixels = image.pixels.map((x, k) => x + u * e[k]! + v * f[k]!);
  const trace = model.architecture.forward(model.parameters, tensor2d(pixels, [1, IMAGE_SIZE]));
  return { values: await readValues(trace.logits), shape: trace.logits.shape };
}

const closeTo = (found: ArrayLike<number>, expected: ArrayLike<number>) => {
  expect(found).toHaveLength(expected.length);
  Array.from(found).forEach((value, k) => {
    expect(Math.abs(value - expected[k]!)).toBeLessThan(1e-4 * (1 + Math.abs(expected[k]!)));
  });
};

describe.each(NODE_BACKENDS)('a plane of gradients on %s', (backend) => {
  beforeAll(async () => {
    await selectBackend(backend);
    image = sliceImages(await heldOutPatterns(20), 6, 7);
    model = await trainedModel(20, { hidden: [12, 9] });
  });

  it('has at its points what the network says there when it is called', async () => {
    const plane = await planeOf({ first: 0, second: 1 });
    const before = tensorCount();
    const open = openPlane(model, image, plane.basis);
    const { uniform } = stream(5, 'points');
    const coordinates = Float32Array.from({ length: 12 }, () => 6 * uniform() - 3);
    const found = await open.at(coordinates);
    open.release();
    expect(tensorCount()).toBe(before);
    for (let p = 0; p < 6; p++) {
      const { values, shape } = await called(plane, coordinates[2 * p]!, coordinates[2 * p + 1]!);
      const alone = pointValues(values, shape, image.labels[0]!);
      for (const key of ['logOdds', 'margins', 'classes'] as const) {
        closeTo(
          [0, 1, 2].map((i) => found[key][i * 6 + p]!),
          alone[key],
        );
      }
      closeTo(
        [found.voteMargin[p]!, found.sameMargin[p]!],
        [...alone.voteMargin, ...alone.sameMargin],
      );
      expect(found.voteClass[p]).toBe(alone.voteClass[0]);
    }
  });

  it('is the same with the first layer restricted to the plane and without', async () => {
    const { basis } = await planeOf({ first: 'joint', second: 2 });
    const coordinates = Float32Array.of(0, 0, 0.01, -0.01, 1, 2, -3, 0.5);
    const [short, long] = [model, generic(model)].map((own) => openPlane(own, image, basis));
    const [a, b] = [await short!.at(coordinates), await long!.at(coordinates)];
    short!.release();
    long!.release();
    closeTo(a.logOdds, b.logOdds);
    closeTo(a.voteMargin, b.voteMargin);
    expect(a.classes).toEqual(b.classes);
  });

  it('begins at the image, and keeps the ensemble that it was opened on', async () => {
    const plane = await planeOf({ first: 1, second: 0 });
    const other = await edited(model, 5, (values) => values.fill(0));
    const open = openPlane(other, image, plane.basis);
    const before = await open.at(Float32Array.of(0, 0));
    for (const tensor of [...other.parameters].slice(5)) tensor.dispose();
    expect(await open.at(Float32Array.of(0, 0))).toEqual(before);
    open.release();
  });
});

describe('the plane', () => {
  beforeAll(() => selectBackend('cpu'));

  it('has an orthonormal basis, and holds the gradients that span it', async () => {
    const { basis, gradients, gdr } = await planeOf({ first: 2, second: 0 });
    expect(dot(basis[0], basis[0])).toBeCloseTo(1, 6);
    expect(dot(basis[1], basis[1])).toBeCloseTo(1, 6);
    expect(dot(basis[0], basis[1])).toBeCloseTo(0, 6);
    expect(gradients[2]![0]).toBeCloseTo(1, 6);
    expect(gradients[2]![1]).toBeCloseTo(0, 6);
    expect(Math.hypot(...gradients[0]!)).toBeCloseTo(1, 6);
    expect(Math.hypot(...gradients[1]!)).toBeLessThan(1);
    expect(gdr).toBeGreaterThan(0);
    expect(gdr).toBeLessThan(0.5);
  });

  it('of the joint direction has every loss rise along it', async () => {
    const { basis, gradients } = await planeOf({ first: 'joint', second: 0 });
    for (const own of await readGradients(model, image)) {
      expect(dot(own, basis[0])).toBeGreaterThan(0);
    }
    for (const [along] of gradients) expect(along).toBeGreaterThan(0);
  });

  it('predicts near the image which log-odds fall: its gradients are theirs', async () => {
    const plane = await planeOf({ first: 0, second: 1 });
    const open = openPlane(model, image, plane.basis);
    const directions = Array.from({ length: 60 }, (_, k) => (k * Math.PI) / 30);
    const step = 1e-3;
    const { logOdds } = await open.at(
      Float32Array.from([
        0,
        0,
        ...directions.flatMap((a) => [step * Math.cos(a), step * Math.sin(a)]),
      ]),
    );
    open.release();
    for (let i = 0; i < 3; i++) {
      const [gx, gy] = plane.gradients[i]!;
      directions.forEach((a, k) => {
        const slope = gx * Math.cos(a) + gy * Math.sin(a);
        const change = logOdds[i * 61 + k + 1]! - logOdds[i * 61]!;
        if (Math.abs(slope) > 0.05) expect(Math.sign(change)).toBe(-Math.sign(slope));
      });
    }
  });

  it('is none where a gradient is zero, a member is missing, or both are one', async () => {
    const dead = await edited(model, 1, (values) => values.fill(-1000, 12, 24));
    expect(await gradientPlane(dead, image, { first: 1, second: 0 })).toBeNull();
    expect(await gradientPlane(model, image, { first: 3, second: 0 })).toBeNull();
    expect(await gradientPlane(model, image, { first: 1, second: 1 })).toBeNull();
    const { gradients, gdr } = await planeOf({ first: 0, second: 2 }, dead);
    expect(gradients[1]).toEqual([0, 0]);
    expect(gdr).toBeNull();
  });
});

describe('the grid of a plane', () => {
  it('comes in three steps, each with the points of the one before', async () => {
    const plane = await planeOf({ first: 0, second: 1 });
    const before = tensorCount();
    const grids: PlaneGrid[] = [];
    const shares: number[] = [];
    await fillPlane(model, image, plane, 2, (done, grid) => {
      shares.push(done);
      if (grid) grids.push(grid);
      return true;
    });
    expect(tensorCount()).toBe(before);
    expect(grids.map(({ intervals }) => intervals)).toEqual([24, 48, 96]);
    expect(shares.at(-1)).toBe(1);
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    const open = openPlane(model, image, plane.basis);
    for (const { intervals, values } of grids) {
      const count = nodeCount(intervals);
      expect(values.margins).toHaveLength(3 * count);
      for (const node of [0, 7, intervals + 1, (count - 1) / 2, count - 5, count - 1]) {
        const place = placeOfNode(node, intervals).map((c) => 2 * c);
        const alone = await open.at(Float32Array.from(place));
        closeTo(
          [0, 1, 2].map((i) => values.logOdds[i * count + node]!),
          alone.logOdds,
        );
        closeTo([values.sameMargin[node]!], alone.sameMargin);
        expect(values.voteClass[node]).toBe(alone.voteClass[0]);
      }
    }
    open.release();
  });

  it('is called off between parts', async () => {
    const plane = await planeOf({ first: 0, second: 1 });
    const before = tensorCount();
    let parts = 0;
    await fillPlane(model, image, plane, 2, () => ++parts < 2);
    expect(parts).toBe(2);
    expect(tensorCount()).toBe(before);
  });
});

describe('what members and vote make of a point', () => {
  const of = (...logits: number[][]) =>
    pointValues(Float32Array.from(logits.flat()), [logits.length, 1, logits[0]!.length], 0);

  it('is judged by logits, however sure they are', () => {
    const { logOdds, margins, voteMargin, voteClass } = of([200, 0, 0], [199, -50, -50]);
    expect(margins).toEqual(Float32Array.of(200, 249));
    expect(logOdds[0]).toBeCloseTo(200 - Math.LN2, 4);
    expect(voteMargin[0]).toBeCloseTo(200 + Math.LN2, 4);
    expect(voteClass[0]).toBe(0);
  });

  it('tells members that are wrong from members that agree on what is wrong', () => {
    expect(of([0, 3, 1], [0, 1, 3]).sameMargin[0]).toBeLessThan(0);
    expect(of([0, 3, 1], [0, 2, 1]).sameMargin[0]).toBe(1);
    const split = of([0, 3, 1], [0, 1, 3]);
    expect([...split.margins]).toEqual([-3, -3]);
    expect([...split.classes]).toEqual([1, 2]);
    expect(of([1, 0, 0], [5, 4, 0]).sameMargin[0]).toBe(-1);
  });

  it('has a vote of the mean probability, which one sure member can turn', () => {
    const { voteMargin, voteClass, margins } = of([1, 0.9, 0], [1, 0.9, 0], [0, 9, 0]);
    expect(margins.slice(0, 2).every((margin) => margin > 0)).toBe(true);
    expect(voteMargin[0]).toBeLessThan(0);
    expect(voteClass[0]).toBe(1);
  });
});
