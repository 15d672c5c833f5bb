/** What two ratings of an ensemble differ in, where one is of the same networks in another precision. */
import type { Evaluation } from '../src/measures/evaluation';

/** Three digits after the point are the same, but for rounding. */
const SLACK = 1e-3;

/** @returns each number that differs, in words: "gdr 0.265 and 0.267" */
export function ratingChanges(before: Evaluation, after: Evaluation): string[] {
  const then = numbersIn(before);
  const now = numbersIn(after);
  return Object.entries(then).flatMap(([name, value]) => {
    const other = now[name] ?? Number.NaN;
    return Math.abs(value - other) < SLACK ? [] : [`${name} ${value} and ${other}`];
  });
}

/** Every number, by its path. */
function numbersIn(value: unknown, path = ''): Record<string, number> {
  if (typeof value === 'number') return { [path]: value };
  if (typeof value !== 'object' || value === null) return {};
  return Object.assign(
    {},
    ...Object.entries(value).map(([key, part]) => numbersIn(part, path ? `${path}.${key}` : key)),
  );
}
