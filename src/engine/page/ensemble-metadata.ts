/**
 * What a file tells of an ensemble beside its weights: how it was trained, as JSON under the key
 * `training` of the safetensors metadata. A file from elsewhere need not have it.
 */
import type { EnsembleFile, EnsembleShape } from '../../ensemble/ensemble-file';
import { type Change, SETTING_NAMES, type TrainingSettings } from '../../training/settings';
import { BACKENDS, type BackendName } from '../protocol';
import {
  completeSettings,
  type EnsembleRecord,
  isChange,
  isCount,
  isSettings,
  LONGEST_NAME,
} from './records';

export interface Training {
  readonly name: string;
  /** ISO 8601 */
  readonly trainedAt: string;
  readonly backend: BackendName;
  /** Of the beginning. */
  readonly settings: TrainingSettings;
  readonly changes: readonly Change[];
  readonly steps: number;
}

const MOST_CHANGES = 10_000;

export function toMetadata(training: Training): Record<string, string> {
  return { training: JSON.stringify(training) };
}

/** @param otherwise its name, where the file does not know how it was trained */
export function recordFrom(
  { metadata, ...weights }: EnsembleFile,
  as: Pick<EnsembleRecord, 'id' | 'origin'>,
  otherwise: string,
): EnsembleRecord {
  const training = trainingOf(metadata, weights);
  return {
    ...as,
    name: training?.name ?? otherwise.slice(0, LONGEST_NAME),
    trainedAt: training?.trainedAt ?? null,
    backend: training?.backend ?? null,
    initial: training?.settings ?? null,
    changes: training?.changes ?? [],
    steps: training?.steps ?? 0,
    weights,
    // Every number on the page is computed by the page.
    evaluation: null,
    samples: [],
    snapshot: null,
  };
}

/**
 * Null where the metadata is not what `toMetadata` writes for an ensemble of this shape: a file may hold
 * anything. Of what it holds, only what is known here is kept.
 */
function trainingOf(
  { training }: Readonly<Record<string, string>>,
  shape: EnsembleShape,
): Training | null {
  let found: Partial<Record<keyof Training, unknown>>;
  try {
    found = JSON.parse(training ?? 'null') ?? {};
  } catch {
    return null;
  }
  const { name, trainedAt, backend, settings, steps, changes = [] } = found;
  const sound =
    typeof name === 'string' &&
    name.trim() !== '' &&
    typeof trainedAt === 'string' &&
    !Number.isNaN(Date.parse(trainedAt)) &&
    BACKENDS.includes(backend as BackendName) &&
    isSettings(settings) &&
    settings.members === shape.members &&
    settings.hidden.join() === shape.hidden.join() &&
    isCount(steps) &&
    Array.isArray(changes) &&
    changes.length <= MOST_CHANGES &&
    changes.every(isChange);
  if (!sound) return null;
  return {
    name: name.slice(0, LONGEST_NAME),
    trainedAt: new Date(trainedAt).toISOString(),
    backend: backend as BackendName,
    settings: Object.fromEntries(
      SETTING_NAMES.map((key) => [key, completeSettings(settings)[key]]),
    ) as unknown as TrainingSettings,
    changes: changes.map(({ step, setting, value }) => ({ step, setting, value })),
    steps,
  };
}
