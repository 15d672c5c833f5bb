/**
 * The small pre-trained ensembles that come with the page, so that the first attack needs no training, and one
 * more to attack them with. `npm run build-ensembles` makes them and shipped.json, which is the one list of them.
 */
import shipped from './shipped.json';

/**
 * What an attacker trains who has not seen the ensemble under attack: a stranger's copy, plain, with a seed of its
 * own. It is shown nowhere, and fetched when somebody attacks with it.
 */
export const SURROGATE = 'surrogate' satisfies keyof typeof shipped;

export type ShippedId = Exclude<keyof typeof shipped, typeof SURROGATE>;

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

export const SHIPPED_FILES: Readonly<Record<keyof typeof shipped, ShippedFile>> = shipped;

/** In the order in which they are shown; the first is under attack when the page opens. */
export const SHIPPED = Object.keys(shipped).filter(isShipped) as [ShippedId, ...ShippedId[]];

export function isShipped(id: string): id is ShippedId {
  return Object.hasOwn(shipped, id) && SHIPPED_FILES[id as ShippedId].role === undefined;
}
