/**
 * What stands in the charts before the first run: how the shipped ensemble whose way to train comes nearest to the
 * settings did while it was trained, as a faint line in each.
 */
import { percent, significant } from '../../components/format';
import type { Point, Series } from '../../components/line-chart-layout';
import type { SampleAttack, TrainingSettings } from '../../engine/protocol';
import type { ShippedId } from '../../ensemble/shipped';
import { SHIPPED_NAMES } from '../../ensemble/shipped-names';
import { type CoursePoint, SHIPPED_COURSES } from '../../training/shipped-courses';
import { nearestShipped } from '../../training/shipped-recipes';
import type { RunSeries } from './run-series';

export interface ShippedCourse {
  readonly id: ShippedId;
  readonly series: RunSeries;
  /** Where it ends. */
  readonly lastStep: number;
}

type Way = Pick<TrainingSettings, 'penalty' | 'metric' | 'adversarial' | 'lambda'>;

/** @param attack whose success is drawn: the share of images at which it brings all members to the same wrong class */
export function courseFor(settings: Way, attack: SampleAttack): ShippedCourse {
  const id = nearestShipped(settings);
  const course = SHIPPED_COURSES[id];
  const line = (
    color: string,
    value: (point: CoursePoint) => number | null,
    write: (value: number) => string,
  ): Series[] => {
    const points = course.flatMap((point): Point[] => {
      const y = value(point);
      return y === null ? [] : [[point[0], y]];
    });
    const last = points.at(-1);
    if (!last) return [];
    const name = `${SHIPPED_NAMES[id]}: ${write(last[1])}`;
    return [{ name, color, points, faded: true, unlisted: true }];
  };
  const share = (value: number) => percent(value, 1);
  const digits = (value: number) => significant(value, 3);
  return {
    id,
    series: {
      loss: line('var(--ink)', ([, loss]) => loss, digits),
      accuracy: line('var(--ink)', ([, , accuracy]) => accuracy, share),
      gdr: line('var(--adversarial-ink)', ([, , , gdr]) => gdr, digits),
      slope: line('var(--ink)', ([, , , , slope]) => slope, digits),
      success: line('var(--ink)', ([, , , , , fgs, pgd]) => (attack === 'fgs' ? fgs : pgd), share),
    },
    lastStep: course.at(-1)![0],
  };
}
