/** Each kernel along rows beside a plain loop, on rows that are no whole number of vectors. */
import { afterAll, describe, expect, it } from 'vitest';
import { Heap, type Matrix } from './matrix';

const SIZES = [1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 33] as const;

const heap = new Heap();
const { kernels } = heap;
afterAll(() => heap.dispose());

const { fround } = Math;

/** Numbers of both signs, with zeros among them. */
function numbers(size: number, seed: number): Float32Array {
  return Float32Array.from({ length: size }, (_, k) =>
    (k + seed) % 5 === 0 ? 0 : Math.sin((k + 1) * (seed + 1)) * 3,
  );
}

function row(values: Float32Array): Matrix {
  const matrix = heap.matrix(1, values.length);
  matrix.write(values);
  return matrix;
}

function read(matrix: Matrix): Float32Array {
  const values = new Float32Array(matrix.columns);
  matrix.read(values);
  return values;
}

/** Everything of the row's memory behind its numbers, and the matrix behind that. */
function behind(matrix: Matrix, neighbour: Matrix): number[] {
  // A zero of either sign.
  return [...matrix.values.subarray(matrix.columns), ...neighbour.values].map((x) => x + 0);
}

/** A row whose padding and whose neighbour must stay as they are. */
function guarded(values: Float32Array) {
  const [matrix, neighbour] = heap.matrices([
    [1, values.length],
    [1, 8],
  ]) as [Matrix, Matrix];
  matrix.write(values);
  neighbour.values.fill(3);
  const before = behind(matrix, neighbour);
  return { matrix, expectKept: () => expect(behind(matrix, neighbour)).toEqual(before) };
}

/** Zero lies in it, as in every domain: it is what lies behind a row. */
const BOX = { low: -0.25, high: 0.75 };
const clip = (value: number) => Math.min(BOX.high, Math.max(BOX.low, value));

const vectorsOf = ({ stride }: Matrix) => stride / 4;

describe.each(SIZES)('along rows of %d', (size) => {
  const [x, y] = [numbers(size, 1), numbers(size, 2)];

  it('dot is Σ a·b in float64', () => {
    const [a, b] = [row(x), row(y)];
    const found = kernels.dot({ a: a.address, b: b.address, pairs: a.stride / 2 });
    expect(found).toBeCloseTo(
      x.reduce((total, value, k) => total + value * y[k]!, 0),
      12,
    );
  });

  it('squaredDistance is Σ (aFactor·a − bFactor·b)² in float64', () => {
    const [a, b] = [row(x), row(y)];
    const found = kernels.squaredDistance({
      a: a.address,
      aFactor: 0.3,
      b: b.address,
      bFactor: -1.7,
      pairs: a.stride / 2,
    });
    expect(found).toBeCloseTo(
      x.reduce((total, value, k) => total + (0.3 * value + 1.7 * y[k]!) ** 2, 0),
      12,
    );
  });

  it('absoluteSum is Σ |a| in float64', () => {
    const a = row(x);
    const found = kernels.absoluteSum({ a: a.address, pairs: a.stride / 2 });
    expect(found).toBeCloseTo(
      x.reduce((total, value) => total + Math.abs(value), 0),
      12,
    );
  });

  it.each([0, 1])('scale is factor·from, added to what is there if onto is 1: %d', (onto) => {
    const factor = fround(-0.7);
    const from = row(x);
    const { matrix: to, expectKept } = guarded(y);
    const given = { from: from.address, to: to.address, vectors: vectorsOf(from) };
    kernels.scale({ ...given, factor, onto });
    const products = x.map((value) => factor * value);
    expect(read(to)).toEqual(onto ? products.map((value, k) => value + y[k]!) : products);
    expect(read(from)).toEqual(x);
    expectKept();
  });

  it.each([0, Number.NEGATIVE_INFINITY])('addBias is max(row + bias, %d)', (floor) => {
    const { matrix, expectKept } = guarded(x);
    const bias = row(y);
    const vectors = vectorsOf(matrix);
    kernels.addBias({ row: matrix.address, bias: bias.address, floor, vectors });
    expect(read(matrix)).toEqual(x.map((value, k) => Math.max(value + y[k]!, floor)));
    expectKept();
  });

  it('addBias lets what is no number be seen behind a ReLU', () => {
    const matrix = row(x.with(size - 1, Number.NaN));
    const bias = row(y);
    const given = { row: matrix.address, bias: bias.address, vectors: vectorsOf(matrix) };
    kernels.addBias({ ...given, floor: 0 });
    expect(read(matrix)[size - 1]).toBeNaN();
  });

  it('mask leaves values where the gate is not zero', () => {
    const { matrix: values, expectKept } = guarded(x);
    const gate = row(y);
    kernels.mask({ values: values.address, gate: gate.address, vectors: vectorsOf(gate) });
    expect(read(values)).toEqual(x.map((value, k) => (y[k] === 0 ? 0 : value)));
    expectKept();
  });

  it('weigh multiplies number by number', () => {
    const { matrix: values, expectKept } = guarded(x);
    const weights = row(y);
    const vectors = vectorsOf(weights);
    kernels.weigh({ values: values.address, weights: weights.address, vectors });
    expect(read(values)).toEqual(x.map((value, k) => value * y[k]!));
    expect(read(weights)).toEqual(y);
    expectKept();
  });

  it('signStepInBall is clip(clamp(row + step·sign(slope), origin − ε, origin + ε), low, high)', () => {
    const pixels = x.map((value) => Math.abs(value) / 3);
    // Up to 0.1 away on either side, so that some steps would leave a ball of 0.15.
    const start = pixels.map((pixel, k) => clip(pixel + 0.1 * Math.cos(k)));
    const [step, epsilon] = [fround(0.08), fround(0.15)];
    const [slope, origin] = [row(y), row(pixels)];
    const { matrix: moved, expectKept } = guarded(start);
    const given = { row: moved.address, slope: slope.address, origin: origin.address };
    // What lies behind the row is moved as little: there all three are zero.
    kernels.signStepInBall({ ...given, ...BOX, step, epsilon, vectors: vectorsOf(moved) });
    const expected = start.map((value, k) => {
      const [least, most] = [fround(pixels[k]! - epsilon), fround(pixels[k]! + epsilon)];
      return clip(Math.min(most, Math.max(least, fround(value + step * Math.sign(y[k]!)))));
    });
    expect(read(moved)).toEqual(expected);
    expect(read(origin)).toEqual(pixels);
    expectKept();
  });

  it('drawIn is clip(origin + factor·(row − origin), low, high)', () => {
    const pixels = x.map((value) => Math.abs(value) / 3);
    const factor = fround(0.6);
    const origin = row(pixels);
    const { matrix: moved, expectKept } = guarded(y);
    const given = { row: moved.address, origin: origin.address, vectors: vectorsOf(moved) };
    kernels.drawIn({ ...given, ...BOX, factor });
    expect(read(moved)).toEqual(
      y.map((value, k) => clip(pixels[k]! + fround(factor * fround(value - pixels[k]!)))),
    );
    expectKept();
  });

  it("adam is Adam's update in place", () => {
    const start = {
      value: numbers(size, 3),
      firstMoment: numbers(size, 4),
      secondMoment: numbers(size, 5).map((value) => value * value),
      gradient: numbers(size, 6),
    };
    const factors = {
      rate: fround(0.01),
      correction: fround(1.5),
      beta1: fround(0.9),
      oneMinusBeta1: fround(0.1),
      beta2: fround(0.999),
      oneMinusBeta2: fround(0.001),
      epsilon: fround(1e-7),
    };
    const value = guarded(start.value);
    const firstMoment = guarded(start.firstMoment);
    const secondMoment = guarded(start.secondMoment);
    const gradient = guarded(start.gradient);
    kernels.adam({
      value: value.matrix.address,
      firstMoment: firstMoment.matrix.address,
      secondMoment: secondMoment.matrix.address,
      gradient: gradient.matrix.address,
      vectors: vectorsOf(value.matrix),
      ...factors,
    });
    const { rate, correction, beta1, oneMinusBeta1, beta2, oneMinusBeta2, epsilon } = factors;
    const firstMoments = start.firstMoment.map(
      (m, k) => fround(m * beta1) + fround(start.gradient[k]! * oneMinusBeta1),
    );
    const secondMoments = start.secondMoment.map(
      (s, k) => fround(s * beta2) + fround(fround(start.gradient[k]! ** 2) * oneMinusBeta2),
    );
    const values = start.value.map((v, k) => {
      const root = fround(fround(Math.sqrt(secondMoments[k]!)) * correction);
      return v - fround(fround(firstMoments[k]! * rate) / fround(root + epsilon));
    });
    expect(read(firstMoment.matrix)).toEqual(firstMoments);
    expect(read(secondMoment.matrix)).toEqual(secondMoments);
    expect(read(value.matrix)).toEqual(values);
    expect(read(gradient.matrix)).toEqual(start.gradient);
    for (const { expectKept } of [value, firstMoment, secondMoment, gradient]) expectKept();
  });
});
