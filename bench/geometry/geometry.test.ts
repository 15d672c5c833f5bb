import { describe, expect, it } from 'vitest';
import { checkCosineMatrix } from '../../src/geometry/check-cosine-matrix';
import { orthantProbability } from '../../src/geometry/orthant-probability';
import { report, timeAll } from './command';
import { DEGENERATE, WELL_CONDITIONED } from './matrices';

const kind = (name: string) => DEGENERATE.find((each) => each.name === name)!;

describe('the benchmark of the geometry', () => {
  it.each([WELL_CONDITIONED, ...DEGENERATE])('times possible matrices: $name', ({ make }) => {
    for (const n of [2, 5, 8]) {
      expect(() => checkCosineMatrix(make(n, 0))).not.toThrow();
      expect(make(n, 0)).toEqual(make(n, 0));
    }
  });

  it('times another matrix each time, and the kinds that it says', () => {
    expect(WELL_CONDITIONED.make(4, 0)).not.toEqual(WELL_CONDITIONED.make(4, 1));
    expect(orthantProbability(kind('all equal').make(6, 0))).toBeCloseTo(0.5, 9);
    expect(orthantProbability(kind('two opposite').make(6, 0))).toBe(0);
  });

  it('reports every size of every kind: GDR, gradient and joint slope', () => {
    const timings = timeAll(1);
    const lines = report(timings).split('\n');
    expect(lines).toHaveLength(2 + 3 * (1 + DEGENERATE.length));
    expect(lines[1]).toMatch(/n = 2\s+n = 3.*n = 8$/);
    for (const { gdr, gradient, jointSlope } of timings) {
      expect(gdr + gradient).toBeGreaterThan(0);
      expect(jointSlope).toBeGreaterThan(0);
    }
  });
});
