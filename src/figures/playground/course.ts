/** The course of a run, and of the one before it: what the charts draw. */
import type { PlanarField } from '../../engine/protocol';

export interface CoursePoint {
  readonly step: number;
  /** Of the points, shares. */
  readonly accuracy: number;
  readonly gdr: number;
  readonly fooled: number;
  /** Nats per unit of the plane. */
  readonly slope: number;
}

export interface Course {
  /** The run that is told of; null before the first. */
  readonly run: string | null;
  readonly points: readonly CoursePoint[];
  /** Of the last run that was more than a few steps long. */
  readonly before: readonly CoursePoint[];
}

export const NO_COURSE: Course = { run: null, points: [], before: [] };

/** A run of fewer points takes no one's place: it is the stub of a drag. */
const LEAST_POINTS = 4;

/** With what is known of a run at one step; a step that is there already, or behind it, is put in its place. */
export function withField(course: Course, run: string, step: number, field: PlanarField): Course {
  const { accuracy, gdr, fooled, jointSlope } = field.summary;
  const point: CoursePoint = { step, accuracy, gdr, fooled, slope: jointSlope };
  if (run !== course.run) {
    const before = course.points.length >= LEAST_POINTS ? course.points : course.before;
    return { run, points: [point], before };
  }
  return { ...course, points: [...course.points.filter((one) => one.step < step), point] };
}
