import { describe, expect, it } from 'vitest';
import { stream } from '../data/random';
import { angleBetween } from '../geometry/angle';
import { gdrOfImage } from '../geometry/gdr';
import { jointSlope } from '../geometry/joint-slope';
import { pairs } from '../geometry/pairs';
import { centralDifferences, relativeError } from '../reference/float64';
import { InPlaceNetwork } from './in-place-network';
import { inputGradient, logitsOf, lossOf, probabilitiesOf } from './plain-network';
import { PlanarEnsemble } from './planar-ensemble';
import { rivalLead } from './rival';
import { alikeNetworks, randomNetwork } from './test-networks';

const { uniform } = stream(2, 'places');
const PLACES = Array.from({ length: 40 }, () =>
  Float64Array.of(2 * uniform() - 1, 2 * uniform() - 1),
);

describe('a network in buffers of its own', () => {
  it.each([[[2, 2]], [[2, 9, 3]], [[2, 16, 16, 2]], [[5, 8, 7, 4]]])(
    'of widths %j is the plain network, at one point after another',
    (widths) => {
      const plain = randomNetwork(widths, 1);
      const network = new InPlaceNetwork(plain);
      const { normal } = stream(8, 'points');
      for (let k = 0; k < 20; k++) {
        const x = Float64Array.from({ length: widths[0]! }, normal);
        expect([...network.forward(x)]).toEqual([...logitsOf(plain, x)]);
        const residual = probabilitiesOf(logitsOf(plain, x));
        residual[1]! -= 1;
        const gradient = network.vectorJacobianProduct(residual);
        expect(relativeError(gradient, inputGradient(plain, x, 1))).toBeLessThan(1e-9);
      }
    },
  );
});

describe.each([
  [2, 2],
  [3, 2],
  [3, 3],
  [4, 2],
  [5, 3],
])('%i members of two inputs and %i classes', (n, classes) => {
  const members = alikeNetworks([2, 12, 8, classes], n, 6, 0.3);
  const ensemble = new PlanarEnsemble(members);

  it('have the slopes of their losses as gradients, for every class', () => {
    for (const place of PLACES.slice(0, 12)) {
      for (let label = 0; label < classes; label++) {
        ensemble.moveTo(place);
        ensemble.differentiate(label);
        members.forEach((member, i) => {
          const slope = centralDifferences(place, () => lossOf(member, place, label));
          const own = ensemble.gradients.subarray(2 * i, 2 * i + 2);
          expect(relativeError(own, slope)).toBeLessThan(1e-6);
        });
      }
    }
  });

  it('have the GDR and the joint slope of any gradients', () => {
    let positive = 0;
    for (const place of PLACES) {
      ensemble.moveTo(place);
      const gdr = ensemble.gdr(0);
      const slope = ensemble.jointSlope(0);
      const own = members.map((member) => inputGradient(member, place, 0));
      const angles = pairs(n).map(([i, j]) => angleBetween(own[i]!, own[j]!));
      expect(gdr).toBeCloseTo(gdrOfImage(angles, n), 5);
      const gram = own.flatMap((g) => own.map((h) => g[0]! * h[0]! + g[1]! * h[1]!));
      expect(slope).toBeCloseTo(jointSlope(gram).slope, 6);
      expect(gdr > 0).toBe(slope > 0);
      if (gdr > 0) positive += 1;
    }
    expect(positive).toBeGreaterThan(PLACES.length / 4);
  });

  it('vote by the mean of their probabilities, and agree where each names the same class', () => {
    for (const place of PLACES) {
      ensemble.moveTo(place);
      const own = members.map((member) => probabilitiesOf(logitsOf(member, place)));
      const mean = own[0]!.map((_, k) => own.reduce((sum, p) => sum + p[k]! / n, 0));
      expect(relativeError(ensemble.mean, mean)).toBeLessThan(1e-12);
      expect(ensemble.vote).toBe(mean.indexOf(Math.max(...mean)));
      const named = own.map((p) => p.indexOf(Math.max(...p)));
      expect(ensemble.agrees).toBe(named.every((k) => k === ensemble.vote));
      const apart = pairs(n).map(
        ([i, j]) => own[i]!.reduce((sum, p, k) => sum + Math.abs(p - own[j]![k]!), 0) / 2,
      );
      const expected = apart.reduce((sum, one) => sum + one, 0) / apart.length;
      expect(ensemble.disagreement).toBeCloseTo(expected, 12);
    }
  });

  it('cross their boundaries at the predicted step where they are linear', () => {
    const linear = alikeNetworks([2, 2], n, 4);
    const flat = new PlanarEnsemble(linear);
    for (const place of PLACES) {
      flat.moveTo(place);
      const { vote } = flat;
      const length = flat.predictedStep(vote);
      const steps = Array.from({ length: 720 }, (_, k) => (k * Math.PI) / 360).map((angle) =>
        [0.999, 1.02].map((share) => {
          const at = [Math.cos(angle), Math.sin(angle)].map(
            (c, k) => place[k]! + share * length * c,
          );
          return Math.min(
            ...linear.map((member) => rivalLead(logitsOf(member, Float64Array.from(at)), vote)),
          );
        }),
      );
      if (length === 0 || length === Infinity) continue;
      expect(Math.max(...steps.map(([shorter]) => shorter!))).toBeLessThan(0);
      expect(Math.max(...steps.map(([, longer]) => longer!))).toBeGreaterThan(0);
    }
  });
});

it('has no GDR where a gradient vanishes', () => {
  const off = [
    { weight: new Float64Array(6), bias: new Float64Array(3).fill(-1) },
    { weight: new Float64Array(6).fill(1), bias: Float64Array.of(1, 0) },
  ];
  const ensemble = new PlanarEnsemble([randomNetwork([2, 3, 2], 1), off]);
  ensemble.moveTo([0.5, 0.5]);
  expect(ensemble.gdr(0)).toBeNaN();
  expect(ensemble.jointSlope(0)).toBe(0);
});
