/**
 * The measures of a reference file's second edition: what an independent implementation finds of the input
 * gradients at each image, with all pixels alike and with each weighted by its spread.
 */
import { METRICS, type Metric } from '../geometry/metric';

/** What a file of the second edition has besides an ensemble. */
export interface MeasuredReference {
  /** [inputSize] */
  readonly pixelSpread: Float32Array;
  readonly measures: Readonly<Record<Metric, ReferenceMeasures>>;
}

export interface ReferenceMeasures {
  /** R(E, x), [B]; NaN where a member has no gradient. */
  readonly gdr: readonly number[];
  /** ‖g_i‖₂, [B][n]. */
  readonly norm: readonly (readonly number[])[];
  /** [B] */
  readonly jointSlope: readonly number[];
  /** On the simplex, [B][n]. */
  readonly jointWeights: readonly (readonly number[])[];
}

/** @throws Error that names the entry at fault. */
export function parseMeasures(
  value: unknown,
  members: number,
  images: number,
): Readonly<Record<Metric, ReferenceMeasures>> {
  const read = (metric: Metric): ReferenceMeasures => {
    const at = `measures.${metric}`;
    const entries = record(record(value, 'measures')[metric], at);
    const ofImages = (name: string) => numbers(entries[name], images, `${at}.${name}`);
    const ofMembers = (name: string) =>
      list(entries[name], images, `${at}.${name}`).map((row, b) =>
        numbers(row, members, `${at}.${name}[${b}]`),
      );
    return {
      gdr: ofImages('gdr'),
      norm: ofMembers('norm'),
      jointSlope: ofImages('jointSlope'),
      jointWeights: ofMembers('jointWeights'),
    };
  };
  return { uniform: read('uniform'), spread: read('spread') };
}

const KNOWN = new Set(['gdr', 'norm', 'jointSlope', 'jointWeights']);

/** What the file has of measures that `parseMeasures` does not read, as "measures.uniform.gdr". */
export function unknownMeasures(value: unknown): string[] {
  return Object.entries(record(value, 'measures')).flatMap(([metric, entries]) =>
    METRICS.some((own) => own === metric)
      ? Object.keys(record(entries, `measures.${metric}`)).flatMap((name) =>
          KNOWN.has(name) ? [] : [`measures.${metric}.${name}`],
        )
      : [`measures.${metric}`],
  );
}

function record(value: unknown, name: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new Error(`${name} must be an object`);
  }
  return value as Record<string, unknown>;
}

function list(value: unknown, count: number, name: string): unknown[] {
  if (!Array.isArray(value) || value.length !== count) {
    throw new Error(`${name} must be a list of ${count}`);
  }
  return value;
}

/** Null stands for what there is not. */
function numbers(value: unknown, count: number, name: string): number[] {
  return list(value, count, name).map((entry) => {
    if (entry !== null && typeof entry !== 'number') {
      throw new Error(`${name} must be numbers, not ${String(entry)}`);
    }
    return entry ?? Number.NaN;
  });
}
