/** Points of the square [−1, 1]² with their classes, as a link carries them: five letters a point. */
import type { Kind } from './kinds';

/** (x, y) in the square, and the class, from 0. */
export type LabelledPoint = readonly [x: number, y: number, label: number];

export const MOST_POINTS = 200;
export const MOST_CLASSES = 3;
/** A coordinate in a link is a whole number of these from −1. */
const UNIT = 0.01;
const MOST_UNITS = 200;
/** Digits and letters. */
const BASE = 36;

export function labelledPoints(): Kind<readonly LabelledPoint[]> & { readonly most: number } {
  const units = (x: number) => {
    if (!Number.isFinite(x)) throw new RangeError(`Not a coordinate: ${x}`);
    return Math.min(MOST_UNITS, Math.max(0, Math.round((x + 1) / UNIT)));
  };
  /** Exactly what a link gives back. */
  const coordinate = (count: number) => Number((count * UNIT - 1).toFixed(2)) + 0;
  const written = (x: number) => units(x).toString(BASE).padStart(2, '0');
  return {
    most: MOST_POINTS,
    read(text) {
      const points = text.match(/.{5}/g) ?? [];
      const sound = /^([0-5][\da-z][0-5][\da-z][0-2])+$/.test(text);
      if (!sound || points.length > MOST_POINTS) return undefined;
      const read = points.map((own): LabelledPoint => {
        const [x, y] = [own.slice(0, 2), own.slice(2, 4)].map((part) =>
          Number.parseInt(part, BASE),
        );
        return [coordinate(x!), coordinate(y!), Number(own[4])];
      });
      return read.every(([x, y]) => x <= 1 && y <= 1) ? read : undefined;
    },
    write: (points) => points.map(([x, y, label]) => `${written(x)}${written(y)}${label}`).join(''),
    settle(points) {
      if (points.length > MOST_POINTS) {
        throw new RangeError(`At most ${MOST_POINTS} points: ${points.length}`);
      }
      return points.map(([x, y, label]) => {
        if (!(Number.isInteger(label) && label >= 0 && label < MOST_CLASSES)) {
          throw new RangeError(`There are classes 0 to ${MOST_CLASSES - 1}: ${label}`);
        }
        return [coordinate(units(x)), coordinate(units(y)), label];
      });
    },
  };
}
