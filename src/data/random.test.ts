import { describe, expect, it } from 'vitest';
import { stream } from './random';

const UNIFORM = [0.4422495656429677, 0.16182703842552737, 0.44416886556799995];
const NORMAL = [-0.05401880011564115, -1.6130749464940983, 0.9554446069224161];
const PERMUTATION = [4, 7, 5, 0, 2, 3, 6, 1, 9, 8];
const LARGEST = 0.8321254662033934;

const first = (n: number, draw: () => number) => Array.from({ length: n }, draw);

const mean = (values: readonly number[]) =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

function correlation(a: readonly number[], b: readonly number[]): number {
  const [ma, mb] = [mean(a), mean(b)];
  const product = (x: readonly number[], mx: number, y: readonly number[], my: number) =>
    mean(x.map((value, k) => (value - mx) * (y[k]! - my)));
  return product(a, ma, b, mb) / Math.sqrt(product(a, ma, a, ma) * product(b, mb, b, mb));
}

describe('seeded random numbers', () => {
  it('are these, forever: links and stored ensembles depend on them', () => {
    const { uniform, normal, shuffle } = stream(1, 'test');
    expect(first(3, uniform)).toEqual(UNIFORM);
    first(3, normal).forEach((value, k) => {
      expect(value).toBeCloseTo(NORMAL[k]!, 12);
    });
    expect([...shuffle(10)]).toEqual(PERMUTATION);
    expect(stream(2 ** 31 - 1, 'initialise', 2).uniform()).toBe(LARGEST);
  });

  it('depend on the seed, on every part of the purpose, and on nothing else', () => {
    const draws = [
      stream(1, 'a', 'b'),
      stream(2, 'a', 'b'),
      stream(1, 'a', 'c'),
      stream(1, 'b', 'a'),
      stream(1, 'a,b'),
      stream(1, 'a/b'),
      stream(1, 'a'),
      stream(1, 1),
      stream(1, '1'),
      stream(1),
    ].map(({ uniform }) => uniform());
    expect(new Set(draws).size).toBe(draws.length);
    expect(stream(1, 'a', 'b').uniform()).toBe(draws[0]);
  });

  it('are not shifted by what is drawn for another purpose', () => {
    const [a, b] = [stream(1, 'a'), stream(1, 'b')];
    a.uniform();
    b.shuffle(100);
    const alone = stream(1, 'a');
    alone.uniform();
    expect(a.uniform()).toBe(alone.uniform());
  });

  it('do not repeat between members, seeds or steps, from the first draw on', () => {
    const draw = (k: number, seed: number, part: number) => {
      const { uniform } = stream(seed, 'member', part);
      return first(k + 1, uniform).at(-1)!;
    };
    const n = 4000;
    const bound = 4.5 / Math.sqrt(n);
    for (const k of [0, 1, 2]) {
      const bySeed = Array.from({ length: n + 4 }, (_, s) => draw(k, s, 0));
      const byPart = Array.from({ length: n + 4 }, (_, p) => draw(k, 1, p));
      const other = Array.from({ length: n }, (_, s) => draw(k, s, 1));
      expect(Math.abs(correlation(bySeed.slice(0, n), other))).toBeLessThan(bound);
      for (const draws of [bySeed, byPart]) {
        expect(new Set(draws).size).toBe(draws.length);
        expect(Math.abs(mean(draws) - 0.5)).toBeLessThan(bound / Math.sqrt(12));
        for (const lag of [1, 2, 4]) {
          const later = draws.slice(lag, lag + n);
          expect(Math.abs(correlation(draws.slice(0, n), later))).toBeLessThan(bound);
        }
      }
    }
  });

  it('are uniform in [0, 1), or normal with mean 0 and variance 1', () => {
    const { uniform, normal } = stream(3, 'moments');
    const u = first(20_000, uniform);
    expect(u.every((value) => value >= 0 && value < 1)).toBe(true);
    expect(mean(u)).toBeCloseTo(0.5, 2);
    expect(mean(u.map((value) => (value - 0.5) ** 2))).toBeCloseTo(1 / 12, 2);
    const z = first(20_000, normal);
    expect(Math.abs(mean(z))).toBeLessThan(0.03);
    expect(Math.abs(mean(z.map((value) => value ** 2)) - 1)).toBeLessThan(0.04);
    expect(Math.abs(mean(z.map((value) => value ** 4)) - 3)).toBeLessThan(0.3);
  });

  it('shuffle into permutations, each as likely as any other', () => {
    const { shuffle } = stream(4, 'permutations');
    expect([...shuffle(1000)].sort((a, b) => a - b)).toEqual(first(1000, counter()));
    expect([...shuffle(1)]).toEqual([0]);
    expect([...shuffle(0)]).toEqual([]);
    const seen = new Map<string, number>();
    for (let i = 0; i < 6000; i++) {
      const order = shuffle(3).join('');
      seen.set(order, (seen.get(order) ?? 0) + 1);
    }
    expect(seen.size).toBe(6);
    for (const count of seen.values()) expect(Math.abs(count - 1000)).toBeLessThan(150);
  });

  it('need a whole seed and a purpose that can be told from others', () => {
    for (const seed of [0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 60]) {
      expect(() => stream(seed)).toThrow(RangeError);
    }
    expect(() => stream(1, Number.NaN)).toThrow(RangeError);
  });
});

function counter(): () => number {
  let k = 0;
  return () => k++;
}
