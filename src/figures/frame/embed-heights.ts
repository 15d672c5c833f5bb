/** Written by tests/browser/embedding.spec.ts, which says what they are and how to measure them. */
export const EMBED_HEIGHTS: Readonly<Record<string, number>> = {
  hook: 1090,
  'norm-balls': 1260,
  'straight-line': 1700,
  surfaces: 1200,
  'two-models': 1540,
  arrangements: 1940,
  sphere: 1240,
  'cosine-matrix': 860,
  attack: 2370,
  lab: 2690,
  ensembles: 1510,
  transfer: 1380,
  'sign-steps': 1550,
  saliency: 1750,
  'diversity-map': 2050,
  detection: 1840,
};
