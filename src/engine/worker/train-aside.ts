/**
 * Trains an ensemble of which nothing is shown but how far it has come: no samples, nothing kept, and the run in
 * the Lab stays as it is.
 */
import type { Dataset } from '../../data/dataset';
import type { OnProgress } from '../../measures/for-each-chunk';
import type { TrainingSettings } from '../../training/settings';
import type { Snapshot } from '../../training/snapshot';
import { Trainer } from '../../training/trainer';
import type { BackendName } from '../protocol';
import { deviceIdle } from './device';
import { eventYielder } from './yield-to-events';

/** Between two reports, ms. */
const TELL_EVERY = 100;
/** Steps told to a GPU ahead of what it has done. */
const IN_FLIGHT = 3;

/**
 * @param onProgress is told steps done, of how many; it may let the next step wait, or call the rest off
 * @returns null where it was called off
 * @throws RangeError for settings out of range
 * @throws DataFileError where training images cannot be had
 * @throws Error where the parameters are no longer numbers
 */
export async function trainAside(
  dataset: Dataset,
  settings: TrainingSettings,
  backend: BackendName,
  onProgress: OnProgress,
): Promise<Snapshot | null> {
  const trainer = new Trainer(dataset, settings);
  const fences: Promise<void>[] = [];
  const yieldToEvents = eventYielder();
  let told = Number.NEGATIVE_INFINITY;
  try {
    while (!trainer.finished) {
      if (performance.now() - told > TELL_EVERY) {
        if (!(await onProgress(trainer.step, trainer.totalSteps))) return null;
        told = performance.now();
      }
      await trainer.advance();
      const fence = deviceIdle(backend);
      // Awaited later, or never: then nobody else would hear of its failure.
      fence.catch(() => {});
      fences.push(fence);
      if (fences.length > IN_FLIGHT) await fences.shift();
      await yieldToEvents();
    }
    const state = trainer.snapshot();
    try {
      const snapshot = await state.read();
      if (snapshot.parameters.every((values) => values.every(Number.isFinite))) return snapshot;
    } finally {
      state.dispose();
    }
  } finally {
    trainer.dispose();
  }
  throw new Error('The parameters are no longer numbers: lower λ or the learning rate.');
}
