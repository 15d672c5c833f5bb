import { describe, expect, it } from 'vitest';
import type { PlaneGrid, PointValues } from '../../engine/protocol';
import { nodeCount, placeOfNode } from '../../geometry/nested-grid';
import { planarConeShare } from '../../geometry/planar-cone';
import {
  agreement,
  coneOf,
  coneShare,
  heightsOf,
  linesOf,
  shareInCone,
  shareOfDisc,
} from './plane-layers';

const INTERVALS = 48;
const COUNT = nodeCount(INTERVALS);
type Field = (u: number, v: number) => number;

/** Members whose log-odds and margins are functions of the place. */
function gridOf(logOdds: readonly Field[], margins = logOdds, vote: Field = () => 1): PlaneGrid {
  const sampled = (fields: readonly Field[]) =>
    Float32Array.from({ length: fields.length * COUNT }, (_, k) =>
      fields[Math.floor(k / COUNT)]!(...placeOfNode(k % COUNT, INTERVALS)),
    );
  const values: PointValues = {
    logOdds: sampled(logOdds),
    margins: sampled(margins),
    classes: new Uint8Array(logOdds.length * COUNT),
    voteMargin: sampled([vote]),
    voteClass: new Uint8Array(COUNT),
    sameMargin: sampled([(u) => u - 0.5]),
  };
  return { intervals: INTERVALS, values };
}

const gradients = (...degrees: number[]) =>
  degrees.map((each): readonly [number, number] => {
    const radians = (each * Math.PI) / 180;
    return [Math.cos(radians), Math.sin(radians)];
  });

describe('the cone in a plane', () => {
  it.each([[[0, 60]], [[10, 350, 80]], [[90, 214, 292]], [[0, 90, 45, 120]]])(
    'of loss gradients at %j is what every one of them rises along',
    (degrees) => {
      const own = gradients(...degrees);
      const cone = coneOf(own);
      const rises = (angle: number) =>
        own.every(([a, b]) => a * Math.cos(angle) + b * Math.sin(angle) > 0);
      for (let angle = 0.001; angle < 2 * Math.PI; angle += 0.01) {
        const within =
          cone.kind === 'arc' && (angle - cone.start + 4 * Math.PI) % (2 * Math.PI) < cone.extent;
        expect(within, `${angle}`).toBe(rises(angle));
      }
      const rows = Float64Array.from(own.flat());
      expect(coneShare(own)).toBeCloseTo(planarConeShare(rows, own.length, 2), 12);
    },
  );

  it('is empty where a member’s gradient is across the plane', () => {
    expect(
      coneOf([
        [1, 0],
        [0, 0],
      ]).kind,
    ).toBe('empty');
  });
});

describe('what happens in a plane', () => {
  it('is what the cone predicts where the network is linear, and only there', () => {
    const own = gradients(20, 80);
    const linear = own.map(
      ([a, b]): Field =>
        (u, v) =>
          3 - a * u - b * v,
    );
    expect(agreement(gridOf(linear), own)).toBe(1);
    expect(shareOfDisc(heightsOf('fall', gridOf(linear)), INTERVALS)).toBeCloseTo(
      coneShare(own),
      2,
    );
    const bent = own.map(
      ([a, b]): Field =>
        (u, v) =>
          3 - a * u - b * v - 2 * u * u,
    );
    expect(agreement(gridOf(bent), own)).toBeLessThan(0.9);
  });

  it('falls where every member is below its own value at the image', () => {
    const grid = gridOf([(u) => 5 - u, (_, v) => 900 - v]);
    const heights = heightsOf('fall', grid);
    for (let node = 0; node < COUNT; node++) {
      const [u, v] = placeOfNode(node, INTERVALS);
      expect(heights[node]).toBeCloseTo(Math.min(u, v), 3);
    }
    expect(shareOfDisc(heights, INTERVALS)).toBeCloseTo(0.25, 1);
  });

  it('is wrong where margins are below zero, by member, by all and by vote', () => {
    const grid = gridOf([() => 1, () => 1], [(u) => 0.2 - u, (_, v) => 0.2 - v], (u) => -u);
    const all = heightsOf('all', grid);
    const vote = heightsOf('ensemble', grid);
    const [first, second] = linesOf('all', grid) as [Float32Array, Float32Array];
    for (let node = 0; node < COUNT; node++) {
      const [u, v] = placeOfNode(node, INTERVALS);
      expect(first[node]).toBeCloseTo(u - 0.2, 5);
      expect(second[node]).toBeCloseTo(v - 0.2, 5);
      expect(all[node]).toBeCloseTo(Math.min(u, v) - 0.2, 5);
      expect(vote[node]).toBeCloseTo(u, 5);
    }
    expect(heightsOf('same', grid)).toBe(grid.values.sameMargin);
    // Of the half to the right, the wedge from 0° to 45° is a quarter.
    expect(shareInCone(vote, INTERVALS, gradients(-45, 90))).toBeCloseTo(1 / 4, 1);
    expect(shareInCone(vote.fill(-1), INTERVALS, gradients(0))).toBeNaN();
  });
});
