/** Compares R and its slope along each cosine with a file of GDR values. */
import { gdrGradient } from '../geometry/gdr-gradient';
import { orthantProbability, orthantProbabilityOfVectors } from '../geometry/orthant-probability';
import { pairs } from '../geometry/pairs';
import { GDR_KINDS, type GdrCase, type GdrFile, type GdrKind } from './gdr-file';

/** Errors of R must keep both; `relative` is asked only where R is not zero. */
export const GDR_TOLERANCE = { absolute: 1e-6, relative: 1e-4, gradient: 1e-5 } as const;

/** The worst errors of one case, or of all of a kind; undefined where there is nothing to compare. */
export interface GdrErrors {
  readonly absolute: number;
  readonly relative: number | undefined;
  readonly gradient: number | undefined;
}

export interface GdrRow extends GdrErrors {
  readonly kind: GdrKind;
  readonly count: number;
  /** Names of the cases that differ by more than a tolerance. */
  readonly failed: readonly string[];
}

export function verifyGdr(file: GdrFile): GdrRow[] {
  return GDR_KINDS.map((kind) => {
    const cases = file[kind].map((item) => ({ name: item.name, errors: errorsOf(item) }));
    const worst = (key: keyof GdrErrors) => greatest(cases.map(({ errors }) => errors[key]));
    return {
      kind,
      count: cases.length,
      absolute: worst('absolute') ?? Number.NaN,
      relative: worst('relative'),
      gradient: worst('gradient'),
      failed: cases.flatMap(({ name, errors }) => (passes(errors) ? [] : [name])),
    };
  });
}

/** By its cosines, and by its vectors where it has them. */
function errorsOf({ cosines, gdr, vectors, gradient }: GdrCase): GdrErrors {
  const found = [orthantProbability(cosines)];
  if (vectors) found.push(orthantProbabilityOfVectors(vectors));
  const absolute = greatest(found.map((share) => Math.abs(share - gdr))) ?? Number.NaN;
  const slope = gradient && gdrGradient(cosines);
  return {
    absolute,
    relative: gdr > 0 ? absolute / gdr : undefined,
    gradient:
      slope &&
      greatest(pairs(cosines.length).map(([i, j], p) => Math.abs(slope[p]! - gradient[i]![j]!))),
  };
}

function passes(errors: GdrErrors): boolean {
  return (['absolute', 'relative', 'gradient'] as const).every((key) => {
    const error = errors[key];
    // Written so that NaN fails.
    return error === undefined || error <= GDR_TOLERANCE[key];
  });
}

/** NaN where any is NaN, undefined where there is none. */
function greatest(values: readonly (number | undefined)[]): number | undefined {
  const present = values.filter((value) => value !== undefined);
  return present.length > 0 ? Math.max(...present) : undefined;
}
