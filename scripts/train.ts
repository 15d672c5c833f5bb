/**
 * Trains an ensemble and rates it:
 *
 *     npm run train -- --members 3 --hidden 64,64 --penalty gdr --lambda 3 --images 12800 \
 *       --epochs 5 --batch 128 --seed 1 --backend wasm [--save FILE.safetensors] [--surrogate FILE …] \
 *       [--strongest] [--metric uniform|spread] [--json]
 *     npm run train -- --adversarial EPSILON:STEPS[:member|ensemble]
 *
 * Adversarial training makes images on each member for itself, or on the ensemble for all; with it, the penalty is
 * none unless one is named.
 *
 * Accuracies are on the first 2,000 test images, attacks on the first 1,000; GDR, cosine and success are over
 * those of them that every member classifies correctly. What is measured stands in rating.ts.
 */

import { openDataset } from '../src/data/dataset';
import { nodeSource } from '../src/data/node-source';
import { ensembleName } from '../src/engine/page/ensemble-name';
import { FINAL_EPSILONS } from '../src/engine/protocol';
import { METRICS } from '../src/geometry/metric';
import { ACCURACY_IMAGES, ATTACK_IMAGES, rate } from '../src/measures/rate';
import {
  checkSettings,
  DEFAULT_SETTINGS,
  LAYERS,
  PENALTIES,
  RANGES,
  type TrainingSettings,
} from '../src/training/settings';
import { Trainer } from '../src/training/trainer';
import {
  choice,
  list,
  many,
  number,
  parseArguments,
  type Reader,
  runCommand,
  text,
  UsageError,
} from './arguments';
import { CommandProgress } from './command-progress';
import { checkWritable, readModel, writeModel } from './ensemble-on-disk';
import { firstTestImages } from './first-images';
import { NODE_BACKENDS, startNodeBackend } from './node-backend';
import { DATA_FOLDER } from './paths';
import { ratingLines } from './rating-report';
import { checkNumbers, trainSteps, warmUp } from './train-steps';

interface Options {
  readonly settings: TrainingSettings;
  readonly backend: (typeof NODE_BACKENDS)[number];
  readonly save: string | undefined;
  readonly surrogates: readonly string[];
  readonly strongest: boolean;
  readonly json: boolean;
}

await runCommand('train', async () => {
  const options = readOptions(process.argv.slice(2));
  const { settings, save } = options;
  const dataset = await openDataset(nodeSource(DATA_FOLDER));
  if (settings.images > dataset.manifest.splits.train.count) {
    throw new UsageError(`--images must be at most ${dataset.manifest.splits.train.count}`);
  }
  if (save !== undefined) await checkWritable(save);
  const backend = await startNodeBackend(options.backend);
  const surrogates = await Promise.all(options.surrogates.map((path) => readModel(path, dataset)));
  await dataset.prefetch('train', settings.images);
  await warmUp(dataset, settings);
  const trainer = new Trainer(dataset, settings);
  const trained = new CommandProgress();
  const seconds = await trainSteps(trainer, backend.backend, (what, share) =>
    trained.tell(what, share),
  );
  trained.end();
  const snapshot = await trainer.snapshot().read();
  const { parameters, step } = snapshot;
  checkNumbers(parameters);
  if (save !== undefined) {
    const name = ensembleName(snapshot);
    const trainedAt = new Date().toISOString();
    const training = {
      name,
      trainedAt,
      backend: backend.backend,
      settings,
      changes: [],
      steps: step,
    };
    await writeModel(save, training, parameters, dataset);
  }
  const progress = new CommandProgress();
  const rated = await rate(
    {
      model: trainer.model,
      images: await firstTestImages(dataset, ACCURACY_IMAGES),
      spread: dataset.pixelSpread,
      attacked: ATTACK_IMAGES,
      epsilons: FINAL_EPSILONS,
      surrogates,
      strongest: options.strongest,
    },
    (what, share) => progress.tell(what, share),
  );
  progress.end();
  const lines = [
    `${step} steps in ${seconds.toFixed(1)} s on ${backend.backend} (${backend.adapter})`,
    ...ratingLines(rated, {
      images: ACCURACY_IMAGES,
      attacked: ATTACK_IMAGES,
      surrogates: surrogates.length,
    }),
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
  if (!options.json) return;
  const object = { backend: backend.backend, steps: step, seconds, ...rated.rating };
  process.stdout.write(`${JSON.stringify(object)}\n`);
});

function readOptions(args: readonly string[]): Options {
  const { values, flags, positionals } = parseArguments(
    args,
    {
      members: number(RANGES.members),
      hidden: list(number(RANGES.hidden), LAYERS),
      penalty: choice(PENALTIES),
      metric: choice(METRICS),
      adversarial,
      lambda: number(RANGES.lambda),
      'learning-rate': number(RANGES.learningRate),
      images: number(RANGES.images),
      epochs: number(RANGES.epochs),
      batch: number(RANGES.batch),
      seed: number(RANGES.seed),
      backend: choice(NODE_BACKENDS),
      save: text,
      surrogate: many(text),
    },
    ['json', 'strongest'],
  );
  if (positionals.length > 0) throw new UsageError(`does not take ${positionals[0]}`);
  const {
    backend = 'wasm',
    save,
    surrogate = [],
    'learning-rate': learningRate,
    adversarial: trained,
    ...rest
  } = values;
  const settings = {
    ...DEFAULT_SETTINGS,
    ...(trained ? { penalty: 'none' as const, ...trained } : {}),
    ...rest,
    ...(learningRate === undefined ? {} : { learningRate }),
  };
  checkSettings(settings);
  return {
    settings,
    backend,
    save,
    surrogates: surrogate,
    strongest: flags.has('strongest'),
    json: flags.has('json'),
  };
}

type AdversarialSettings = Pick<
  TrainingSettings,
  'adversarial' | 'adversarialEpsilon' | 'adversarialSteps'
>;

/** EPSILON:STEPS[:member|ensemble] */
function adversarial(text: string): AdversarialSettings {
  const [epsilon = '', steps, whose = 'member', ...rest] = text.split(':');
  if (steps === undefined || rest.length > 0) {
    throw new UsageError(`must be EPSILON:STEPS[:member|ensemble], not ${text}`);
  }
  const part = <T>(name: string, read: Reader<T>, own: string): T => {
    try {
      return read(own);
    } catch (error) {
      throw new UsageError(`${name} ${(error as Error).message}`);
    }
  };
  return {
    adversarial: part('MODEL', choice(['member', 'ensemble']), whose),
    adversarialEpsilon: part('EPSILON', number(RANGES.adversarialEpsilon), epsilon),
    adversarialSteps: part('STEPS', number(RANGES.adversarialSteps), steps),
  };
}
