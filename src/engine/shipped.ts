/** The small pre-trained ensembles that come with the page, so that the first attack needs no training. */
export const SHIPPED = ['plain', 'diverse'] as const;
export type ShippedId = (typeof SHIPPED)[number];

export function shippedFile(id: ShippedId): string {
  return `${id}.safetensors`;
}

export function isShipped(id: string): id is ShippedId {
  return (SHIPPED as readonly string[]).includes(id);
}
