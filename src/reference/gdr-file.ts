/**
 * A file of GDR values: matrices of cosines, or the vectors they come from, and the share R that an
 * independent method finds for them.
 */
import { checkCosineMatrix } from '../geometry/check-cosine-matrix';
import type { CosineMatrix } from '../geometry/cosine-matrix';

/** Known in closed form; by numerical integration; gradients that are (nearly) dependent. */
export const GDR_KINDS = ['exact', 'numeric', 'degenerate'] as const;
export type GdrKind = (typeof GDR_KINDS)[number];

export interface GdrCase {
  readonly name: string;
  readonly cosines: CosineMatrix;
  readonly gdr: number;
  readonly vectors?: readonly (readonly number[])[];
  /** n × n; entry [i][j] is ∂R/∂ρ_ij, each unordered pair once. */
  readonly gradient?: readonly (readonly number[])[];
}

export type GdrFile = Readonly<Record<GdrKind, readonly GdrCase[]>>;

/** Whether a file's content means to be one of these. */
export function isGdrFile(json: unknown): boolean {
  return (
    typeof json === 'object' && json !== null && GDR_KINDS.some((kind) => Object.hasOwn(json, kind))
  );
}

/** @throws Error that names the case at fault. */
export function parseGdrFile(json: unknown): GdrFile {
  const file = json as Record<string, unknown>;
  const read = (kind: GdrKind) => {
    const cases = file[kind];
    if (!Array.isArray(cases) || cases.length === 0) throw new Error(`${kind} must be a list`);
    return cases.map((item, k) => gdrCase(item, `${kind}[${k}]`));
  };
  return { exact: read('exact'), numeric: read('numeric'), degenerate: read('degenerate') };
}

function gdrCase(item: unknown, at: string): GdrCase {
  if (typeof item !== 'object' || item === null) throw new Error(`${at} must be an object`);
  const { name, n, cosine, gdr, vectors, gradient } = item as Record<string, unknown>;
  if (typeof n !== 'number' || !Number.isInteger(n) || n < 1 || n > 8) {
    throw new Error(`${at}.n must be a whole number from 1 to 8, not ${n}`);
  }
  if (typeof gdr !== 'number' || !(gdr >= 0 && gdr <= 0.5)) {
    throw new Error(`${at}.gdr must be a number from 0 to 0.5, not ${gdr}`);
  }
  const cosines = rows(cosine, n, n, `${at}.cosine`);
  try {
    checkCosineMatrix(cosines);
  } catch (error) {
    throw new Error(`${at}.cosine: ${(error as Error).message}`);
  }
  return {
    name: typeof name === 'string' ? `${at} ${name}` : at,
    cosines,
    gdr,
    ...(vectors === undefined ? {} : { vectors: rows(vectors, n, undefined, `${at}.vectors`) }),
    ...(gradient === undefined ? {} : { gradient: rows(gradient, n, n, `${at}.gradient`) }),
  };
}

/** n rows of `width` finite numbers, or of as many as the first has. */
function rows(value: unknown, n: number, width: number | undefined, at: string): number[][] {
  if (!Array.isArray(value) || value.length !== n) throw new Error(`${at} must be ${n} rows`);
  const size = width ?? (Array.isArray(value[0]) ? value[0].length : 0);
  for (const [i, row] of value.entries()) {
    if (!Array.isArray(row) || row.length !== size || !row.every(Number.isFinite)) {
      throw new Error(`${at}[${i}] must be ${size} numbers`);
    }
  }
  return value;
}
