import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { angleBetween } from './angle';
import { cosineMatrix } from './cosine-matrix';
import { gdrGradient, gdrGradientByAngle } from './gdr-gradient';
import { orthantProbability, orthantProbabilityFromAngles } from './orthant-probability';
import { pairs } from './pairs';
import { gradients, seriesSize, uniform } from './test-gradients';

const { numeric } = JSON.parse(
  readFileSync(new URL('../../tests/fixtures/gdr.json', import.meta.url), 'utf8'),
) as { numeric: { n: number; cosine: number[][]; gradient: number[][] }[] };

describe('the slope of GDR along each cosine', () => {
  numeric.forEach(({ n, cosine, gradient }, k) => {
    it(`agrees with independent case ${k} (n = ${n})`, () => {
      const slope = gdrGradient(cosine);
      pairs(n).forEach(([i, j], p) => {
        expect(Math.abs(slope[p]! - gradient[i]![j]!)).toBeLessThan(1e-5);
      });
    });
  });

  it('is what a small change of one cosine does', () => {
    const random = uniform(31);
    const h = 2e-4;
    for (let c = 0; c < 1000; c++) {
      const n = Math.max(2, seriesSize(c));
      const cosines = cosineMatrix(gradients(random, n, 3 * n, { shared: 1 }));
      const slope = gdrGradient(cosines);
      const p = Math.floor(random() * pairs(n).length);
      const [i, j] = pairs(n)[p]!;
      const at = (step: number) =>
        orthantProbability(
          cosines.map((row, u) =>
            row.map((x, v) => ((u === i && v === j) || (u === j && v === i) ? x + step : x)),
          ),
        );
      expect(Math.abs((at(h) - at(-h)) / (2 * h) - slope[p]!)).toBeLessThan(1e-5);
    }
  });

  it('is −P/2π along an angle, times its sine along a cosine', () => {
    const random = uniform(32);
    for (let n = 2; n <= 7; n++) {
      const vectors = gradients(random, n, n + 3, { shared: 1 });
      const angles = pairs(n).map(([i, j]) => angleBetween(vectors[i]!, vectors[j]!));
      const byAngle = gdrGradientByAngle(angles);
      const byCosine = gdrGradient(cosineMatrix(vectors));
      byAngle.forEach((slope, p) => {
        expect(slope).toBeCloseTo(-byCosine[p]! * Math.sin(angles[p]!), 8);
      });
      const h = 1e-4;
      const at = (step: number) =>
        orthantProbabilityFromAngles(angles.map((a, p) => (p === 0 ? a + step : a)));
      expect((at(h) - at(-h)) / (2 * h)).toBeCloseTo(byAngle[0]!, 5);
    }
  });

  it('is never negative and finite for equal, opposite and dependent gradients', () => {
    const random = uniform(33);
    for (let n = 2; n <= 8; n++) {
      const some = gradients(random, n - 1, n, { shared: 1 });
      const planar = gradients(random, n, 2);
      const solid = gradients(random, n, 3);
      const equal = Array.from({ length: n }, () => [1, 2, 3]);
      const sets = [planar, solid, equal];
      if (n < 8) sets.push([...some, some[0]!], [...some, some[0]!.map((x) => -x)]);
      for (const vectors of sets) {
        for (const slope of gdrGradient(cosineMatrix(vectors))) {
          expect(slope).toBeGreaterThanOrEqual(0);
          expect(slope).toBeLessThan(113);
        }
      }
    }
  });
});
