/** All steps of a training run, with how far it has come. */
import type { Dataset } from '../src/data/dataset';
import type { BackendName } from '../src/engine/protocol';
import { deviceIdle } from '../src/engine/worker/device';
import type { Tell } from '../src/measures/jobs';
import type { TrainingSettings } from '../src/training/settings';
import { Trainer } from '../src/training/trainer';

/** Steps told to a GPU before it is waited for. */
const AHEAD = 4;

/** @returns the seconds that the steps took */
export async function trainSteps(
  trainer: Trainer,
  backend: BackendName,
  tell: Tell,
): Promise<number> {
  const began = performance.now();
  while (!trainer.finished) {
    await trainer.advance();
    if (trainer.step % AHEAD === 0) await deviceIdle(backend);
    tell(`step ${trainer.step} of ${trainer.totalSteps}`, trainer.step / trainer.totalSteps);
  }
  // Reading a value back is the one sure sign that all steps are done.
  await trainer.model.parameters[0]!.data();
  return (performance.now() - began) / 1000;
}

/** One step of a run that is thrown away: compilation and first allocations are not counted. */
export async function warmUp(dataset: Dataset, settings: TrainingSettings): Promise<void> {
  const trainer = new Trainer(dataset, settings);
  await trainer.advance();
  await trainer.snapshot().read();
  trainer.dispose();
}

/** @throws Error where a run has exploded */
export function checkNumbers(parameters: readonly Float32Array[]): void {
  if (!parameters.every((values) => values.every(Number.isFinite))) {
    throw new Error('the parameters are no longer numbers: lower --learning-rate or --lambda');
  }
}
