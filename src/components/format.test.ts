import { describe, expect, it } from 'vitest';
import { bytes, count, decimal, duration, inWords, percent, significant } from './format';

describe('numbers as the page writes them', () => {
  it('shows an en dash where there is no number', () => {
    for (const x of [Number.NaN, Infinity, -Infinity]) {
      for (const format of [count, percent, decimal, significant, duration, bytes]) {
        expect(format(x)).toBe('–');
      }
    }
    expect(duration(-1)).toBe('–');
    expect(bytes(-1)).toBe('–');
  });

  it('groups counts in thousands, from the first thousand on', () => {
    expect(count(0)).toBe('0');
    expect(count(999)).toBe('999');
    expect(count(1000)).toBe('1,000');
    expect(count(1_234_567)).toBe('1,234,567');
    expect(count(-1234)).toBe('−1,234');
  });

  it('writes shares as percentages', () => {
    expect(percent(0.372)).toBe('37\u202f%');
    expect(percent(0.3725, 1)).toBe('37.3\u202f%');
    expect(percent(0)).toBe('0\u202f%');
    expect(percent(-0.001)).toBe('0\u202f%');
  });

  it('writes a true minus sign, and no negative zero', () => {
    expect(decimal(-0.5, 2)).toBe('−0.50');
    expect(decimal(-0.001, 2)).toBe('0.00');
    expect(decimal(1, 3)).toBe('1.000');
  });

  it('keeps significant digits and drops trailing zeros', () => {
    expect(significant(0.0123)).toBe('0.012');
    expect(significant(1200)).toBe('1200');
    expect(significant(100)).toBe('100');
    expect(significant(-0)).toBe('0');
    expect(significant(-2.34567, 3)).toBe('−2.35');
    expect(significant(0.00001234)).toBe('1.2e−5');
  });

  it('says how long something takes as one would say it', () => {
    expect(duration(0.3)).toBe('under 1\u202fs');
    expect(duration(12.4)).toBe('about 12\u202fs');
    expect(duration(59.7)).toBe('about 1\u202fmin');
    expect(duration(170)).toBe('about 3\u202fmin');
    expect(duration(3600)).toBe('about 1\u202fh');
    expect(duration(5400)).toBe('about 1\u202fh 30\u202fmin');
  });

  it('writes sizes in decimal units', () => {
    expect(bytes(0)).toBe('0\u202fB');
    expect(bytes(999)).toBe('999\u202fB');
    expect(bytes(2_100_000)).toBe('2.1\u202fMB');
    expect(bytes(999_990)).toBe('1.0\u202fMB');
    expect(bytes(340_000)).toBe('340\u202fkB');
  });

  it('writes whole numbers up to twenty as words', () => {
    expect(inWords(0)).toBe('no');
    expect(inWords(8)).toBe('eight');
    expect(inWords(20)).toBe('twenty');
    expect(inWords(21)).toBe('21');
    expect(inWords(3.1)).toBe('3.1');
  });
});
