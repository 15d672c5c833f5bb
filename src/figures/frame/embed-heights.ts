/** Written by tests/browser/embedding.spec.ts, which says what they are and how to measure them. */
export const EMBED_HEIGHTS: Readonly<Record<string, number>> = {
  hook: 1090,
  'norm-balls': 1260,
  'straight-line': 1720,
  surfaces: 1200,
  'two-models': 1530,
  arrangements: 1850,
  sphere: 1250,
  'cosine-matrix': 860,
  attack: 2440,
  lab: 2390,
  ensembles: 1650,
  transfer: 1440,
  'sign-steps': 1620,
  saliency: 1820,
  detection: 1870,
};
