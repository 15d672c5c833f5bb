/** The small pre-trained ensembles that come with the page, so that the first attack needs no training. */
import type { EnsembleWeights } from '../ensemble/ensemble-file';
import type { TrainingSettings } from '../training/settings';
import type { EnsembleRecord } from './library';
import type { BackendName } from './protocol';

export const SHIPPED = ['plain', 'diverse'] as const;
export type ShippedId = (typeof SHIPPED)[number];

export function shippedFile(id: ShippedId): string {
  return `${id}.safetensors`;
}

/** What scripts/build-ensembles.ts writes into a file's metadata beside the weights. */
export interface ShippedMetadata {
  readonly name: string;
  readonly trainedAt: string;
  readonly backend: BackendName;
  readonly settings: TrainingSettings;
  readonly steps: number;
}

export function toMetadata(data: ShippedMetadata): Record<string, string> {
  return { training: JSON.stringify(data) };
}

/** @throws SyntaxError where the metadata is not what the script writes */
export function shippedRecord(
  id: ShippedId,
  { metadata, ...weights }: EnsembleWeights & { metadata: Readonly<Record<string, string>> },
): EnsembleRecord {
  const { settings, ...rest } = JSON.parse(metadata.training ?? '') as ShippedMetadata;
  return {
    ...rest,
    id,
    origin: 'shipped',
    initial: settings,
    changes: [],
    weights,
    // Every number on the page is computed by the page.
    evaluation: null,
    samples: [],
    snapshot: null,
  };
}
