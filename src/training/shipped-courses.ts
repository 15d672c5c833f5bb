/** How the shipped ensembles did while they were trained, recorded by `npm run build-ensembles`. */
import type { ShippedId } from '../ensemble/shipped';
import courses from './shipped-courses.json';

/**
 * What the samples of a run say: step; loss on the last batch; and on the images of every sample the vote's
 * accuracy, GDR, joint slope, and the shares of images at which FGS and PGD bring all members to the same wrong
 * class. Null where there is no such number.
 */
export type CoursePoint = readonly [
  step: number,
  loss: number | null,
  accuracy: number | null,
  gdr: number | null,
  slope: number | null,
  fgs: number | null,
  pgd: number | null,
];

export const SHIPPED_COURSES = courses as unknown as Readonly<
  Record<ShippedId, readonly CoursePoint[]>
>;
