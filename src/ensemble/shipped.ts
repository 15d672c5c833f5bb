/**
 * The small pre-trained ensembles that come with the page, so that the first attack needs no training: which there
 * are. Their names and files stand apart (shipped-names.ts, shipped-files.ts): links need neither.
 */

/** Fetched when the page opens; the first is under attack then. */
export const AT_START = ['plain', 'diverse'] as const;

/** Fetched when somebody chooses them. */
export const ON_CHOICE = ['cosine', 'gdr-spread', 'joint-slope', 'adversarial'] as const;

/** In the order in which they are shown. */
export const SHIPPED = [...AT_START, ...ON_CHOICE] as const;

export type ShippedId = (typeof SHIPPED)[number];

export function isShipped(id: string): id is ShippedId {
  return SHIPPED.some((own) => own === id);
}
