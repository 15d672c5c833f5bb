/**
 * What a shareable setting can be, and how it stands in a link: in digits, commas and plain words, so
 * that a link reads as it looks, needs no percent signs and can carry no markup.
 */
import { type AttackRecipe, formatRecipe, parseRecipe } from '../attacks/attack-recipe';
import type { CosineMatrix } from '../geometry/cosine-matrix';
import { memberCount, type Pair, pairCount, pairIndex } from '../geometry/pairs';
import { arePossible } from '../geometry/possible-cosines';

export interface Kind<T> {
  /** The value that a link's text spells, or undefined where it spells none that is allowed. */
  read(text: string): T | undefined;
  /** As it stands in a link; `read` gives it back for every settled value. */
  write(value: T): string;
  /**
   * The nearest value that a link can carry: in range, rounded to the link's digits.
   * @throws RangeError where there is none, as for NaN.
   */
  settle(value: T): T;
}

export interface NumberRange {
  readonly min: number;
  readonly max: number;
  /** Digits after the point; 0 for whole numbers. */
  readonly decimals: number;
}

export type NumberKind = Kind<number> & { readonly range: NumberRange };

/** A number from `min` to `max`. */
export function number(range: NumberRange): NumberKind {
  const { min, max, decimals } = range;
  return {
    range,
    read(text) {
      const value = spelled(text);
      return value !== undefined && value >= min && value <= max ? this.settle(value) : undefined;
    },
    write: String,
    settle: (value) => rounded(Math.min(max, Math.max(min, finite(value))), decimals),
  };
}

/** A direction in the plane: degrees from the x axis, counter-clockwise, from 0 up to, not including, 360. */
export function angle(decimals = 1): NumberKind {
  const range = { min: 0, max: 360, decimals };
  return {
    ...number(range),
    range,
    settle: (value) => rounded(((finite(value) % 360) + 360) % 360, decimals) % 360,
  };
}

/** One of a few words. */
export function choice<const T extends string>(
  options: readonly T[],
): Kind<T> & { readonly options: readonly T[] } {
  return {
    options,
    read: (text) => options.find((option) => option === text),
    write: (value) => value,
    settle(value) {
      if (!options.includes(value)) throw new RangeError(`None of ${options.join(', ')}: ${value}`);
      return value;
    },
  };
}

/** On or off, written 1 or 0. */
export function flag(): Kind<boolean> {
  return {
    read: (text) => (text === '1' ? true : text === '0' ? false : undefined),
    write: (value) => (value ? '1' : '0'),
    settle: (value) => value,
  };
}

/**
 * Several values of one kind, between commas.
 * @param parts numbers that a value is spelled with
 */
export function list<T, K extends Kind<T>>(
  item: K & Kind<T>,
  count: { readonly min: number; readonly max: number },
  parts = 1,
): Kind<readonly T[]> & { readonly item: K; readonly count: typeof count } {
  const fits = (length: number) => length >= count.min && length <= count.max;
  return {
    item,
    count,
    read(text) {
      const numbers = text.split(',', parts * count.max + 1);
      const length = numbers.length / parts;
      if (!Number.isInteger(length) || !fits(length)) return undefined;
      const values = Array.from({ length }, (_, i) =>
        item.read(numbers.slice(parts * i, parts * (i + 1)).join(',')),
      );
      return values.every((value) => value !== undefined) ? values : undefined;
    },
    write: (values) => values.map(item.write).join(','),
    settle(values) {
      if (!fits(values.length)) {
        throw new RangeError(`${count.min} to ${count.max} values are wanted: ${values.length}`);
      }
      return values.map((value) => item.settle(value));
    },
  };
}

/** A point of the plane, "x,y", at most `radius` from the origin, and at least `least`. */
export function point(
  radius: number,
  decimals = 3,
  least = 0,
): Kind<readonly [number, number]> & { readonly radius: number; readonly least: number } {
  const slack = 10 ** -decimals;
  return {
    radius,
    least,
    read(text) {
      const [x, y, ...rest] = text.split(',', 3).map(spelled);
      if (x === undefined || y === undefined || rest.length > 0) return undefined;
      const length = Math.hypot(x, y);
      const fits = length <= radius + slack && length >= least - slack;
      return fits ? this.settle([x, y]) : undefined;
    },
    write: ([x, y]) => `${x},${y}`,
    settle([x, y]) {
      const length = Math.hypot(finite(x), finite(y));
      if (length < 1e-9) return [least, 0];
      // Rounding may put a point just outside; it stays there rather than creep inwards.
      const scale =
        length > radius + slack ? radius / length : length < least - slack ? least / length : 1;
      return [rounded(x * scale, decimals), rounded(y * scale, decimals)];
    },
  };
}

/** A direction of space, "longitude,latitude" in degrees; longitudes from 0 up to, not including, 360. */
export function direction(decimals = 2): Kind<readonly [number, number]> & {
  readonly longitude: NumberKind;
  readonly latitude: NumberKind;
} {
  const longitude = angle(decimals);
  const latitude = number({ min: -90, max: 90, decimals });
  return {
    longitude,
    latitude,
    read(text) {
      const [east = '', north = '', ...rest] = text.split(',', 3);
      const values = [longitude.read(east), latitude.read(north)] as const;
      if (values[0] === undefined || values[1] === undefined || rest.length > 0) return undefined;
      return [values[0], values[1]];
    },
    write: ([east, north]) => `${longitude.write(east)},${latitude.write(north)}`,
    settle: ([east, north]) => [longitude.settle(east), latitude.settle(north)],
  };
}

/**
 * The cosines between vectors, above the diagonal, row by row (the order of geometry/pairs.ts).
 * Only such as some vectors have. Six digits keep a matrix possible that stood at the edge.
 */
export function cosines(
  members: { readonly min: number; readonly max: number } = { min: 2, max: 8 },
): Kind<readonly number[]> & { readonly members: typeof members } {
  const count = { min: pairCount(members.min), max: pairCount(members.max) };
  const entries = list(number({ min: -1, max: 1, decimals: 6 }), count);
  return {
    members,
    read(text) {
      const values = entries.read(text);
      try {
        return values && arePossible(matrixOf(values)) ? values : undefined;
      } catch {
        return undefined;
      }
    },
    write: entries.write,
    settle(values) {
      const settled = entries.settle(values);
      if (!arePossible(matrixOf(settled))) throw new RangeError('No vectors have these cosines');
      return settled;
    },
  };
}

/** A kind of attack: its method and what differs from that method's defaults, between commas. */
export function recipe(): Kind<AttackRecipe> & { readonly recipes: true } {
  const write = (value: AttackRecipe) => formatRecipe(value, 'link');
  return {
    recipes: true,
    read(text) {
      try {
        return parseRecipe(text);
      } catch {
        return undefined;
      }
    },
    write,
    settle: (value) => parseRecipe(write(value)),
  };
}

/** A cell off the diagonal of a square matrix, "row,column", both from 0. */
export function cell(size: number): Kind<Pair> & { readonly size: number } {
  const both = list(number({ min: 0, max: size - 1, decimals: 0 }), { min: 2, max: 2 });
  return {
    size,
    read(text) {
      const [row, column] = both.read(text) ?? [];
      return row === undefined || column === undefined || row === column
        ? undefined
        : [row, column];
    },
    write: both.write,
    settle(value) {
      const [row, column] = both.settle(value) as Pair;
      if (row === column) throw new RangeError(`On the diagonal: ${row}`);
      return [row, column];
    },
  };
}

/** @throws RangeError where the count is that of no matrix */
function matrixOf(values: readonly number[]): CosineMatrix {
  const n = memberCount(values.length);
  return Array.from({ length: n }, (_, i) =>
    Array.from({ length: n }, (_, j) =>
      i === j ? 1 : values[pairIndex(Math.min(i, j), Math.max(i, j), n)]!,
    ),
  );
}

/** A plain decimal number, or undefined: no hexadecimal, no exponent, no infinity. */
function spelled(text: string): number | undefined {
  return /^-?(\d{1,12}(\.\d{0,12})?|\.\d{1,12})$/.test(text) ? Number(text) : undefined;
}

function finite(value: number): number {
  if (!Number.isFinite(value)) throw new RangeError(`Not a finite number: ${value}`);
  return value;
}

/** Never −0, which a link would not give back. */
function rounded(value: number, decimals: number): number {
  return Number(value.toFixed(decimals)) + 0;
}
