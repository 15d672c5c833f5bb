/**
 * The files of the shipped ensembles, and of one more to attack them with. `npm run build-ensembles` makes them and
 * shipped.json, which is the one list of them.
 */
import type { ShippedId } from './shipped';
import shipped from './shipped.json';

/**
 * What an attacker trains who has not seen the ensemble under attack: a stranger's copy, plain, with a seed of its
 * own. It is shown nowhere, and fetched when somebody attacks with it.
 */
export const SURROGATE = 'surrogate';

export type ShippedFileId = ShippedId | typeof SURROGATE;

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
