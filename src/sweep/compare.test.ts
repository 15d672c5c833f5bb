import { describe, expect, it } from 'vitest';
import { compareLines, TOLERANCES } from './compare';
import { OUTCOMES } from './outcomes';
import type { SweepLine } from './sweep-line';
import { FIXTURE_LINES } from './test-lines';

const LINE = FIXTURE_LINES[0]!;
const { rating } = LINE;
const with_ = (changed: Partial<SweepLine['rating']>): SweepLine => ({
  ...LINE,
  rating: { ...rating, ...changed },
});
const beyond = (again: SweepLine, tolerance: keyof typeof TOLERANCES = 'same', line = LINE) =>
  compareLines(line, again, TOLERANCES[tolerance])
    .filter(({ within }) => !within)
    .map(({ name }) => name);

describe('a line and the same run again', () => {
  it('are compared in every accuracy, outcome and measure', () => {
    const all = compareLines(LINE, LINE, TOLERANCES.same);
    expect(all).toHaveLength(1 + 3 + 3 + OUTCOMES.length);
    for (const own of all) expect(own).toMatchObject({ difference: 0, within: true });
  });

  it('may differ by a hundredth, and by two on another backend', () => {
    const [first, ...rest] = rating.memberAccuracy;
    const other = with_({ memberAccuracy: [first! + 0.015, ...rest] });
    expect(beyond(other)).toEqual(['accuracy of member 1']);
    expect(beyond(other, 'other')).toEqual([]);
    expect(beyond(with_({ ensembleAccuracy: rating.ensembleAccuracy - 0.021 }), 'other')).toEqual([
      'ensemble accuracy',
    ]);
  });

  it('may differ by two parts in a hundred of a small measure, and by fifteen', () => {
    const times = (factor: number) =>
      with_({ measures: { ...rating.measures, jointSlope: rating.measures.jointSlope * factor } });
    expect(beyond(times(1.015))).toEqual([]);
    expect(beyond(times(1.03))).toEqual(['joint slope']);
    expect(beyond(times(1.14), 'other')).toEqual([]);
    expect(beyond(times(0.8), 'other')).toEqual(['joint slope']);
  });

  it('may differ in no attack by more', () => {
    const mi = rating.attacks.mi['0.09']!;
    const more = { ...mi, all: mi.all + 0.05 };
    const other = with_({
      attacks: { ...rating.attacks, mi: { ...rating.attacks.mi, '0.09': more } },
    });
    expect(beyond(other)).toEqual(['everything, mi, ε = 0.09, all']);
    expect(beyond(other, 'other')).toEqual([]);
  });

  it('are the same where neither has an image to attack, and differ where one has', () => {
    const none = with_({ surrogate: { ...rating.surrogate, same: Number.NaN } });
    expect(beyond(none, 'same', none)).toEqual([]);
    expect(beyond(none)).toEqual(['surrogate, either, ε = 0.06, same']);
  });
});
