/**
 * One ensemble of a sweep: trained, rated from its surrogates and from everything, as a line. What it comes to depends
 * on its settings alone, whoever trains it and in whatever order.
 */
import { rename } from 'node:fs/promises';
import { tensor } from '@tensorflow/tfjs-core';
import { version as program } from '../package.json';
import type { SurrogateKind } from '../src/attacks/swept-attacks';
import { type Dataset, openDataset } from '../src/data/dataset';
import { nodeSource } from '../src/data/node-source';
import { sha256 } from '../src/data/sha256';
import { ensembleName } from '../src/engine/page/ensemble-name';
import { architectureOf } from '../src/ensemble/architecture-of';
import type { Model } from '../src/ensemble/input-gradient';
import type { Tell } from '../src/measures/jobs';
import { rateForSweep, type SweepRating } from '../src/measures/sweep-rating';
import { release } from '../src/ops/scope';
import { wasmInstance } from '../src/ops/wasm/wasm-instance';
import { dataDigest } from '../src/sweep/data-digest';
import { surrogateSettings } from '../src/sweep/grid';
import { LINE_VERSION, lineKey, type SweepLine } from '../src/sweep/sweep-line';
import { sweepWayOf } from '../src/sweep/ways';
import type { TrainingSettings } from '../src/training/settings';
import type { Snapshot } from '../src/training/snapshot';
import { Trainer } from '../src/training/trainer';
import { readModel, writeModel } from './ensemble-on-disk';
import { firstTestImages } from './first-images';
import { type NodeBackend, startNodeBackend } from './node-backend';
import { DATA_FOLDER } from './paths';
import { costOf, totalOf } from './sweep-cost';
import { checkNumbers, trainSteps } from './train-steps';

/** What ensembles are trained and rated on. */
export interface Workplace {
  readonly dataset: Dataset;
  readonly data: string;
  readonly backend: NodeBackend;
  /** Where surrogates that several ensembles have in common are kept; null for nowhere. */
  readonly surrogateFolder: string | null;
}

/** How many of the test set are looked at, from the first. */
export type RatedImages = SweepRating['images'];

/** As many as `train` attacks, for 1,000; twice as many for the accuracies, half for the strongest attack. */
export function ratedImages(attacked: number): RatedImages {
  return { accuracy: 2 * attacked, attacked, strongest: Math.ceil(attacked / 2) };
}

/** @param alone whether other processes compute on the same cores: then WASM has one thread */
export async function openWorkplace(
  backend: NodeBackend,
  surrogateFolder: string | null,
  alone: boolean,
): Promise<Workplace> {
  const dataset = await openDataset(nodeSource(DATA_FOLDER));
  await startNodeBackend(backend);
  const { threads } = backend === 'wasm' ? wasmInstance() : { threads: null };
  if (threads && !alone) threads.enabled = false;
  const data = await dataDigest(dataset.manifest);
  return { dataset, data: data!, backend, surrogateFolder };
}

/**
 * @param tell what is being done, and the share of all that is done
 * @throws Error where the run explodes
 */
export async function sweepEnsemble(
  place: Workplace,
  settings: TrainingSettings,
  { accuracy, attacked, strongest }: RatedImages,
  tell: Tell,
): Promise<SweepLine> {
  const { dataset, data, backend } = place;
  await dataset.prefetch('train', settings.images);
  const cost = costOf(settings);
  const part =
    (before: number, own: number): Tell =>
    (what, share) =>
      tell(what, (before + share * own) / totalOf(cost));
  const held: Model[] = [];
  const hold = async (trained: Promise<Trained>) => {
    const { model, seconds } = await trained;
    held.push(model);
    return { model, seconds };
  };
  try {
    const own = await hold(train(place, settings, part(0, cost.training)));
    const began = performance.now();
    const plain = await hold(trainSurrogate(place, settings, 'plain', part(cost.training, 0)));
    const same = await hold(
      trainSurrogate(place, settings, 'same', part(cost.training, cost.surrogate)),
    );
    const rating = await rateForSweep(
      {
        model: own.model,
        images: await firstTestImages(dataset, accuracy),
        spread: dataset.pixelSpread,
        ...{ attacked, strongest },
        surrogates: { plain: plain.model, same: same.model },
      },
      part(cost.training + cost.surrogate, cost.rating),
    );
    const seconds = { training: own.seconds, rating: (performance.now() - began) / 1000 };
    return {
      ...{ version: LINE_VERSION, way: sweepWayOf(settings)!.id, settings },
      ...{ backend, program, data, rating, seconds },
    };
  } finally {
    release(held.flatMap(({ parameters }) => [...parameters]));
  }
}

interface Trained {
  readonly model: Model;
  readonly seconds: number;
}

/** The caller disposes of the model. */
async function train(
  { dataset, backend }: Workplace,
  settings: TrainingSettings,
  tell: Tell,
  keep: (run: Snapshot) => Promise<void> = async () => {},
): Promise<Trained> {
  const trainer = new Trainer(dataset, settings);
  try {
    const seconds = await trainSteps(trainer, backend, tell);
    const onDevice = trainer.snapshot();
    const run = await onDevice.read();
    onDevice.dispose();
    checkNumbers(run.parameters);
    await keep(run);
    return { model: modelFrom(dataset, settings, run.parameters), seconds };
  } finally {
    trainer.dispose();
  }
}

function modelFrom(
  { imageSize, classCount }: Dataset,
  { members, hidden }: TrainingSettings,
  parameters: readonly Float32Array[],
): Model {
  const spec = { kind: 'mlp', inputSize: imageSize, hidden, classCount } as const;
  const architecture = architectureOf(spec);
  return {
    architecture,
    parameters: architecture.variableShapes.map((shape, k) =>
      tensor(parameters[k]!, [members, ...shape]),
    ),
  };
}

/** Plain ones, which all ways have in common, are trained once and kept. */
async function trainSurrogate(
  place: Workplace,
  own: TrainingSettings,
  kind: SurrogateKind,
  tell: Tell,
): Promise<Trained> {
  const { dataset, data, backend, surrogateFolder } = place;
  const settings = surrogateSettings(own, kind);
  if (surrogateFolder === null || kind !== 'plain') return train(place, settings, tell);
  const key = await sha256(new TextEncoder().encode(`${lineKey({ settings, data })} ${backend}`));
  const path = `${surrogateFolder}/plain-${key!.slice(0, 16)}.safetensors`;
  // What is not there, or cut short, is trained.
  const kept = await readModel(path, dataset).catch(() => null);
  if (kept) return { model: kept, seconds: 0 };
  return train(place, settings, tell, async (run) => {
    const name = ensembleName(run);
    const trainedAt = new Date().toISOString();
    const training = { name, trainedAt, backend, settings, changes: [], steps: run.step };
    // Another job may be doing the same: whoever comes later writes the same numbers over it, whole.
    const part = `${path}.${process.pid}`;
    await writeModel(part, training, run.parameters, dataset);
    await rename(part, path);
  });
}
