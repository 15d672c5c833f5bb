/** Whether a line of a sweep comes out again. */
import { epsilonKey } from '../attacks/epsilon';
import { MEASURE_NAMES, type Measure, measureOf } from './measure-names';
import { OUTCOMES, outcomeOf } from './outcomes';
import type { SweepLine } from './sweep-line';

export interface Tolerance {
  /** Of accuracies, absolute. */
  readonly accuracy: number;
  /** Of success and of what withstands, absolute. */
  readonly success: number;
  /** Of GDR, GDR spread and joint slope, of the greater of the two. */
  readonly measure: number;
}

/** On the backend that a line was made on, and on another, whose rounding a run of 500 steps magnifies. */
export const TOLERANCES: Readonly<Record<'same' | 'other', Tolerance>> = {
  same: { accuracy: 0.01, success: 0.01, measure: 0.02 },
  other: { accuracy: 0.02, success: 0.07, measure: 0.15 },
};

const COMPARED: readonly Measure[] = ['gdr', 'gdrSpread', 'jointSlope'];

export interface Difference {
  readonly kind: keyof Tolerance;
  readonly name: string;
  readonly was: number;
  readonly is: number;
  /** In the unit of its tolerance. */
  readonly difference: number;
  readonly within: boolean;
}

/** @param line and @param again of the same settings */
export function compareLines(
  line: SweepLine,
  again: SweepLine,
  tolerance: Tolerance,
): Difference[] {
  const [was, is] = [line.rating, again.rating];
  const difference = (kind: keyof Tolerance, name: string, a: number, b: number): Difference => {
    const scale = kind === 'measure' ? Math.max(Math.abs(a), Math.abs(b)) : 1;
    // No image to attack, or both zero: the same. One without: as far as can be.
    const apart = Object.is(a, b) || a === b ? 0 : Math.abs(a - b) / scale;
    const off = Number.isNaN(apart) ? Number.POSITIVE_INFINITY : apart;
    return { kind, name, was: a, is: b, difference: off, within: off <= tolerance[kind] };
  };
  return [
    difference('accuracy', 'ensemble accuracy', was.ensembleAccuracy, is.ensembleAccuracy),
    ...was.memberAccuracy.map((own, i) =>
      difference('accuracy', `accuracy of member ${i + 1}`, own, is.memberAccuracy[i]!),
    ),
    ...COMPARED.map((measure) =>
      difference(
        'measure',
        MEASURE_NAMES[measure],
        measureOf(was, measure),
        measureOf(is, measure),
      ),
    ),
    ...OUTCOMES.map((outcome) => {
      const { attacker, attack, epsilon, meaning } = outcome;
      const name = `${attacker}, ${attack}, ε = ${epsilonKey(epsilon)}, ${meaning}`;
      return difference(
        'success',
        name,
        outcomeOf(was, outcome)!.value,
        outcomeOf(is, outcome)!.value,
      );
    }),
  ];
}
