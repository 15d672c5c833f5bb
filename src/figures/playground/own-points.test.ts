import { expect, it } from 'vitest';
import { planarPoints } from '../../data/planar/planar-points';
import { type LabelledPoint, MOST_POINTS } from '../../share/labelled-points';
import { asOwnPoints, nearestPoint, withoutPoint, withPoint, withPointMoved } from './own-points';

const POINTS: readonly LabelledPoint[] = [
  [0, 0, 0],
  [0.5, 0.5, 1],
  [0.5, 0.6, 2],
];

it('the nearest point within reach is taken in hand', () => {
  expect(nearestPoint(POINTS, [0.49, 0.57], 0.1)).toBe(2);
  expect(nearestPoint(POINTS, [0.03, -0.03], 0.05)).toBe(0);
  expect(nearestPoint(POINTS, [-0.5, 0], 0.1)).toBe(-1);
});

it('a point is added, moved with its class, and removed', () => {
  expect(withPoint(POINTS, [-1, 1], 1).at(-1)).toEqual([-1, 1, 1]);
  expect(withPointMoved(POINTS, 1, [0.2, 0.3])[1]).toEqual([0.2, 0.3, 1]);
  expect(withoutPoint(POINTS, 0)).toEqual(POINTS.slice(1));
});

it('there are no more than fit into a link', () => {
  const all = Array.from({ length: MOST_POINTS }, (): LabelledPoint => [0, 0, 0]);
  expect(withPoint(all, [1, 1], 0)).toHaveLength(MOST_POINTS);
});

it('points that were drawn can be changed by hand, as many as there may be', () => {
  const drawn = planarPoints({ generator: 'spirals-3', points: 300, noise: 0, seed: 1 });
  const own = asOwnPoints(drawn);
  expect(own).toHaveLength(MOST_POINTS);
  expect(own[7]).toEqual([drawn.points[14], drawn.points[15], drawn.labels[7]]);
});
