/**
 * Trains an ensemble and rates it:
 *
 *     npm run train -- --members 3 --hidden 64,64 --penalty gdr --lambda 3 --images 12800 \
 *       --epochs 5 --batch 128 --seed 1 --backend wasm [--metric uniform|spread] [--json]
 *     npm run train -- --adversarial EPSILON:STEPS[:member|ensemble]
 *
 * Adversarial training makes images on each member for itself, or on the ensemble for all; with it, the penalty is
 * none unless one is named.
 *
 * Accuracies are on the first 2,000 test images; GDR, cosine and FGS success (attacks made on the
 * ensemble) on those of the first 1,000 that every member classifies correctly.
 */

import { SUCCESS_MEANINGS } from '../src/attacks/success';
import { type Dataset, openDataset, toFloat } from '../src/data/dataset';
import { nodeSource } from '../src/data/node-source';
import { type BackendReport, FINAL_EPSILONS } from '../src/engine/protocol';
import { deviceIdle } from '../src/engine/worker/device';
import { METRICS } from '../src/geometry/metric';
import { type Evaluation, evaluate } from '../src/measures/evaluation';
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
  number,
  parseArguments,
  type Reader,
  runCommand,
  UsageError,
} from './arguments';
import { NODE_BACKENDS, startNodeBackend } from './node-backend';
import { DATA_FOLDER } from './paths';

const ACCURACY_IMAGES = 2000;
const ATTACK_IMAGES = 1000;
/** Steps told to a GPU before it is waited for. */
const AHEAD = 4;

interface Options {
  readonly settings: TrainingSettings;
  readonly backend: (typeof NODE_BACKENDS)[number];
  readonly json: boolean;
}

await runCommand('train', async () => {
  const { settings, backend: name, json } = readOptions(process.argv.slice(2));
  const dataset = await openDataset(nodeSource(DATA_FOLDER));
  if (settings.images > dataset.manifest.splits.train.count) {
    throw new UsageError(`--images must be at most ${dataset.manifest.splits.train.count}`);
  }
  const backend = await startNodeBackend(name);
  await dataset.prefetch('train', settings.images);
  await warmUp(dataset, settings);
  const trainer = new Trainer(dataset, settings);
  const seconds = await trainAll(trainer, backend);
  const indices = Array.from({ length: ACCURACY_IMAGES }, (_, i) => i);
  const { pixels, labels } = await dataset.images('test', indices);
  const heldOut = { pixels: toFloat(pixels), labels };
  const result = await evaluate(
    trainer.model,
    heldOut,
    dataset.pixelSpread,
    FINAL_EPSILONS,
    ATTACK_IMAGES,
  );
  const parameters = (await trainer.snapshot().read()).parameters;
  if (!parameters.every((values) => values.every(Number.isFinite))) {
    throw new Error('the parameters are no longer numbers: lower --learning-rate or --lambda');
  }
  report(result, backend, trainer.step, seconds, json);
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
    },
    ['json'],
  );
  if (positionals.length > 0) throw new UsageError(`does not take ${positionals[0]}`);
  const { backend = 'wasm', 'learning-rate': learningRate, adversarial: trained, ...rest } = values;
  const settings = {
    ...DEFAULT_SETTINGS,
    ...(trained ? { penalty: 'none' as const, ...trained } : {}),
    ...rest,
    ...(learningRate === undefined ? {} : { learningRate }),
  };
  checkSettings(settings);
  return { settings, backend, json: flags.has('json') };
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

/** One step of a run that is thrown away: compilation and first allocations are not counted. */
async function warmUp(dataset: Dataset, settings: TrainingSettings): Promise<void> {
  const trainer = new Trainer(dataset, settings);
  await trainer.advance();
  await trainer.snapshot().read();
  trainer.dispose();
}

/** @returns the seconds that the steps took */
async function trainAll(trainer: Trainer, { backend }: BackendReport): Promise<number> {
  const began = performance.now();
  let shown = 0;
  while (!trainer.finished) {
    await trainer.advance();
    if (trainer.step % AHEAD === 0) await deviceIdle(backend);
    const now = performance.now();
    if (process.stderr.isTTY && now - shown > 200) {
      shown = now;
      const left = ((now - began) / trainer.step) * (trainer.totalSteps - trainer.step);
      process.stderr.write(
        `\rstep ${trainer.step} of ${trainer.totalSteps}, ${Math.ceil(left / 1000)} s left   `,
      );
    }
  }
  // Reading a value back is the one sure sign that all steps are done.
  await trainer.model.parameters[0]!.data();
  if (process.stderr.isTTY) process.stderr.write('\n');
  return (performance.now() - began) / 1000;
}

type Rated = Required<Evaluation>;

function report(
  { memberAccuracy, ensembleAccuracy, gdr, cosine, leftOut, attacked, measures, fgs }: Rated,
  { backend, adapter }: BackendReport,
  steps: number,
  seconds: number,
  json: boolean,
): void {
  const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
  const { gdrSpread, norm, normMedian, jointSlope } = measures;
  const lines = [
    `${steps} steps in ${seconds.toFixed(1)} s on ${backend} (${adapter})`,
    `accuracy: ensemble ${percent(ensembleAccuracy)}, members ${memberAccuracy.map(percent).join(', ')}`,
    `GDR ${gdr.toFixed(4)}, mean pairwise cosine ${cosine.toFixed(3)}, on ${attacked} images that every member classifies correctly (${percent(leftOut)} left out for want of a gradient)`,
    `GDR spread ${gdrSpread.toFixed(4)}, ‖g‖ mean ${norm.toFixed(3)}, median ${normMedian.toFixed(3)}, of the members ${measures.memberNorm.map((length) => length.toFixed(3)).join(', ')}; joint slope ${jointSlope.toFixed(3)}; ${percent(measures.vanishing)} of the gradients vanish`,
    ...fgs.map(
      ({ epsilon, rates }) =>
        `FGS on the ensemble, ε = ${epsilon}: ${SUCCESS_MEANINGS.map((meaning) => `${meaning} ${percent(rates[meaning])}`).join(', ')}`,
    ),
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
  if (!json) return;
  const object = {
    backend,
    steps,
    seconds,
    memberAccuracy,
    ensembleAccuracy,
    gdr,
    cosine,
    measures: { gdr, gdrSpread, norm, normMedian, jointSlope },
    fgs: Object.fromEntries(fgs.map(({ epsilon, rates }) => [epsilon.toFixed(2), rates])),
  };
  process.stdout.write(`${JSON.stringify(object)}\n`);
}
