/**
 * Trains the ensembles that ship with the page, by the engine that the page uses: all, or those that are named:
 *
 *     npm run build-ensembles [-- --packed] [NAME …]
 *
 * `--packed` trains nothing: it takes the networks that ship already and packs them again. Settings and seeds
 * stand here and in each file's metadata; which ensembles there are, with their checksums, goes into
 * src/ensemble/shipped.json. The files are in half precision, and none is written where
 * that would change a rating.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { type Dataset, openDataset } from '../src/data/dataset';
import { nodeSource } from '../src/data/node-source';
import { sha256 } from '../src/data/sha256';
import { toMetadata } from '../src/engine/page/ensemble-metadata';
import type { BackendName, EngineEvents } from '../src/engine/protocol';
import { Engine } from '../src/engine/worker/engine';
import {
  decodeEnsemble,
  type EnsembleFile,
  type EnsembleShape,
  encodeEnsemble,
} from '../src/ensemble/ensemble-file';
import {
  SHIPPED_FILES,
  type ShippedFile,
  type ShippedFileId,
  SURROGATE,
} from '../src/ensemble/shipped-files';
import { SHIPPED_NAMES } from '../src/ensemble/shipped-names';
import { LATER_SETTINGS, type TrainingSettings } from '../src/training/settings';
import { Trainer } from '../src/training/trainer';
import { parseArguments, runCommand, UsageError } from './arguments';
import { toHalfPrecision } from './half-precision';
import { startNodeBackend } from './node-backend';
import { DATA_FOLDER, ENSEMBLE_FOLDER, SHIPPED_LIST } from './paths';

const COMMON = {
  members: 3,
  hidden: [64, 64],
  learningRate: 1e-3,
  batch: 128,
  images: 60_000,
  epochs: 5,
  seed: 1,
  penalty: 'none',
  lambda: 0,
  ...LATER_SETTINGS,
} as const satisfies TrainingSettings;

/** λ so that accuracies are within a point of the diverse one’s; adversarial training costs a little more. */
const RECIPES: Readonly<Record<ShippedFileId, Partial<TrainingSettings>>> = {
  plain: {},
  diverse: { penalty: 'gdr', lambda: 3 },
  cosine: { penalty: 'cosine', lambda: 1 },
  'gdr-spread': { penalty: 'gdr', metric: 'spread', lambda: 10 },
  'joint-slope': { penalty: 'joint-slope', lambda: 3 },
  adversarial: { adversarial: 'ensemble' },
  [SURROGATE]: { seed: 2 },
};

const NAMES: Readonly<Record<ShippedFileId, string>> = {
  ...SHIPPED_NAMES,
  [SURROGATE]: 'Surrogate',
};

await runCommand('build-ensembles', async () => {
  const { flags, positionals } = parseArguments(process.argv.slice(2), {}, ['packed']);
  const unknown = positionals.find((id) => !(id in RECIPES));
  if (unknown) throw new UsageError(`${unknown} is none of ${Object.keys(RECIPES).join(', ')}`);
  const { backend } = await startNodeBackend('wasm');
  const dataset = await openDataset(nodeSource(DATA_FOLDER));
  const engine = new Engine(nodeSource(DATA_FOLDER), {} as EngineEvents);
  await engine.openData();
  const rate =
    ({ members, hidden }: EnsembleShape) =>
    async (parameters: readonly Float32Array[]) => {
      engine.putEnsemble('rated', { members, hidden, parameters });
      return engine.evaluate('rated');
    };
  await mkdir(ENSEMBLE_FOLDER, { recursive: true });
  const shipped: Record<ShippedFileId, ShippedFile> = { ...SHIPPED_FILES };
  for (const [id, recipe] of Object.entries(RECIPES) as [
    ShippedFileId,
    Partial<TrainingSettings>,
  ][]) {
    if (positionals.length > 0 && !positionals.includes(id)) continue;
    const file = `${id}.safetensors`;
    const path = `${ENSEMBLE_FOLDER}/${file}`;
    const { imageSize, classCount } = dataset;
    const ensemble = flags.has('packed')
      ? decodeEnsemble(await readFile(path), imageSize, classCount)
      : await trained(dataset, NAMES[id], { ...COMMON, ...recipe }, backend);
    const parameters = await toHalfPrecision(ensemble.parameters, rate(ensemble));
    const widths = [imageSize, ...ensemble.hidden, classCount];
    const bytes = encodeEnsemble({ ...ensemble, parameters }, widths, 'F16');
    await writeFile(path, bytes);
    const role = id === SURROGATE ? { role: SURROGATE } : {};
    shipped[id] = { file, bytes: bytes.length, sha256: (await sha256(bytes))!, ...role };
    process.stdout.write(`${file}: ${bytes.length} bytes\n`);
  }
  await writeFile(SHIPPED_LIST, `${JSON.stringify(shipped, null, 2)}\n`);
});

async function trained(
  dataset: Dataset,
  name: string,
  settings: TrainingSettings,
  backend: BackendName,
): Promise<EnsembleFile> {
  const trainer = new Trainer(dataset, settings);
  while (!trainer.finished) {
    await trainer.advance();
    if (trainer.step % 100 === 0) {
      process.stderr.write(`${name}: step ${trainer.step} of ${trainer.totalSteps}\n`);
    }
  }
  const { parameters, step } = await trainer.snapshot().read();
  trainer.dispose();
  const metadata = toMetadata({
    name,
    trainedAt: new Date().toISOString(),
    backend,
    settings,
    changes: [],
    steps: step,
  });
  const { members, hidden } = settings;
  return { members, hidden, parameters, metadata };
}
