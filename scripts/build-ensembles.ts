/**
 * Trains the ensembles that ship with the page, by the engine that the page uses: all, or those that are named:
 *
 *     npm run build-ensembles [-- --packed | --courses] [NAME …]
 *
 * `--packed` trains nothing: it takes the networks that ship already and packs them again. `--courses` trains those
 * that are shown, and writes down only how they did meanwhile (src/training/shipped-courses.json). Settings and
 * seeds stand in src/training/shipped-recipes.ts and here, and in each file's metadata; which ensembles there are,
 * with their checksums, goes into src/ensemble/shipped.json. The files are in half precision, and none is written
 * where that would change a rating.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { type Dataset, openDataset, toFloat } from '../src/data/dataset';
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
import { isShipped, SHIPPED, type ShippedId } from '../src/ensemble/shipped';
import {
  SHIPPED_FILES,
  type ShippedFile,
  type ShippedFileId,
  SURROGATE,
  sameWaySurrogate,
} from '../src/ensemble/shipped-files';
import { SHIPPED_NAMES } from '../src/ensemble/shipped-names';
import type { TrainingSettings } from '../src/training/settings';
import { type CoursePoint, SHIPPED_COURSES } from '../src/training/shipped-courses';
import { SHIPPED_RECIPES } from '../src/training/shipped-recipes';
import { Trainer } from '../src/training/trainer';
import { parseArguments, runCommand, UsageError } from './arguments';
import { CommandProgress } from './command-progress';
import { toHalfPrecision } from './half-precision';
import { startNodeBackend } from './node-backend';
import { COURSES_LIST, DATA_FOLDER, ENSEMBLE_FOLDER, SHIPPED_LIST } from './paths';
import { coursePoint, writtenCourses } from './training-course';

interface Recipe {
  readonly name: string;
  readonly settings: TrainingSettings;
}

/** Surrogates have seeds of their own; the second plain one is for the plain ensemble. */
const RECIPES = {
  ...Object.fromEntries(
    SHIPPED.map((id) => [id, { name: SHIPPED_NAMES[id], settings: SHIPPED_RECIPES[id] }]),
  ),
  [SURROGATE]: { name: 'Surrogate', settings: { ...SHIPPED_RECIPES.plain, seed: 2 } },
  ...Object.fromEntries(
    SHIPPED.map((id) => [
      sameWaySurrogate(id),
      {
        name: `Surrogate: ${SHIPPED_NAMES[id]}`,
        settings: { ...SHIPPED_RECIPES[id], seed: id === 'plain' ? 3 : 2 },
      },
    ]),
  ),
} as Readonly<Record<ShippedFileId, Recipe>>;

await runCommand('build-ensembles', async () => {
  const { flags, positionals } = parseArguments(process.argv.slice(2), {}, ['packed', 'courses']);
  const unknown = positionals.find((id) => !(id in RECIPES));
  if (unknown) throw new UsageError(`${unknown} is none of ${Object.keys(RECIPES).join(', ')}`);
  const { backend } = await startNodeBackend('wasm');
  const dataset = await openDataset(nodeSource(DATA_FOLDER));
  const wanted = (id: string) => positionals.length === 0 || positionals.includes(id);
  if (flags.has('courses')) return recordCourses(dataset, SHIPPED.filter(wanted));
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
  for (const [id, recipe] of Object.entries(RECIPES) as [ShippedFileId, Recipe][]) {
    if (!wanted(id)) continue;
    const file = `${id}.safetensors`;
    const path = `${ENSEMBLE_FOLDER}/${file}`;
    const { imageSize, classCount } = dataset;
    const ensemble = flags.has('packed')
      ? decodeEnsemble(await readFile(path), imageSize, classCount)
      : await trained(dataset, recipe, backend);
    const parameters = await toHalfPrecision(ensemble.parameters, rate(ensemble));
    const widths = [imageSize, ...ensemble.hidden, classCount];
    const bytes = encodeEnsemble({ ...ensemble, parameters }, widths, 'F16');
    await writeFile(path, bytes);
    const role = isShipped(id) ? {} : { role: SURROGATE };
    shipped[id] = { file, bytes: bytes.length, sha256: (await sha256(bytes))!, ...role };
    process.stdout.write(`${file}: ${bytes.length} bytes\n`);
  }
  await writeFile(SHIPPED_LIST, `${JSON.stringify(shipped, null, 2)}\n`);
});

async function recordCourses(dataset: Dataset, ids: readonly ShippedId[]): Promise<void> {
  const { pixels, labels } = await dataset.shard('test', 0);
  const heldOut = { pixels: toFloat(pixels), labels };
  const courses: Record<string, readonly CoursePoint[]> = { ...SHIPPED_COURSES };
  for (const id of ids) {
    const course: CoursePoint[] = [];
    const trainer = await trainedThrough(dataset, RECIPES[id], async (at) => {
      const point = await coursePoint(at, heldOut, dataset.pixelSpread);
      if (point) course.push(point);
    });
    trainer.dispose();
    courses[id] = course;
    process.stdout.write(`${id}: ${course.length} points\n`);
  }
  await writeFile(COURSES_LIST, writtenCourses(courses));
}

async function trained(
  dataset: Dataset,
  { name, settings }: Recipe,
  backend: BackendName,
): Promise<EnsembleFile> {
  const trainer = await trainedThrough(dataset, { name, settings });
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

/** @param onStep is waited for after each step */
async function trainedThrough(
  dataset: Dataset,
  { name, settings }: Recipe,
  onStep?: (trainer: Trainer) => Promise<void>,
): Promise<Trainer> {
  const trainer = new Trainer(dataset, settings);
  const progress = new CommandProgress();
  while (!trainer.finished) {
    await trainer.advance();
    await onStep?.(trainer);
    const { step, totalSteps } = trainer;
    progress.tell(`${name}: step ${step} of ${totalSteps}`, step / totalSteps);
  }
  progress.end();
  return trainer;
}
