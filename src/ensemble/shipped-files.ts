/**
 * The files of the shipped ensembles, and of those to attack them with. `npm run build-ensembles` makes them and
 * shipped.json, which is the one list of them.
 */
import type { ShippedId } from './shipped';
import shipped from './shipped.json';

/**
 * What an attacker trains who has not seen the ensemble under attack: a stranger's copy, plain, with a seed of its
 * own. Surrogates are shown nowhere, and fetched when somebody attacks with them.
 */
export const SURROGATE = 'surrogate';

/** A surrogate that was trained in the way of a shipped ensemble, with another seed. */
export type SameWaySurrogate = `surrogate-${ShippedId}`;
export type SurrogateId = typeof SURROGATE | SameWaySurrogate;

export function sameWaySurrogate(id: ShippedId): SameWaySurrogate {
  return `surrogate-${id}`;
}

export type ShippedFileId = ShippedId | SurrogateId;

/** How a shipped ensemble's file is found and known. */
export interface ShippedFile {
  /** Its name in the folder of the ensembles. */
  readonly file: string;
  readonly bytes: number;
  /** Lower-case hexadecimal. */
  readonly sha256: string;
  /** What it is there for, where it is none of the ensembles that are shown. */
  readonly role?: string;
}

export const SHIPPED_FILES: Readonly<Record<ShippedFileId, ShippedFile>> = shipped;
