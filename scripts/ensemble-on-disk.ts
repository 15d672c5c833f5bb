/** Ensembles in files, as the page saves and loads them. */
import { constants } from 'node:fs';
import { access, readFile, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { tensor } from '@tensorflow/tfjs-core';
import type { Dataset } from '../src/data/dataset';
import { recordFrom, type Training, toMetadata } from '../src/engine/page/ensemble-metadata';
import { settingsInTheEnd } from '../src/engine/page/records';
import { widthsOf } from '../src/ensemble/architecture';
import { architectureOf } from '../src/ensemble/architecture-of';
import {
  decodeEnsemble,
  EnsembleFileError,
  type EnsembleShape,
  encodeEnsemble,
} from '../src/ensemble/ensemble-file';
import type { Model } from '../src/ensemble/input-gradient';
import { problemWithDataSet } from '../src/training/file-data-set';
import { problemWithShape, type TrainingSettings } from '../src/training/settings';
import { UsageError } from './arguments';

type Described = Pick<Dataset, 'id' | 'imageSize' | 'classCount'>;

/**
 * @returns with the settings that it was trained with in the end; null where the file does not say
 * @throws UsageError that names the file and says what is wrong with it
 */
export async function readModel(
  path: string,
  { id, imageSize, classCount }: Described,
): Promise<Model & EnsembleShape & { readonly settings: TrainingSettings | null }> {
  const bytes = await readFile(path).catch(() => {
    throw new UsageError(`cannot read ${path}: give a file of an ensemble (safetensors)`);
  });
  try {
    const file = decodeEnsemble(
      bytes,
      imageSize,
      classCount,
      (shape, metadata) => problemWithDataSet(metadata, id) ?? problemWithShape(shape),
    );
    const { members, hidden } = file;
    const architecture = architectureOf({ kind: 'mlp', inputSize: imageSize, hidden, classCount });
    const parameters = architecture.variableShapes.map((shape, k) =>
      tensor(file.parameters[k]!, [members, ...shape]),
    );
    const settings = settingsInTheEnd(recordFrom(file, { id: path, origin: 'loaded' }, path));
    return { architecture, parameters, members, hidden, settings };
  } catch (error) {
    if (error instanceof EnsembleFileError) throw new UsageError(`${path}: ${error.message}`);
    throw error;
  }
}

/** To be asked before the work whose result goes there. @throws UsageError */
export async function checkWritable(path: string): Promise<void> {
  const allowed = (place: string) => access(place, constants.W_OK);
  const there = await access(path).then(
    () => true,
    () => false,
  );
  await allowed(there ? path : dirname(resolve(path))).catch(() => {
    throw new UsageError(`cannot write ${path}: its folder must be there and be writable`);
  });
}

/** @param parameters that were read back from the device, in the order of the architecture */
export async function writeModel(
  path: string,
  training: Training,
  parameters: readonly Float32Array[],
  { imageSize: inputSize, classCount }: Described,
): Promise<void> {
  const { members, hidden } = training.settings;
  const widths = widthsOf({ kind: 'mlp', inputSize, hidden, classCount });
  const metadata = toMetadata(training);
  await writeFile(path, encodeEnsemble({ members, hidden, parameters, metadata }, widths));
}
