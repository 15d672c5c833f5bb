import { describe, expect, it } from 'vitest';
import { jointPgd } from '../attacks/plain-joint-pgd';
import { PLANE_DOMAIN } from '../data/planar-data';
import { stream } from '../data/random';
import {
  inputGradient,
  logitsOf,
  predictedClass,
  probabilitiesOf,
} from '../ensemble/plain-network';
import { PlanarEnsemble } from '../ensemble/planar-ensemble';
import { alikeNetworks } from '../ensemble/test-networks';
import { angleBetween } from '../geometry/angle';
import { gdrOfImage } from '../geometry/gdr';
import { jointSlope } from '../geometry/joint-slope';
import { nodeCount, placeOfNode } from '../geometry/nested-grid';
import { pairs } from '../geometry/pairs';
import { PLANAR_LAYERS, type PlanarLayer, planarField } from './planar-layers';
import { stepAttack } from './truth-layer';

const INTERVALS = 24;
const NODES = nodeCount(INTERVALS);
const EPSILON = 0.25;

function pointsOf(classCount: number, count = 50) {
  const { uniform } = stream(1, 'points');
  return {
    points: Float32Array.from({ length: 2 * count }, () => 2 * uniform() - 1),
    labels: Uint8Array.from({ length: count }, (_, b) => b % classCount),
    classCount,
  };
}

describe.each([
  [3, 2],
  [2, 3],
  [5, 3],
])('layers of %i members and %i classes', (n, classes) => {
  const members = alikeNetworks([2, 10, 8, classes], n, 4, 0.1);
  const points = pointsOf(classes);
  const request = { intervals: INTERVALS, epsilon: EPSILON };
  const field = (layer: PlanarLayer, domain = PLANE_DOMAIN) =>
    planarField(members, { ...request, layer }, domain, points);
  const votes = () => {
    const ensemble = new PlanarEnsemble(members);
    return (node: number) => {
      ensemble.moveTo(placeOfNode(node, INTERVALS));
      return ensemble;
    };
  };
  const someNodes = Array.from({ length: 60 }, (_, k) => (k * 7919) % NODES);

  it.each(PLANAR_LAYERS)('come with every member’s logits: %s', (layer) => {
    const { logits } = field(layer);
    for (const node of someNodes) {
      members.forEach((member, i) => {
        logitsOf(member, Float64Array.from(placeOfNode(node, INTERVALS))).forEach((z, k) => {
          expect(logits[(i * classes + k) * NODES + node]).toBeCloseTo(z, 4);
        });
      });
    }
  });

  it('are the GDR and the joint slope for the vote’s class', () => {
    const at = votes();
    const [gdr, slope] = [field('gdr').values, field('slope').values];
    for (const node of someNodes) {
      const { vote } = at(node);
      const place = Float64Array.from(placeOfNode(node, INTERVALS));
      const own = members.map((member) => inputGradient(member, place, vote));
      if (own.some((g) => g[0] === 0 && g[1] === 0)) {
        expect(gdr[node]).toBeNaN();
        continue;
      }
      const angles = pairs(n).map(([i, j]) => angleBetween(own[i]!, own[j]!));
      expect(gdr[node]).toBeCloseTo(gdrOfImage(angles, n), 5);
      const gram = own.flatMap((g) => own.map((h) => g[0]! * h[0]! + g[1]! * h[1]!));
      expect(slope[node]).toBeCloseTo(jointSlope(gram).slope, 4);
    }
  });

  it('are the mean probability of each class, and how far members are apart', () => {
    const [probability, disagreement] = [field('probability').values, field('disagreement').values];
    for (const node of someNodes) {
      const place = Float64Array.from(placeOfNode(node, INTERVALS));
      const own = members.map((member) => probabilitiesOf(logitsOf(member, place)));
      for (let k = 0; k < classes; k++) {
        const mean = own.reduce((sum, p) => sum + p[k]!, 0) / n;
        expect(probability[k * NODES + node]).toBeCloseTo(mean, 5);
      }
      const same = own.every((p) => predictedClass(p) === predictedClass(own[0]!));
      if (!same) expect(disagreement[node]).toBeGreaterThan(0);
      expect(disagreement[node]).toBeLessThanOrEqual(1);
    }
  });

  it('are what the attack does alone, where members agree, and blank elsewhere', () => {
    const at = votes();
    const { values, predicted } = field('truth');
    const attack = stepAttack(EPSILON, PLANE_DOMAIN);
    const counts = { blank: 0, fooled: 0, withstood: 0 };
    for (let node = 0; node < NODES; node++) {
      const ensemble = at(node);
      const { vote } = ensemble;
      if (!ensemble.agrees) {
        counts.blank += 1;
        expect(values[node]).toBeNaN();
        expect(predicted![node]).toBeNaN();
        continue;
      }
      const step = Math.min(ensemble.predictedStep(vote), 2 * Math.SQRT2);
      expect(predicted![node]).toBeCloseTo(EPSILON - step, 5);
      const place = placeOfNode(node, INTERVALS);
      const { fooledAfter } = jointPgd(ensemble.members, place, vote, attack);
      expect(values[node]! > 0, `node ${node}`).toBe(fooledAfter !== null);
      counts[fooledAfter === null ? 'withstood' : 'fooled'] += 1;
    }
    for (const count of Object.values(counts)) expect(count).toBeGreaterThan(10);
  });

  it('reach over whatever square the inputs come from', () => {
    const wide = field('gdr', { low: -3, high: 1 }).logits;
    members.forEach((member, i) => {
      const [z] = logitsOf(member, Float64Array.of(-3, 1));
      const corner = INTERVALS * (INTERVALS + 1);
      expect(wide[i * classes * NODES + corner]).toBeCloseTo(z!, 4);
    });
  });

  it('come with what holds at the points that are trained on', () => {
    const { summary } = field('probability');
    const ensemble = new PlanarEnsemble(members);
    const at = Array.from(points.labels, (label, b) => {
      const place = points.points.subarray(2 * b, 2 * b + 2);
      ensemble.moveTo(place);
      return {
        right: ensemble.vote === label,
        all: members.every((member) => predictedClass(logitsOf(member, place)) === label),
        gdr: ensemble.gdr(label),
        slope: ensemble.jointSlope(label),
        fooled:
          jointPgd(ensemble.members, place, label, stepAttack(EPSILON, PLANE_DOMAIN))
            .fooledAfter !== null,
      };
    });
    const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;
    const all = at.filter((one) => one.all);
    expect(all.length).toBeGreaterThan(3);
    expect(summary.accuracy).toBe(mean(at.map(({ right }) => Number(right))));
    const shares = at.map(({ gdr }) => gdr).filter((gdr) => !Number.isNaN(gdr));
    expect(summary.gdr).toBeCloseTo(mean(shares), 12);
    expect(summary.jointSlope).toBeCloseTo(mean(at.map(({ slope }) => slope)), 12);
    expect(summary.allRight).toBe(all.length);
    expect(summary.fooled).toBe(mean(all.map(({ fooled }) => Number(fooled))));
  });
});
