import { describe, expect, it } from 'vitest';
import { jointPgd } from '../../attacks/plain-joint-pgd';
import { PLANE_DOMAIN } from '../../data/planar-data';
import { inputGradient, logitsOf, predictedClass } from '../../ensemble/plain-network';
import { PlanarEnsemble } from '../../ensemble/planar-ensemble';
import { alikeNetworks } from '../../ensemble/test-networks';
import { PATH_STEPS, probeAt } from './probe';

const MEMBERS = alikeNetworks([2, 10, 8, 2], 3, 4, 0.1);
const PLACES = Array.from({ length: 60 }, (_, k) => [Math.sin(k), Math.cos(2.3 * k)] as const);

describe('a probe', () => {
  const ensemble = new PlanarEnsemble(MEMBERS);

  it('has the gradients of the confidences, and the cone of what lowers them all', () => {
    let cones = 0;
    for (const place of PLACES) {
      const { vote, gradients, cone, gdr, bestStep, slope } = probeAt(ensemble, place);
      MEMBERS.forEach((member, i) => {
        const rising = inputGradient(member, Float64Array.from(place), vote);
        expect(gradients[i]![0]).toBeCloseTo(-rising[0]!, 9);
        expect(gradients[i]![1]).toBeCloseTo(-rising[1]!, 9);
      });
      if (cone.kind !== 'arc') {
        expect(gdr).toBe(0);
        expect(bestStep).toBeNull();
        continue;
      }
      cones += 1;
      expect(cone.extent / (2 * Math.PI)).toBeCloseTo(gdr, 9);
      expect(slope).toBeGreaterThan(0);
      for (const [x, y] of gradients) expect(x * bestStep![0] + y * bestStep![1]).toBeLessThan(0);
    }
    expect(cones).toBeGreaterThan(20);
  });

  it('is led by the shortest attack that fools all to where all are wrong, and not before', () => {
    let fooledSomewhere = 0;
    for (const place of PLACES) {
      const { vote, fooled } = probeAt(ensemble, place);
      if (!fooled) continue;
      fooledSomewhere += 1;
      const { epsilon, path } = fooled;
      expect(path[0]).toEqual(place.map((coordinate) => coordinate));
      const wrong = (at: readonly [number, number]) =>
        MEMBERS.every((member) => predictedClass(logitsOf(member, Float64Array.from(at))) !== vote);
      expect(path.map(wrong)).toEqual(path.map((_, k) => k === path.length - 1));
      const end = path.at(-1)!;
      expect(Math.hypot(end[0] - place[0], end[1] - place[1])).toBeLessThan(epsilon + 1e-9);
      // A step a little shorter was tried, and fooled not all.
      const shorter = { epsilon: epsilon - 0.025, steps: PATH_STEPS, domain: PLANE_DOMAIN };
      if (shorter.epsilon > 0) {
        expect(jointPgd(ensemble.members, place, vote, shorter).fooledAfter).toBeNull();
      }
    }
    expect(fooledSomewhere).toBeGreaterThan(15);
  });
});
