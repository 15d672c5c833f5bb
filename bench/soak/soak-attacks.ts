/** Thousands of attacks of every kind, counted early and late: what grows between is a leak. */
import { getBackend } from '@tensorflow/tfjs-core';
import { attack } from '../../src/attacks/attack';
import { NORMS } from '../../src/attacks/attack-spec';
import type { Dataset } from '../../src/data/dataset';
import type { BackendName } from '../../src/engine/protocol';
import { deviceIdle } from '../../src/engine/worker/device';
import { architectureOf } from '../../src/ensemble/architecture-of';
import { toBatch } from '../../src/ensemble/batch';
import { readValues, release } from '../../src/ops/scope';
import { duration } from '../progress';
import { type Census, census, type Heap } from './census';
import { firstImages, REPORT_EVERY, type SoakResult, type SoakSettings } from './soak';

/** One of each for every norm. */
const OBJECTIVES = ['mean', 'sum', 'joint', 'slowest', 'agree', 'member0'] as const;
const [STEPS, EPSILON] = [3, 0.1] as const;
/** Attacks told to a GPU before it is waited for. */
const AHEAD = 4;
/** Each is of one image fewer or more than the one before, as images leave. */
const SIZES = 3;

/**
 * @param settings `steps` is the number of attacks, of up to `batch` images
 * @throws Error when a pixel is no number
 */
export async function soakAttacks(
  dataset: Dataset,
  settings: SoakSettings,
  collectedHeap: () => Promise<Heap>,
  log: (line: string) => void,
): Promise<SoakResult> {
  const { steps: attacks, members, hidden, batch } = settings;
  const { imageSize: inputSize, classCount } = dataset;
  const images = await firstImages(dataset, batch);
  const architecture = architectureOf({ kind: 'mlp', inputSize, hidden, classCount });
  const model = { architecture, parameters: architecture.initialise(members, 1) };

  const attackOnce = async (k: number, read: boolean) => {
    const count = Math.max(1, batch - (k % SIZES));
    const own = {
      pixels: images.pixels.subarray(0, count * inputSize),
      labels: images.labels.subarray(0, count),
    };
    const given = toBatch(own, inputSize, classCount);
    const found = attack(
      model,
      given.images,
      { classes: own.labels, towards: false },
      {
        objective: OBJECTIVES[k % OBJECTIVES.length]!,
        norm: NORMS[Math.floor(k / OBJECTIVES.length) % NORMS.length]!,
        momentum: Math.floor(k / (OBJECTIVES.length * NORMS.length)) % 2,
        ...{ epsilon: EPSILON, steps: STEPS, stepSize: EPSILON / STEPS },
        ...{ start: 'ball', restarts: 1, seed: k },
      },
      { path: k % 2 === 0 },
    );
    if (read && !(await readValues(found.adversarial)).every(Number.isFinite)) {
      throw new Error(`attack ${k} came to a pixel that is no number`);
    }
    release([given, found]);
  };

  const count = async (done: number) => {
    // Whatever the longest cycle and a read leave behind is there at both counts.
    for (let k = 0; k < 2 * OBJECTIVES.length * NORMS.length; k++) await attackOnce(k, true);
    await deviceIdle(getBackend() as BackendName);
    const counted = census(done, await collectedHeap());
    log(`counted at attack ${done}`);
    return counted;
  };
  const earlyCount = Math.max(1, Math.floor(attacks / 10));
  let early: Census | null = null;
  const began = performance.now();
  let reported = began;
  for (let done = 1; done <= attacks; done++) {
    await attackOnce(done, done % 100 === 0);
    if (done % AHEAD === 0) await deviceIdle(getBackend() as BackendName);
    if (done === earlyCount) early = await count(done);
    const now = performance.now();
    if (now - reported > REPORT_EVERY) {
      reported = now;
      const left = ((now - began) / done) * (attacks - done);
      log(`attack ${done} of ${attacks}, ${duration(left / 1000)} left`);
    }
  }
  const seconds = (performance.now() - began) / 1000;
  const late = await count(attacks);
  release(model.parameters);
  return { early: early!, late, seconds, loss: null };
}
