/** Cosine matrices to time: random ones in general position, and the kinds that are hardest to be right on. */
import { stream } from '../../src/data/random';
import { type CosineMatrix, cosineMatrix } from '../../src/geometry/cosine-matrix';

export interface MatrixKind {
  readonly name: string;
  /** @param index from 0: another one for each */
  make(n: number, index: number): CosineMatrix;
}

/** Vectors of so many more dimensions than there are of them are seldom nearly dependent. */
const SPARE = 8;

export const WELL_CONDITIONED: MatrixKind = {
  name: 'well-conditioned',
  make: (n, index) => cosineMatrix(vectors(n, n + SPARE, index)),
};

export const DEGENERATE: readonly MatrixKind[] = [
  {
    name: 'all equal',
    make: (n, index) => cosineMatrix(Array.from({ length: n }, () => vectors(1, n, index)[0]!)),
  },
  {
    name: 'two opposite',
    make(n, index) {
      const [first, ...others] = vectors(n - 1, n + SPARE, index);
      return cosineMatrix([first!, first!.map((value) => -value), ...others]);
    },
  },
  { name: 'in a plane', make: (n, index) => cosineMatrix(vectors(n, 2, index)) },
  { name: 'in space', make: (n, index) => cosineMatrix(vectors(n, 3, index)) },
  {
    name: 'one dimension short',
    make: (n, index) => cosineMatrix(vectors(n, Math.max(2, n - 1), index)),
  },
  {
    name: 'nearly in a plane',
    make(n, index) {
      const off = vectors(n, 2, index, 'off').map((values) => values.map((value) => 1e-4 * value));
      return cosineMatrix(vectors(n, 2, index).map((values, i) => [...values, ...off[i]!]));
    },
  },
];

/** Seeded, normally distributed: directions are uniform. */
function vectors(n: number, dimension: number, index: number, purpose = 'vectors'): number[][] {
  const { normal } = stream(1, 'bench-geometry', purpose, n, dimension, index);
  return Array.from({ length: n }, () => Array.from({ length: dimension }, () => normal()));
}
