/**
 * The tile of outputs that one invocation of a matrix product holds in registers: a square of side 4 or
 * 8, as WGSL. For each step along the inner dimension it loads one value of each of its rows and
 * columns, so a larger tile multiplies more for what it loads (64 for 16 instead of 16 for 8), and a
 * smaller one leaves a GPU more invocations to spread.
 */

export type Side = 4 | 8;

/** Invocations that are worth a larger tile each: with fewer, most of a GPU would stand idle. */
const ENOUGH = 512;

export interface Tile {
  readonly side: Side;
  /** Tiles beside each other, for a number of columns. */
  across(columns: number): number;
  /** Lines for each row of the tile, or each column. */
  each(line: (k: number) => string): string;
  /** Declares the sums, each four from `start`, given the first of their columns. */
  sums(start: (column: number) => string): string;
  /** Adds the products of the rows' values with those of the columns. */
  accumulate(row: (r: number) => string, column: (c: number) => string): string;
  /** Does something with the sum of each row and column. */
  store(r: number, line: (c: number, sum: string) => string): string;
}

/** The tile for a product of all members with so many rows and columns. */
export function tileFor(members: number, rows: number, columns: number): Tile {
  const large = members * Math.ceil(rows / 8) * Math.ceil(columns / 8) >= ENOUGH;
  return tileOf(large ? 8 : 4);
}

export function tileOf(side: Side): Tile {
  const indices = Array.from({ length: side }, (_, k) => k);
  const quarters = indices.filter((k) => k % 4 === 0);
  const lines = (of: readonly number[], line: (k: number) => string) => of.map(line).join('\n');
  return {
    side,
    across: (columns) => Math.ceil(columns / side),
    each: (line) => lines(indices, line),
    sums: (start) =>
      lines(indices, (r) => lines(quarters, (c) => `var sum${r}_${c} = ${start(c)};`)),
    accumulate: (row, column) =>
      [
        lines(quarters, (c) => `let columns${c} = ${four(c, column)};`),
        lines(indices, (r) => {
          const sums = lines(quarters, (c) => `sum${r}_${c} += value * columns${c};`);
          return `{ let value = ${row(r)}; ${sums} }`;
        }),
      ].join('\n'),
    store: (r, line) => lines(indices, (c) => line(c, `sum${r}_${c - (c % 4)}[${c % 4}]`)),
  };
}

/** WGSL: four values, those numbered from `first`. */
export function four(first: number, value: (k: number) => string): string {
  return `vec4<f32>(${[0, 1, 2, 3].map((k) => value(first + k)).join(', ')})`;
}
