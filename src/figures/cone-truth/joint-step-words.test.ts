import { describe, expect, it } from 'vitest';
import { jointStepWords } from './joint-step-words';

describe('the steepest joint step in words', () => {
  it('has both slopes, and what part they are of what the calmest member alone would suffer', () => {
    expect(
      jointStepWords({
        two: { slope: 0.25, alone: [1, 0.5, 2] },
        inf: { slope: 3.1234, alone: [12, 4, 20] },
      }),
    ).toBe(
      'For researchers: the steepest joint step raises every loss by 0.25 nats per unit of ‖δ‖₂ (the joint slope) ' +
        'or 3.12 per unit of ‖δ‖∞. That is 50\u202f% and 78\u202f% of what a step of that size can do to the ' +
        'calmest member alone.',
    );
  });

  it('claims no step where there is none to first order', () => {
    const nothing = { slope: 0, alone: [0, 1] };
    expect(jointStepWords({ two: nothing, inf: nothing })).toContain('no step raises every loss');
  });
});
