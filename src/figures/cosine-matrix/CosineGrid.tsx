/** The cosines as a grid of coloured cells; a pointer or the arrow keys choose the pair to be edited. */
import { type KeyboardEvent, useRef } from 'react';
import { cosineTint } from '../../components/cosine-tint';
import { decimal } from '../../components/format';
import { memberColor, memberLabel } from '../../components/members';
import type { CosineMatrix } from '../../geometry/cosine-matrix';
import type { Pair } from '../../geometry/pairs';
import styles from './CosineGrid.module.css';

/** Row and column of a cell off the diagonal. */
export type Cell = Pair;

export interface CosineGridProps {
  readonly matrix: CosineMatrix;
  readonly chosen: Cell;
  readonly onChoose: (cell: Cell) => void;
}

const STEPS: Readonly<Record<string, Pair>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

export function CosineGrid({ matrix, chosen, onChoose }: CosineGridProps) {
  const grid = useRef<HTMLTableElement>(null);

  const onKeyDown = (event: KeyboardEvent) => {
    const step = STEPS[event.key];
    if (!step || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const next = besides(chosen, step, matrix.length);
    onChoose(next);
    grid.current?.querySelector<HTMLElement>(`[data-cell="${next.join()}"]`)?.focus();
  };

  return (
    <table ref={grid} className={styles.grid}>
      <caption className="visually-hidden">
        Cosines between the gradients; the arrow keys go from cell to cell
      </caption>
      <thead>
        <tr>
          <td />
          {matrix.map((_, j) => (
            <th key={memberLabel(j)} scope="col" style={{ color: memberColor(j) }}>
              {memberLabel(j)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {matrix.map((row, i) => (
          <tr key={memberLabel(i)}>
            <th scope="row" style={{ color: memberColor(i) }}>
              {memberLabel(i)}
            </th>
            {row.map((cosine, j) => {
              if (i === j) {
                return (
                  <td key={memberLabel(j)} className={styles.own}>
                    1
                  </td>
                );
              }
              const here = i === chosen[0] && j === chosen[1];
              const twin = i === chosen[1] && j === chosen[0];
              return (
                <td key={memberLabel(j)}>
                  <button
                    type="button"
                    className={styles.cell}
                    style={cosineTint(cosine)}
                    tabIndex={here ? 0 : -1}
                    aria-pressed={here}
                    aria-label={`cosine of ${memberLabel(i)} and ${memberLabel(j)}: ${decimal(cosine)}`}
                    data-cell={`${i},${j}`}
                    data-twin={twin || undefined}
                    onClick={() => onChoose([i, j])}
                    onKeyDown={onKeyDown}
                  >
                    <Value cosine={cosine} />
                  </button>
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Where there is little room the nought before the point goes. */
function Value({ cosine }: { cosine: number }) {
  const [sign, rest] = cosine < 0 ? ['−', decimal(-cosine)] : ['', decimal(cosine)];
  if (!rest.startsWith('0')) return `${sign}${rest}`;
  return (
    <>
      {Number(rest) === 0 ? '' : sign}
      <span className={styles.nought}>0</span>
      {rest.slice(1)}
    </>
  );
}

/** The next cell that way: over the diagonal, and not over the edge. */
function besides([i, j]: Cell, [down, right]: Pair, n: number): Cell {
  const inside = (row: number, column: number) =>
    row >= 0 && row < n && column >= 0 && column < n && row !== column;
  for (const stride of [1, 2]) {
    const [row, column] = [i + stride * down, j + stride * right];
    if (inside(row, column)) return [row, column];
  }
  return [i, j];
}
