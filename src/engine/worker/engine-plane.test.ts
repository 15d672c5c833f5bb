/** A plane through a held-out image, as the page asks the engine for it. */
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { selectBackend, tensorCount } from '../../../tests/backend';
import { trainedModel } from '../../../tests/models';
import { PatternSource, SETTINGS } from '../../../tests/patterns';
import { nodeCount, placeOfNode } from '../../geometry/nested-grid';
import { readValues } from '../../ops/scope';
import type { PlanePart, PlaneRequest } from '../protocol';
import { Engine } from './engine';

const REQUEST: PlaneRequest = { ensemble: 'own', image: 6, first: 0, second: 1 };

let engine: Engine;

beforeEach(async () => {
  await selectBackend('cpu');
  const silent = vi.fn();
  engine = new Engine(new PatternSource(), {
    status: silent,
    sample: silent,
    keep: silent,
    ended: silent,
    data: silent,
    trying: silent,
    adapter: silent,
    deviceFailed: silent,
    playgroundStatus: silent,
    playgroundState: silent,
  });
  await engine.openData();
  const { parameters } = await trainedModel(20);
  const { members, hidden } = SETTINGS;
  const values = await Promise.all(parameters.map(readValues));
  engine.putEnsemble('own', { members, hidden, parameters: values });
});

describe('the engine', () => {
  it('fills in a plane, part by part, and leaves nothing on the device', async () => {
    const before = tensorCount();
    const parts: PlanePart[] = [];
    const spanned = await engine.plane(REQUEST, 2, (part) => {
      parts.push(part);
      return true;
    });
    expect(spanned).toBe(true);
    expect(tensorCount()).toBe(before);
    expect(parts.flatMap(({ grid }) => (grid ? [grid.intervals] : []))).toEqual([24, 48, 96]);
    expect(parts.at(-1)!.done).toBe(1);
    for (const { plane } of parts) expect(plane.gradients).toHaveLength(3);

    const { intervals, values } = parts[0]!.grid!;
    const node = 3 * 25 + 20;
    const [u, v] = placeOfNode(node, intervals);
    const alone = await engine.planePoint(REQUEST, [2 * u, 2 * v]);
    for (const [at, p] of [
      [node, 0],
      [(nodeCount(intervals) - 1) / 2, 1],
    ] as const) {
      expect(alone!.logOdds[p]).toBeCloseTo(values.logOdds[at]!, 4);
      expect(alone!.voteMargin[p]).toBeCloseTo(values.voteMargin[at]!, 4);
    }
  });

  it('leaves a plane that nobody wants any more', async () => {
    const wanted = vi.fn(() => false);
    expect(await engine.plane(REQUEST, 2, wanted)).toBe(true);
    expect(wanted).toHaveBeenCalledTimes(1);
  });

  it('says where two directions span no plane', async () => {
    const none = { ...REQUEST, second: 0 };
    const wanted = vi.fn(() => true);
    expect(await engine.plane(none, 2, wanted)).toBe(false);
    expect(await engine.planePoint(none, [1, 0])).toBeNull();
    expect(wanted).not.toHaveBeenCalled();
  });
});
