import { describe, expect, it } from 'vitest';
import { type CosineMatrix, cosineMatrix } from './cosine-matrix';
import { feasibleRange } from './feasible-range';
import { whyImpossible } from './impossible-cosines';
import { EIGENVALUE_TOLERANCE } from './possible-cosines';
import { symmetricEigen } from './symmetric-eigen';
import { gradients, uniform } from './test-gradients';

const DEGREE = Math.PI / 180;

/** Three members with these angles in degrees: of the first and second, first and third, and the rest. */
const three = (...degrees: [number, number, number]): CosineMatrix => {
  const [a, b, c] = degrees.map((angle) => Math.cos(angle * DEGREE)) as [number, number, number];
  return [
    [1, a, b],
    [a, 1, c],
    [b, c, 1],
  ];
};

const equal = (n: number, cosine: number): CosineMatrix =>
  Array.from({ length: n }, (_, i) => Array.from({ length: n }, (__, j) => (i === j ? 1 : cosine)));

const numbers = (text: string) =>
  [...text.matchAll(/(?<!f)[−\d.]*\d(?=°|,| |$)/g)].map(([x]) => Number(x.replace('−', '-')));
const members = (text: string) =>
  [...text.matchAll(/f(\d)/g)].map(([, index]) => Number(index) - 1);

describe('the reason why no vectors have these cosines', () => {
  it('is an angle greater than the sum of two others, whichever it is', () => {
    expect(whyImpossible(three(170, 60, 70))).toBe(
      'the angle between f1 and f2 (170°) is greater than the sum of their angles with f3 (60° + 70°)',
    );
    expect(whyImpossible(three(60, 170, 70))).toBe(
      'the angle between f1 and f3 (170°) is greater than the sum of their angles with f2 (60° + 70°)',
    );
    expect(whyImpossible(three(60, 70, 170))).toBe(
      'the angle between f2 and f3 (170°) is greater than the sum of their angles with f1 (60° + 70°)',
    );
  });

  it('is that three angles exceed the full circle', () => {
    expect(whyImpossible(three(150, 140, 120))).toBe(
      'the angles between f1, f2 and f3 (150° + 140° + 120°) together exceed 360°',
    );
  });

  it('has as many digits as show it', () => {
    expect(whyImpossible(three(90.2, 60.1, 30))).toContain('(90.2°)');
    expect(whyImpossible(three(120, 120, 120.004))).toContain('(120.004° + 120.000° + 120.000°)');
  });

  it('is a weighted sum of negative squared length where all triples are possible', () => {
    expect(whyImpossible(equal(4, -0.4))).toBe(
      'the gradients of f1, f2, f3 and f4, each of length one, with the weights 1, 1, 1 and 1 add up to a sum whose squared length would be −0.8, and no squared length is negative',
    );
    // The fourth member takes no part.
    const apart = equal(5, -0.4).map((row, i) =>
      row.map((cosine, j) => (i !== j && (i === 3 || j === 3) ? 0 : cosine)),
    );
    expect(whyImpossible(apart)).toContain('of f1, f2, f3 and f5, each');
  });

  it('uses the names it is given', () => {
    expect(whyImpossible(three(170, 60, 70), (index) => 'abc'[index]!)).toContain(
      'between a and b',
    );
  });

  it('is none for cosines that vectors have', () => {
    const random = uniform(41);
    for (let c = 0; c < 500; c++) {
      const cosines = cosineMatrix(gradients(random, 1 + (c % 8), 1 + (c % 5)));
      expect(whyImpossible(cosines)).toBeUndefined();
    }
  });

  it('can be checked from its own numbers, for whatever is refused', () => {
    const random = uniform(42);
    const kinds = { sum: 0, circle: 0, weights: 0 };
    for (let c = 0; c < 2000; c++) {
      const n = 3 + (c % 6);
      const possible = cosineMatrix(
        gradients(random, n, n + 2, { shared: random(), rank: 3, noise: 0.1 }),
      );
      // Beyond the range, by a little or by a lot.
      const [low, high] = feasibleRange(possible, 0, 1);
      const beyond = 10 ** (-5 * random());
      const value = random() < 0.5 ? Math.max(-1, low - beyond) : Math.min(1, high + beyond);
      const cosines = possible.map((row, i) => row.map((old, j) => (i + j === 1 ? value : old)));
      const refused = Math.min(...symmetricEigen(cosines).values) < -EIGENVALUE_TOLERANCE;
      if (!refused) continue;
      const reason = whyImpossible(cosines)!;
      const named = members(reason);
      const said = numbers(reason);
      if (reason.includes('weights')) {
        kinds.weights++;
        const squared = said.pop()!;
        expect(said).toHaveLength(named.length);
        let length = 0;
        named.forEach((i, a) => {
          named.forEach((j, b) => {
            length += said[a]! * said[b]! * cosines[i]![j]!;
          });
        });
        expect(squared).toBeLessThan(0);
        expect(length).toBeLessThan(0);
      } else {
        const [a, b, d] = said as [number, number, number];
        const [i, j] = named as [number, number];
        if (reason.includes('360')) {
          kinds.circle++;
          expect(a + b + d).toBeGreaterThan(360);
        } else {
          kinds.sum++;
          expect(Math.abs(Math.cos(a * DEGREE) - cosines[i]![j]!)).toBeLessThan(0.01);
          expect(a).toBeGreaterThan(b + d);
        }
      }
    }
    expect(Math.min(...Object.values(kinds))).toBeGreaterThan(20);
  });
});
