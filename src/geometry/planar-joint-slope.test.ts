import { describe, expect, it } from 'vitest';
import { jointSlope } from './joint-slope';
import { leastJointStep } from './least-joint-step';
import { planarJointSlope } from './planar-joint-slope';
import { normal, uniform } from './test-gradients';

const nearest = new Float64Array(2);
const slopeOf = (...vectors: (readonly [number, number])[]) =>
  planarJointSlope(Float64Array.from(vectors.flat()), vectors.length, 2, nearest);

const gramOf = (rows: Float64Array) => {
  const n = rows.length / 2;
  return Float64Array.from({ length: n * n }, (_, k) => {
    const [i, j] = [Math.floor(k / n), k % n];
    return rows[2 * i]! * rows[2 * j]! + rows[2 * i + 1]! * rows[2 * j + 1]!;
  });
};

/** Gradients of a plane, of one to five members, many of them in one half of it. */
function* someGradients(count: number) {
  const random = uniform(5);
  for (let k = 0; k < count; k++) {
    const n = 1 + (k % 5);
    yield Float64Array.from(
      { length: 2 * n },
      (_, entry) => normal(random) + (entry % 2 === 0 && k % 3 > 0 ? 1.5 : 0),
    );
  }
}

describe('the joint slope in a plane', () => {
  it('is that of the Gram matrix, and the step along it raises every loss at least so fast', () => {
    let positive = 0;
    for (const rows of someGradients(500)) {
      const n = rows.length / 2;
      const slope = planarJointSlope(rows, n, 2, nearest);
      expect(slope).toBeCloseTo(jointSlope(gramOf(rows)).slope, 6);
      expect(Math.hypot(...nearest)).toBeCloseTo(slope, 12);
      if (slope === 0) continue;
      positive += 1;
      for (let i = 0; i < n; i++) {
        const rate = (rows[2 * i]! * nearest[0]! + rows[2 * i + 1]! * nearest[1]!) / slope;
        expect(rate).toBeGreaterThan(slope - 1e-9);
      }
    }
    expect(positive).toBeGreaterThan(100);
  });

  it('is zero for opposite gradients, all round, and where one vanishes', () => {
    expect(slopeOf([1, 0], [-3, 0])).toBe(0);
    expect(slopeOf([1, 0], [-1, 1], [-1, -1])).toBe(0);
    expect(slopeOf([1, 2], [0, 0])).toBe(0);
  });

  it('is the length of equal gradients', () => {
    expect(slopeOf([3, 4], [3, 4], [3, 4])).toBe(5);
    expect([...nearest]).toEqual([3, 4]);
  });
});

describe('the shortest step over several bounds', () => {
  it('is one over the joint slope where all bounds are one', () => {
    for (const rows of someGradients(500)) {
      const n = rows.length / 2;
      const slope = planarJointSlope(rows, n, 2, nearest);
      const length = leastJointStep(rows, new Float64Array(n).fill(1), n);
      if (slope === 0) expect(length).toBe(Infinity);
      else expect(length * slope).toBeCloseTo(1, 6);
    }
  });

  it('is no longer than any step that is found by trying', () => {
    const random = uniform(9);
    for (const rows of someGradients(60)) {
      const n = rows.length / 2;
      const bounds = Float64Array.from({ length: n }, () => 2 * random() - 0.3);
      const found = leastJointStep(rows, bounds, n);
      let tried = Infinity;
      for (let k = 0; k < 720; k++) {
        const [x, y] = [Math.cos((k * Math.PI) / 360), Math.sin((k * Math.PI) / 360)];
        // Along one direction every bound is passed from some length on, up to some, or never.
        let [from, to] = [0, Infinity];
        for (let i = 0; i < n; i++) {
          const rate = rows[2 * i]! * x + rows[2 * i + 1]! * y;
          if (rate > 0) from = Math.max(from, bounds[i]! / rate);
          else if (rate < 0) to = Math.min(to, bounds[i]! / rate);
          else if (bounds[i]! > 0) to = -1;
        }
        if (from <= to) tried = Math.min(tried, from);
      }
      if (tried === Infinity) continue;
      expect(found).toBeLessThan(tried + 1e-9);
      if (found > 0) expect(found).toBeGreaterThan(0.9 * tried);
    }
  });

  it('is zero where all bounds are passed already, and endless where two exclude each other', () => {
    expect(leastJointStep(Float64Array.of(1, 0, 0, 1), Float64Array.of(-1, 0), 2)).toBe(0);
    expect(leastJointStep(Float64Array.of(1, 0, -1, 0), Float64Array.of(1, 1), 2)).toBe(Infinity);
    expect(leastJointStep(Float64Array.of(0, 0), Float64Array.of(1), 1)).toBe(Infinity);
  });
});
