/** The soak's table, for people. */
import { table } from '../../scripts/table';
import { type Census, QUANTITIES, type Quantity, steady, TOLERANCE } from './census';
import type { SoakSettings } from './soak';

/** A line for each quantity that the backend has, and a last one with the verdict. */
export function report(
  early: Census,
  late: Census,
  what: SoakSettings['what'] = 'step',
): { text: string; sound: boolean } {
  const names = (Object.keys(QUANTITIES) as Quantity[]).filter((name) => late[name] !== null);
  const grown = names.filter((name) => !steady(name, early, late));
  const number = (value: number | null) => (value === null ? '–' : value.toLocaleString('en-GB'));
  const change = (name: Quantity) => {
    const [a, b] = [early[name] ?? 0, late[name] ?? 0];
    return a === b ? 'same' : `${b > a ? '+' : '−'}${((100 * Math.abs(b - a)) / a).toFixed(2)} %`;
  };
  const cells = [
    ['', `${what} ${number(early.step)}`, `${what} ${number(late.step)}`, 'change', ''],
    ...names.map((name) => [
      QUANTITIES[name].label,
      number(early[name]),
      number(late[name]),
      change(name),
      steady(name, early, late) ? 'ok' : 'GREW OR SHRANK',
    ]),
  ];
  const sound = grown.length === 0;
  const verdict = sound
    ? `Nothing grew: counts are the same, memory within ${100 * TOLERANCE} %.`
    : `Not steady: ${grown.map((name) => QUANTITIES[name].label).join(', ')}.`;
  return { text: [table(cells), verdict].join('\n'), sound };
}
