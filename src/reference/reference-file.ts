/**
 * A reference file: the weights of a small ensemble, the indices of some images, and what an
 * independent implementation computes from them. Arrays are row-major float32 in base64.
 *
 * A file of the second edition has measures under two metrics where the first has cosines, GDR and the
 * cross-entropy, and its attacks are a list.
 */
import { array, entry, list, type ReferenceArray } from './reference-array';
import {
  parseAttacks,
  parseFirstAttacks,
  type ReferenceAttack,
  unknownOfAttacks,
} from './reference-attacks';
import { type MeasuredReference, parseMeasures, unknownMeasures } from './reference-measures';

export interface ReferenceFile {
  readonly hidden: readonly number[];
  readonly members: number;
  readonly split: 'train' | 'test';
  readonly indices: readonly number[];
  readonly labels: readonly number[];
  /** One list for each member: W_1 [in, out], b_1 [out], W_2, … */
  readonly weights: readonly (readonly ReferenceArray[])[];
  /** [n, B, classes] */
  readonly logits: ReferenceArray;
  /** [n, B, inputSize] */
  readonly inputGradients: ReferenceArray;
  /** Null in the second edition, as `measured` in the first. */
  readonly rated: ReferenceRating | null;
  readonly measured: MeasuredReference | null;
  readonly penalties: Readonly<Record<string, ReferenceLoss<number>>>;
  readonly attacks: readonly ReferenceAttack[];
  /** Entries of the file that this reader does not know. */
  readonly unknown: readonly string[];
}

export interface ReferenceRating {
  /** [B, n, n] */
  readonly cosine: ReferenceArray;
  /** R(E, x) of each image, [B]. */
  readonly gdr: readonly number[];
  readonly crossEntropy: ReferenceLoss<readonly number[]>;
}

export interface ReferenceLoss<Value> {
  readonly value: Value;
  /** One list for each member, in the order of its weights. */
  readonly parameterGradients: readonly (readonly ReferenceArray[])[];
}

/** What the reader handles; verification is of these shapes only. */
const LIMITS = { members: [2, 5], layers: [1, 2], width: [1, 256] } as const;

const KNOWN = new Set([
  'edition',
  'source',
  'architecture',
  'members',
  'samples',
  'weights',
  'logits',
  'inputGradients',
  'cosine',
  'gdr',
  'crossEntropy',
  'pixelSpread',
  'measures',
  'penalties',
  'attacks',
]);

/** @throws Error that names the entry at fault. */
export function parseReferenceFile(json: unknown): ReferenceFile {
  const file = entry(json, 'the file') as Record<string, unknown>;
  const architecture = entry(file.architecture, 'architecture');
  if (architecture.kind !== 'mlp') {
    throw new Error(`architecture.kind must be mlp, not ${String(architecture.kind)}`);
  }
  if (architecture.activation !== undefined && architecture.activation !== 'relu') {
    throw new Error(`architecture.activation must be relu, not ${String(architecture.activation)}`);
  }
  const hidden = list(architecture.hidden, 'architecture.hidden').map(Number);
  within(hidden.length, LIMITS.layers, 'the number of hidden layers');
  for (const width of hidden) within(width, LIMITS.width, 'each hidden width');
  const members = Number(file.members);
  within(members, LIMITS.members, 'members');
  const samples = entry(file.samples, 'samples');
  if (samples.split !== 'train' && samples.split !== 'test') {
    throw new Error(`samples.split must be train or test, not ${String(samples.split)}`);
  }
  const indices = list(samples.indices, 'samples.indices').map(Number);
  const labels = list(samples.labels, 'samples.labels').map(Number);
  if (labels.length !== indices.length) {
    throw new Error(`samples has ${indices.length} indices but ${labels.length} labels`);
  }
  const perMember = (value: unknown, name: string) => {
    const all = list(value, name).map((one, i) =>
      list(one, `${name}[${i}]`).map((a, k) => array(a, `${name}[${i}][${k}]`)),
    );
    if (all.length !== members)
      throw new Error(`${name} has ${all.length} members, not ${members}`);
    return all;
  };
  const second = edition(file.edition) === 2;
  const rating = (): ReferenceRating => {
    const crossEntropy = entry(file.crossEntropy, 'crossEntropy');
    return {
      cosine: array(file.cosine, 'cosine'),
      gdr: list(file.gdr, 'gdr').map((value) => (value === null ? Number.NaN : Number(value))),
      crossEntropy: {
        value: list(crossEntropy.value, 'crossEntropy.value').map(Number),
        parameterGradients: perMember(
          crossEntropy.parameterGradients,
          'crossEntropy.parameterGradients',
        ),
      },
    };
  };
  const unknown = Object.keys(file).filter((key) => !KNOWN.has(key));
  return {
    hidden,
    members,
    split: samples.split,
    indices,
    labels,
    weights: perMember(file.weights, 'weights'),
    logits: array(file.logits, 'logits'),
    inputGradients: array(file.inputGradients, 'inputGradients'),
    rated: second ? null : rating(),
    measured: second
      ? {
          pixelSpread: array(file.pixelSpread, 'pixelSpread').values,
          measures: parseMeasures(file.measures, members, indices.length),
        }
      : null,
    penalties: mapEntries(file.penalties, 'penalties', (penalty, name) => ({
      value: Number(penalty.value),
      parameterGradients: perMember(penalty.parameterGradients, `${name}.parameterGradients`),
    })),
    ...(second
      ? {
          attacks: parseAttacks(file.attacks, labels),
          unknown: [
            ...unknownMeasures(file.measures),
            ...unknownOfAttacks(file.attacks),
            ...unknown,
          ],
        }
      : withFirstAttacks(file.attacks, labels, unknown)),
  };
}

function withFirstAttacks(value: unknown, labels: readonly number[], unknown: readonly string[]) {
  const { attacks, unnamed } = parseFirstAttacks(value, labels);
  return { attacks, unknown: [...unnamed.map((name) => `attacks.${name}`), ...unknown] };
}

/** Files of the first do not say which they are. */
function edition(value: unknown): 1 | 2 {
  if (value !== undefined && value !== 2) throw new Error(`edition must be 2, not ${value}`);
  return value ?? 1;
}

function mapEntries<T>(
  value: unknown,
  name: string,
  read: (item: Record<string, unknown>, name: string) => T,
): Record<string, T> {
  return Object.fromEntries(
    Object.entries(entry(value ?? {}, name)).map(([key, item]) => [
      key,
      read(entry(item, `${name}.${key}`), `${name}.${key}`),
    ]),
  );
}

function within(value: number, [min, max]: readonly [number, number], name: string): void {
  if (!Number.isInteger(value) || value < min || value > max) {
    throw new Error(`${name} must be a whole number from ${min} to ${max}, not ${value}`);
  }
}
