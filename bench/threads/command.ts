/** `npm run bench -- threads`: what further threads are worth to WASM, side by side in one run. */

import { tensor2d } from '@tensorflow/tfjs-core';
import { number, parseArguments, UsageError } from '../../scripts/arguments';
import { startNodeBackend } from '../../scripts/node-backend';
import { DATA_FOLDER } from '../../scripts/paths';
import { table } from '../../scripts/table';
import { attack } from '../../src/attacks/attack';
import { type AttackRecipe, RECIPES, specOf } from '../../src/attacks/attack-recipe';
import { openDataset, toFloat } from '../../src/data/dataset';
import { nodeSource } from '../../src/data/node-source';
import { FINAL_EPSILONS } from '../../src/engine/protocol';
import { sliceImages } from '../../src/ensemble/batch';
import { evaluate } from '../../src/measures/evaluation';
import { release } from '../../src/ops/scope';
import { wasmInstance } from '../../src/ops/wasm/wasm-instance';
import { DEFAULT_SETTINGS, type TrainingSettings } from '../../src/training/settings';
import { Trainer } from '../../src/training/trainer';
import { progressLines } from '../progress';
import { ratio, type Timed, timeInTurns } from '../training/timing';

/** Those of the README's run, in the middle of which all is timed. */
const SETTINGS: TrainingSettings = {
  ...DEFAULT_SETTINGS,
  members: 3,
  hidden: [64, 64],
  penalty: 'gdr',
  lambda: 3,
  images: 12_800,
  epochs: 100,
  batch: 128,
  seed: 1,
};
const RATED_IMAGES = 1000;
const ATTACK_EPSILON = 0.06;

export async function threadsCommand(args: readonly string[]): Promise<void> {
  const { values, flags, positionals } = parseArguments(
    args,
    { seconds: number({ min: 0, max: 120, integer: false }) },
    ['json'],
  );
  if (positionals.length > 0) throw new UsageError(`does not take ${positionals[0]}`);
  const seconds = values.seconds ?? 20;
  await startNodeBackend('wasm');
  const { threads } = wasmInstance();
  if (!threads) throw new Error('this machine has one processor, and so no further threads');
  const dataset = await openDataset(nodeSource(DATA_FOLDER));
  await dataset.prefetch('train', SETTINGS.images);
  const indices = Array.from({ length: RATED_IMAGES }, (_, i) => i);
  const { pixels, labels } = await dataset.images('test', indices);
  const heldOut = { pixels: toFloat(pixels), labels };
  const trainer = new Trainer(dataset, SETTINGS);
  const attackFirst = (count: number, recipe: AttackRecipe, epsilon: number) => {
    const { pixels: own, labels: classes } = sliceImages(heldOut, 0, count);
    const images = tensor2d(own, [count, dataset.imageSize]);
    const target = { classes, towards: false };
    release([images, attack(trainer.model, images, target, specOf(recipe, epsilon))]);
  };
  const work: Readonly<Record<string, () => unknown>> = {
    'a training step': () => trainer.advance(),
    'a rating of 1,000 images': async () => {
      await evaluate(trainer.model, heldOut, dataset.pixelSpread, FINAL_EPSILONS);
    },
    'PGD on one image': () => attackFirst(1, RECIPES.pgd, ATTACK_EPSILON),
    'PGD on 1,000 images': () => attackFirst(RATED_IMAGES, RECIPES.pgd, ATTACK_EPSILON),
    'FGS, PGD and MI at three ε': () => {
      for (const epsilon of FINAL_EPSILONS) {
        for (const method of ['fgs', 'pgd', 'mi'] as const) {
          attackFirst(RATED_IMAGES, RECIPES[method], epsilon);
        }
      }
    },
  };
  const log = progressLines();
  const found = [];
  for (const [what, run] of Object.entries(work)) {
    log(what);
    const contestant = (name: string, enabled: boolean): Timed => ({
      name,
      async run() {
        threads.enabled = enabled;
        await run();
      },
      settle: () => Promise.resolve(),
    });
    const [one, all] = await timeInTurns(
      [contestant('one', false), contestant('all', true)],
      { until: performance.now() + (1000 * seconds) / Object.keys(work).length, fewestRounds: 5 },
      log,
    );
    found.push({
      what,
      one: one!.milliseconds,
      all: all!.milliseconds,
      faster: ratio(one!, all!),
    });
  }
  trainer.dispose();
  const count = threads.count + 1;
  const lines = found.map(({ what, one, all, faster }) => [
    what,
    one.toFixed(2),
    all.toFixed(2),
    faster.toFixed(2),
  ]);
  const head = ['', 'one thread', `${count} threads`, '×'];
  process.stdout.write(
    `Milliseconds on WASM in Node, medians of interleaved rounds.\n${table([head, ...lines])}\n`,
  );
  if (flags.has('json')) process.stdout.write(`${JSON.stringify({ threads: count, found })}\n`);
}
