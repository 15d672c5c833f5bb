/**
 * A small game between two players, by the simplex method: the one mixes rows so that the greatest of the columns
 * is least, the other mixes columns so that the least of the rows is greatest. Both come to the same value (von
 * Neumann 1928). Good to about 1e-7 of the greatest payoff where payoffs are nearly, but not quite, equal.
 */

export interface MatrixGame {
  readonly value: number;
  /** Of sum 1, none negative: no column pays more than the value against it. */
  readonly rowMix: readonly number[];
  /** Of sum 1, none negative: no row pays less than the value against it. */
  readonly columnMix: readonly number[];
}

const ROUNDING = 1e-13;
const LEAST_PIVOT = 1e-10;
const MOST_PIVOTS = 1000;

/** @param columns one or more, each with an entry for every row; finite */
export function solveMatrixGame(columns: readonly (readonly number[])[]): MatrixGame {
  const rows = columns[0]!.length;
  const greatest = Math.max(...columns.flatMap((column) => column.map(Math.abs))) || 1;
  // With all payoffs between 1 and 3 the value is positive: y = mix / value maximises Σ y under A y ≤ 1.
  const shift = 2 * greatest;
  const table = columns.map((column) => [
    ...column.map((payoff) => (payoff + shift) / greatest),
    1,
  ]);
  const objective = [...Array<number>(rows).fill(-1), 0];
  const all = [...table, objective];
  /** What each column of the table stands for, and each row: players' rows from 0, then their columns. */
  const free = Array.from({ length: rows }, (_, i) => i);
  const basic = columns.map((_, k) => rows + k);
  for (let round = 0; round < MOST_PIVOTS; round++) {
    const gain = Math.min(...objective.slice(0, rows));
    if (gain >= -ROUNDING) break;
    const enters = objective.indexOf(gain);
    const ratios = table.map((row) =>
      row[enters]! > LEAST_PIVOT ? Math.max(0, row[rows]!) / row[enters]! : Infinity,
    );
    const least = Math.min(...ratios);
    // Of those that bind first the greatest pivot: a small one costs digits, and a cycle needs it.
    const binding = table.map((row, r) =>
      ratios[r]! <= least + ROUNDING ? row[enters]! : -Infinity,
    );
    const leaves = binding.indexOf(Math.max(...binding));
    pivot(all, leaves, enters);
    [basic[leaves], free[enters]] = [free[enters]!, basic[leaves]!];
  }
  const sum = objective[rows]!;
  const rowMix = Array<number>(rows).fill(0);
  const columnMix = Array<number>(columns.length).fill(0);
  basic.forEach((name, r) => {
    if (name < rows) rowMix[name] = Math.max(0, table[r]![rows]! / sum);
  });
  free.forEach((name, c) => {
    if (name >= rows) columnMix[name - rows] = Math.max(0, objective[c]! / sum);
  });
  const mixes = { rowMix: toOne(rowMix), columnMix: toOne(columnMix) };
  // Of the payoffs themselves: what the shift has cost in digits is not in it.
  const got = mixes.rowMix.map((_, i) =>
    columns.reduce((total, column, k) => total + column[i]! * mixes.columnMix[k]!, 0),
  );
  return { value: Math.min(...got), ...mixes };
}

function pivot(all: number[][], r: number, c: number): void {
  const own = all[r]!;
  const by = own[c]!;
  own.forEach((value, j) => {
    own[j] = (j === c ? 1 : value) / by;
  });
  for (const [i, row] of all.entries()) {
    if (i === r) continue;
    const factor = row[c]!;
    row.forEach((value, j) => {
      row[j] = (j === c ? 0 : value) - factor * own[j]!;
    });
  }
}

function toOne(mix: readonly number[]): readonly number[] {
  const sum = mix.reduce((total, share) => total + share, 0);
  return mix.map((share) => share / sum);
}
