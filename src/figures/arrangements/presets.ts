/** Arrangements to begin with, in degrees; never snapped: green is empty by one degree. */

export interface Preset {
  readonly name: string;
  /** Whose name it is, where it is not the page's own: blue is no colour of anything drawn. */
  readonly source?: string;
  /** CSS; what it is named after, shown beside the name. */
  readonly color?: string;
  readonly angles: (n: number) => readonly number[];
}

/** Adam's three-model ensembles (article/references.ts, adam2020post), none with a common region. */
const THREE = [
  { name: 'Blue', color: 'light-dark(#b5d0fb, #2a5aa6)', angles: [90, 214, 292] },
  { name: 'Green', color: 'light-dark(#b4e2c0, #22713f)', angles: [49, 222, 230] },
  { name: 'Yellow', color: 'light-dark(#f8e97a, #77700a)', angles: [144, 172, 338] },
];

/** Between neighbours that stand close, degrees. */
const CLOSE = 14;

export const PRESETS: readonly Preset[] = [
  ...THREE.map(({ angles, ...named }) => ({
    ...named,
    source: 'Adam and Speciel (2020)',
    angles: () => angles,
  })),
  { name: 'Symmetric', angles: (n) => spread(n, 360 / n, 90) },
  { name: 'Clustered', angles: (n) => spread(n, CLOSE, 90 - (CLOSE * (n - 1)) / 2) },
];

export const FEWEST = 2;
export const MOST = 8;

/** One more, in the middle of the widest gap. */
export function withOneMore(angles: readonly number[]): readonly number[] {
  const sorted = [...angles].sort((a, b) => a - b);
  const gaps = sorted.map((angle, i) => (sorted[i + 1] ?? sorted[0]! + 360) - angle);
  const widest = gaps.indexOf(Math.max(...gaps));
  return [...angles, tenth(sorted[widest]! + gaps[widest]! / 2)];
}

function spread(n: number, apart: number, first: number): readonly number[] {
  return Array.from({ length: n }, (_, i) => tenth(first + apart * i));
}

/** As a link carries it. */
function tenth(degrees: number): number {
  return Math.round((((degrees % 360) + 360) % 360) * 10) / 10;
}
