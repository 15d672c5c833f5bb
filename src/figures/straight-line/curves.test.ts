import { describe, expect, it } from 'vitest';
import { stream } from '../../data/random';
import type { PlainNetwork } from '../../ensemble/plain-network';
import { ascentCurve, descentCurve, promised, promiseLine, shownAs } from './curves';

const WIDTHS = [7, 6, 3];
const { normal } = stream(3, 'initialise');
const network: PlainNetwork = WIDTHS.slice(1).map((out, l) => ({
  weight: Float64Array.from({ length: WIDTHS[l]! * out }, normal),
  bias: Float64Array.from({ length: out }, normal),
}));
// Away from black and white, so that nothing is clipped close by.
const pixels = Float32Array.from({ length: 7 }, () => 0.25 + 0.5 * stream(1, 'images').uniform());
const image = { pixels, label: 2 };
const STEP = 1e-6;

describe('the straight line', () => {
  it.each(['loss', 'confidence'] as const)('touches the true %s where it begins', (quantity) => {
    const up = ascentCurve(network, image);
    const down = descentCurve(network, image);
    const of = (loss: number) => shownAs(quantity, loss) - shownAs(quantity, up.loss);
    const line = (change: number) =>
      promised(quantity, up.loss, change) - promised(quantity, up.loss, 0);
    expect(promised(quantity, up.loss, 0)).toBe(shownAs(quantity, up.loss));
    expect(of(up.at(STEP).fgs) / line(STEP * up.slope)).toBeCloseTo(1, 4);
    expect(of(down.at(STEP)) / line(-STEP * down.slope)).toBeCloseTo(1, 4);
  });

  it('ends where it promises less than nothing, or more than there is', () => {
    const xs = [0, 1, 2, 3];
    expect(promiseLine('loss', 1, 2, xs).at(-1)).toEqual([3, 7]);
    expect(promiseLine('loss', 1, -0.4, xs).at(-1)).toEqual([2.5, 0]);
    const [x, p] = promiseLine('confidence', Math.LN2, -0.8, xs).at(-1)!;
    expect(x).toBeCloseTo(1.25, 12);
    expect(p).toBeCloseTo(1, 12);
    expect(promiseLine('confidence', Math.LN2, 0.4, xs).at(-1)![1]).toBeCloseTo(0, 12);
  });
});

describe('a step on the pixels', () => {
  const up = ascentCurve(network, image);

  it('of no length changes nothing', () => {
    expect(up.at(0)).toEqual({ line: up.loss, fgs: up.loss, pgd: up.loss });
    expect(up.turned(0)).toBe(0);
  });

  it('is clipped only where a pixel would leave the range from black to white', () => {
    expect(up.at(0.2).fgs).toBe(up.at(0.2).line);
    expect(up.at(0.9).fgs).not.toBe(up.at(0.9).line);
  });
});

it('a step on the parameters lowers the loss where one on the pixels raises it', () => {
  const up = ascentCurve(network, image);
  const down = descentCurve(network, image);
  expect(down.parameters).toBe(7 * 6 + 6 + 6 * 3 + 3);
  expect(down.at(0.01)).toBeLessThan(down.at(0));
  expect(up.at(0.01).fgs).toBeGreaterThan(up.loss);
});
