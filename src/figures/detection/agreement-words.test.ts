import { describe, expect, it } from 'vitest';
import { agreementInWords } from './agreement-words';

const of = (flagged: number, count: number) => ({ flagged, count });

describe('what working for agreement does to the warning', () => {
  it('is said by the numbers, in either direction', () => {
    expect(agreementInWords(of(45, 100), of(12, 80), false)).toBe(
      'An attacker who works for agreement gets past the warning more often: it flags 12 of the 80 images that fool the ensemble then (15 %), against 45 % after the attack above.',
    );
    expect(agreementInWords(of(10, 100), of(40, 80), true)).toMatch(
      /sets the warning off more often: .*\(50 %\), against 10 % after an attack of as many steps that does not\.$/,
    );
  });

  it('is nothing where the shares are alike, or where there is nothing to compare', () => {
    expect(agreementInWords(of(30, 100), of(26, 80), false)).toContain('does not get around');
    expect(agreementInWords(of(0, 0), of(8, 80), false)).toBe(
      'Against an attacker who works for agreement, it flags 8 of the 80 images that fool the ensemble then (10 %).',
    );
    expect(agreementInWords(of(4, 10), of(0, 0), false)).toContain('on no image');
  });
});
