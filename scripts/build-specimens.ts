/**
 * Trains the small network of the page's first figures and picks the garments that go with it, the first
 * held-out image of each class that the network gets right:
 *
 *     npm run build-specimens
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { openDataset, toFloat } from '../src/data/dataset';
import { nodeSource } from '../src/data/node-source';
import { NETWORK_FILE, SPECIMENS_FILE, writeSpecimens } from '../src/data/specimens';
import { type EnsembleWeights, encodeEnsemble } from '../src/ensemble/ensemble-file';
import { logitsOf, plainNetwork, predictedClass } from '../src/ensemble/plain-network';
import { LATER_SETTINGS, type TrainingSettings } from '../src/training/settings';
import { Trainer } from '../src/training/trainer';
import { runCommand } from './arguments';
import { startNodeBackend } from './node-backend';
import { DATA_FOLDER, PUBLIC_FOLDER } from './paths';

const SETTINGS: TrainingSettings = {
  // The fewest there can be. Without a penalty each is trained for itself, and the first is kept.
  members: 2,
  hidden: [16],
  penalty: 'none',
  lambda: 0,
  learningRate: 1e-3,
  batch: 128,
  images: 60_000,
  epochs: 5,
  seed: 1,
  ...LATER_SETTINGS,
};

await runCommand('build-specimens', async () => {
  await startNodeBackend('wasm');
  const dataset = await openDataset(nodeSource(DATA_FOLDER));
  const trainer = new Trainer(dataset, SETTINGS);
  while (!trainer.finished) await trainer.advance();
  const { parameters } = await trainer.snapshot().read();
  trainer.dispose();
  const { members, hidden } = SETTINGS;
  const weights: EnsembleWeights = {
    members: 1,
    hidden,
    parameters: parameters.map((values) => values.slice(0, values.length / members)),
  };

  const network = plainNetwork(weights);
  const { imageShape, imageSize, classCount, manifest } = dataset;
  const { count } = manifest.splits.test;
  const test = await dataset.images(
    'test',
    Uint32Array.from({ length: count }, (_, k) => k),
  );
  const raw = (k: number) => test.pixels.subarray(k * imageSize, (k + 1) * imageSize);
  const rightly = Array.from(test.labels.keys()).filter(
    (k) => predictedClass(logitsOf(network, toFloat(raw(k)))) === test.labels[k],
  );
  const images = manifest.classes.map((_, label) => {
    const index = rightly.find((k) => test.labels[k] === label)!;
    return { index, label, pixels: toFloat(raw(index)) };
  });

  await mkdir(`${PUBLIC_FOLDER}/specimens`, { recursive: true });
  const widths = [imageSize, ...hidden, classCount];
  const metadata = { settings: JSON.stringify(SETTINGS) };
  const bytes = encodeEnsemble({ ...weights, metadata }, widths);
  const text = writeSpecimens(
    {
      imageShape,
      classes: manifest.classes,
      accuracy: { right: rightly.length, of: count },
      images,
    },
    images.map(({ index }) => raw(index)),
  );
  await writeFile(`${PUBLIC_FOLDER}/${NETWORK_FILE}`, bytes);
  await writeFile(`${PUBLIC_FOLDER}/${SPECIMENS_FILE}`, text);
  process.stdout.write(
    `${NETWORK_FILE}: ${bytes.length} bytes, ${rightly.length} of ${count} held-out images right\n` +
      `${SPECIMENS_FILE}: ${text.length} bytes, test images ${images.map((i) => i.index).join(', ')}\n`,
  );
});
