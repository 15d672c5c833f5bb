/** Which points of the plane there are to be drawn: names and ranges, without the drawing. */

export const PLANAR_GENERATORS = ['moons', 'circles', 'spirals', 'spirals-3', 'xor'] as const;
export type PlanarGenerator = (typeof PLANAR_GENERATORS)[number];

/** What is drawn. */
export interface PlanarSpec {
  readonly generator: PlanarGenerator;
  /** How many points, of all classes together. */
  readonly points: number;
  /** Standard deviation of what is added to each coordinate, in units of the plane. */
  readonly noise: number;
  readonly seed: number;
}

export const PLANAR_RANGES = {
  points: { min: 20, max: 400, integer: true },
  noise: { min: 0, max: 0.3, integer: false },
} as const;
