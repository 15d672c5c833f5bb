import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { signStepWords } from './sign-step-words';
import { CURVES, lowersBoth, surprisingSteps, trend, twoModels } from './two-models';

const degrees = fc.integer({ min: 0, max: 3599 }).map((tenths) => tenths / 10);
const coordinate = fc.double({ min: -1, max: 1, noNaN: true });

/** Whether a direction lies inside the arc, and by how many radians. */
function insideBy(picture: ReturnType<typeof twoModels>, [x, y]: readonly [number, number]) {
  const { subspace } = picture;
  if (subspace.kind !== 'arc') return -1;
  const turn =
    (((Math.atan2(y, x) - subspace.start) % (2 * Math.PI)) + 2 * Math.PI) % (2 * Math.PI);
  return Math.min(turn, subspace.extent - turn);
}

describe('two models', () => {
  it('lose both confidences exactly where the perturbation is in the orange', () => {
    fc.assert(
      fc.property(degrees, degrees, coordinate, coordinate, (f, g, x, y) => {
        const picture = twoModels(f, g, [x, y]);
        const inside = insideBy(picture, [x, y]);
        // On the border itself rounding decides.
        fc.pre(Math.hypot(x, y) > 1e-3 && Math.abs(inside) > 1e-6);
        expect(lowersBoth(picture.changes)).toBe(inside > 0);
      }),
      { numRuns: 2000 },
    );
  });

  it('draw as much orange as GDR says, by the formula', () => {
    fc.assert(
      fc.property(degrees, degrees, (f, g) => {
        const { angle, gdr, subspace } = twoModels(f, g, [0, 0]);
        expect(gdr).toBeCloseTo(0.5 - angle / 360, 12);
        const share = subspace.kind === 'arc' ? subspace.extent / (2 * Math.PI) : 0;
        expect(share).toBeCloseTo(gdr, 9);
      }),
    );
  });

  it('are not moved by a perturbation across both gradients, whatever the rounding', () => {
    const { changes } = twoModels(90, 270, [0.7, 0]);
    expect([trend(changes.f), trend(changes.g)]).toEqual(['stays', 'stays']);
  });

  it('have sign steps to corners, which lower at least the model they are made on', () => {
    fc.assert(
      fc.property(degrees, degrees, (f, g) => {
        const [onF, onG] = twoModels(f, g, [0, 0]).signSteps;
        expect(trend(onF!.changes.f)).toBe('falls');
        expect(trend(onG!.changes.g)).toBe('falls');
      }),
    );
    // sign(0) = 0: straight up there is nothing to change sideways.
    expect(twoModels(90, 0, [0, 0]).signSteps.map(({ step }) => step.map((x) => x + 0))).toEqual([
      [0, -0.5],
      [-0.5, 0],
      [-0.5, -0.5],
    ]);
  });

  it('can both be lowered by a sign step although they stand more than 90° apart', () => {
    const picture = twoModels(80, 335, [0, 0]);
    expect(picture.angle).toBeCloseTo(105);
    expect(surprisingSteps(picture).map(({ source }) => source)).toEqual(['f']);
    // Straight down the gradient of f, g would rise.
    expect(trend(twoModels(80, 335, [-picture.f[0], -picture.f[1]]).changes.g)).toBe('rises');
  });

  it('surprise nobody at 90° or less', () => {
    expect(surprisingSteps(twoModels(80, 350, [0, 0]))).toEqual([]);
  });

  it('are told of what their sign steps do, as the table shows it', () => {
    const right = fc.tuple(degrees, fc.constantFrom(90, 270)).map(([f, turn]) => [f, f + turn]);
    const any = fc.tuple(degrees, degrees);
    fc.assert(
      fc.property(fc.oneof(right, any), ([f, g]) => {
        const picture = twoModels(f!, g!, [0, 0]);
        const alone = picture.signSteps.filter(({ source }) => source !== 'both');
        const lowers = alone.some(({ changes }) => lowersBoth(changes));
        if (signStepWords(picture).includes('does not lower the other')) expect(lowers).toBe(false);
        if (signStepWords(picture).includes('would raise')) expect(lowers).toBe(true);
      }),
    );
    // As the preset has them.
    expect(signStepWords(twoModels(105, 15, [0, 0]))).toMatch(/^A sign step goes to a corner/);
  });

  it('have a GDR that falls in a straight line with the angle, and the cosine as a curve', () => {
    expect(CURVES.gdr).toHaveLength(181);
    for (const [angle, gdr] of CURVES.gdr) expect(gdr).toBeCloseTo(0.5 - angle / 360, 12);
    expect(CURVES.cosine[60]).toEqual([60, expect.closeTo(0.5, 12)]);
  });
});
