import { describe, expect, it } from 'vitest';
import { coarserNodes, GRID_LEVELS, newNodes, nodeCount, placeOfNode } from './nested-grid';

describe('nested grids', () => {
  it('end with at least 96 × 96 nodes', () => {
    expect(nodeCount(GRID_LEVELS.at(-1)!)).toBeGreaterThanOrEqual(96 * 96);
  });

  it.each(GRID_LEVELS.slice(1))('of %i intervals are the coarser one and what is new', (level) => {
    const both = [...coarserNodes(level), ...newNodes(level)];
    expect(both.sort((a, b) => a - b)).toEqual(
      Array.from({ length: nodeCount(level) }, (_, node) => node),
    );
    coarserNodes(level).forEach((node, coarse) => {
      expect(placeOfNode(node, level)).toEqual(placeOfNode(coarse, level / 2));
    });
  });

  it('have the origin in the middle, rows upwards and columns to the right', () => {
    expect(placeOfNode(12 * 25 + 12, 24)).toEqual([0, 0]);
    expect(placeOfNode(0, 24)).toEqual([-1, -1]);
    expect(placeOfNode(24, 24)).toEqual([1, -1]);
    expect(placeOfNode(24 * 25, 24)).toEqual([-1, 1]);
  });
});
