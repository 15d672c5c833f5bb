import { describe, expect, it } from 'vitest';
import { panelScales } from './panel-layout';

const XS = [0.03, 0.25, 0.11];
const SHARES = [0.02, 0.44, 0];

describe.each(['log', 'linear'] as const)('a small plot with a %s axis', (kind) => {
  const { x, y, xTicks, yTicks } = panelScales(XS, SHARES, kind, 300, 200);

  it('has every point within, the larger share higher', () => {
    for (const own of XS) expect(x(own)).toBeGreaterThanOrEqual(0);
    for (const own of XS) expect(x(own)).toBeLessThanOrEqual(300);
    for (const own of SHARES) expect(y(own)).toBeGreaterThanOrEqual(0);
    expect(y(0)).toBe(200);
    expect(y(0.44)).toBeLessThan(y(0.02));
    expect(y(0.02)).toBeLessThanOrEqual(200);
  });

  it('says along its axes where one is, shares in percent', () => {
    expect(xTicks.length).toBeGreaterThan(1);
    expect(yTicks.length).toBeGreaterThan(1);
    for (const { at, text } of yTicks) {
      expect(text).toMatch(/^[\d.]+\u202f%$/);
      expect(y(Number.parseFloat(text) / 100)).toBeCloseTo(at, 6);
    }
  });
});

it('a small plot has axes without any point, and with successes of 0 alone', () => {
  for (const kind of ['log', 'linear'] as const) {
    expect(panelScales([], [], kind, 300, 200).yTicks.length).toBeGreaterThan(1);
    const { y } = panelScales([0.1], [0], kind, 300, 200);
    expect(y(0)).toBe(200);
  }
});

it('a measure far from 0 does not begin there', () => {
  const { x } = panelScales([0.31, 0.36], [0.1], 'log', 100, 100);
  expect(x(0.31)).toBeGreaterThan(0);
  expect(x(0.36) - x(0.31)).toBeGreaterThan(80);
});
