/** How an ensemble does while it is trained: a few points that the Lab's charts draw, and how they are written down. */
import { SAMPLE_EPSILON } from '../src/engine/protocol';
import { SAMPLE_IMAGES, samplePgd, takeSample } from '../src/engine/worker/sample';
import { type LabelledImages, sliceImages } from '../src/ensemble/batch';
import type { CoursePoint } from '../src/training/shipped-courses';
import type { Trainer } from '../src/training/trainer';

const POINTS = 36;
/** Nearer to each other in the beginning, where most happens. */
const BEND = 1.7;

/** The steps of a run at which points of its course are taken; the last is its end. */
export function courseSteps(totalSteps: number): readonly number[] {
  const steps = Array.from({ length: POINTS }, (_, k) =>
    Math.ceil(totalSteps * ((k + 1) / POINTS) ** BEND),
  );
  return [...new Set(steps)];
}

/** The point of a course at the trainer's step; null where none is taken there. */
export async function coursePoint(
  trainer: Trainer,
  heldOut: LabelledImages,
  spread: Float32Array,
): Promise<CoursePoint | null> {
  if (!courseSteps(trainer.totalSteps).includes(trainer.step)) return null;
  const state = trainer.snapshot();
  try {
    const few = sliceImages(heldOut, 0, SAMPLE_IMAGES);
    const { model, step, settings, lastImages } = state;
    const sample = await takeSample(model, step, settings, lastImages!, few, spread);
    const pgd = await samplePgd(model, few, () => true);
    const fgs = sample.fgs.find(({ epsilon }) => epsilon === SAMPLE_EPSILON)!;
    return [
      step,
      sample.loss.total,
      sample.ensembleAccuracy,
      sample.gdr,
      sample.measures!.jointSlope,
      fgs.rates.same,
      pgd!.rates.same,
    ];
  } finally {
    state.dispose();
  }
}

/** As JSON, a point a line, four digits. */
export function writtenCourses(courses: Readonly<Record<string, readonly CoursePoint[]>>): string {
  const rows = (points: readonly CoursePoint[]) =>
    points.map((point) => `    [${point.map(written).join(', ')}]`).join(',\n');
  const all = Object.entries(courses).map(([id, points]) => `  "${id}": [\n${rows(points)}\n  ]`);
  return `{\n${all.join(',\n')}\n}\n`;
}

function written(value: number | null): string {
  return value !== null && Number.isFinite(value) ? String(Number(value.toPrecision(4))) : 'null';
}
