/**
 * Trains the ensembles that ship with the page, by the engine that the page uses:
 *
 *     npm run build-ensembles
 *
 * Settings and seeds stand here and in each file's metadata; which ensembles there are, with their
 * checksums, goes into src/ensemble/shipped.json.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { openDataset } from '../src/data/dataset';
import { nodeSource } from '../src/data/node-source';
import { sha256 } from '../src/data/sha256';
import { toMetadata } from '../src/engine/page/ensemble-metadata';
import { encodeEnsemble } from '../src/ensemble/ensemble-file';
import type { ShippedFile } from '../src/ensemble/shipped';
import { LATER_SETTINGS, type TrainingSettings } from '../src/training/settings';
import { Trainer } from '../src/training/trainer';
import { runCommand } from './arguments';
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
  ...LATER_SETTINGS,
} as const;

const RECIPES: Readonly<Record<string, { name: string; settings: TrainingSettings }>> = {
  plain: { name: 'Plain', settings: { ...COMMON, penalty: 'none', lambda: 0 } },
  diverse: { name: 'Diverse (GDR penalty)', settings: { ...COMMON, penalty: 'gdr', lambda: 3 } },
};

await runCommand('build-ensembles', async () => {
  const { backend } = await startNodeBackend('wasm');
  const dataset = await openDataset(nodeSource(DATA_FOLDER));
  await mkdir(ENSEMBLE_FOLDER, { recursive: true });
  const shipped: Record<string, ShippedFile> = {};
  for (const [id, { name, settings }] of Object.entries(RECIPES)) {
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
    const widths = [dataset.imageSize, ...hidden, dataset.classCount];
    const bytes = encodeEnsemble({ members, hidden, parameters, metadata }, widths);
    const file = `${id}.safetensors`;
    await writeFile(`${ENSEMBLE_FOLDER}/${file}`, bytes);
    shipped[id] = { file, bytes: bytes.length, sha256: (await sha256(bytes))! };
    process.stdout.write(`${file}: ${step} steps, ${bytes.length} bytes\n`);
  }
  await writeFile(SHIPPED_LIST, `${JSON.stringify(shipped, null, 2)}\n`);
});
