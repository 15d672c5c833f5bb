/**
 * The small pre-trained ensembles that come with the page, so that the first attack needs no training.
 * `npm run build-ensembles` makes them and shipped.json, which is the one list of them.
 */
import shipped from './shipped.json';

export type ShippedId = keyof typeof shipped;

/** How a shipped ensemble's file is found and known. */
export interface ShippedFile {
  /** Its name in the folder of the ensembles. */
  readonly file: string;
  readonly bytes: number;
  /** Lower-case hexadecimal. */
  readonly sha256: string;
}

export const SHIPPED_FILES: Readonly<Record<ShippedId, ShippedFile>> = shipped;

/** In the order in which they are shown; the first is under attack when the page opens. */
export const SHIPPED = Object.keys(shipped) as [ShippedId, ...ShippedId[]];

export function isShipped(id: string): id is ShippedId {
  return Object.hasOwn(shipped, id);
}
