/** What the shipped ensembles are called, also before they are fetched; their files say the same. */
import type { ShippedId } from './shipped';

export const SHIPPED_NAMES: Readonly<Record<ShippedId, string>> = {
  plain: 'Plain',
  diverse: 'Diverse (GDR penalty)',
  cosine: 'Cosine penalty',
  'gdr-spread': 'GDR spread penalty',
  'joint-slope': 'Joint slope penalty',
  adversarial: 'Adversarial training',
};
