/**
 * What the page keeps of a reader's work, and whether what a browser has kept is that: a record may be of
 * another version, half written, or edited by hand. What is not is left out, before a figure or the
 * engine trips over it.
 */
import type { EnsembleWeights } from '../../ensemble/ensemble-file';
import { SHIPPED } from '../../ensemble/shipped';
import {
  type Change,
  LATER_SETTINGS,
  LIVE_SETTINGS,
  problemWith,
  SETTING_NAMES,
  type TrainingSettings,
} from '../../training/settings';
import { currentSettings, type Snapshot } from '../../training/snapshot';
import {
  type AttackSuccess,
  BACKENDS,
  type BackendName,
  type Evaluation,
  type Sample,
} from '../protocol';

/** Letters of an ensemble's name, at most. */
export const LONGEST_NAME = 80;

/** Attacks of many steps that every ensemble is rated with; FGS stands in its evaluation. */
export const RATED_METHODS = ['pgd', 'mi'] as const;

/** What an attack with its method's defaults, made on the ensemble, achieves at one ε of L∞. */
export interface AttackRating extends AttackSuccess {
  readonly method: (typeof RATED_METHODS)[number];
  readonly epsilon: number;
}

/** An ensemble: shipped with the page, trained in it, or read from a reader's file. */
export interface EnsembleRecord {
  readonly id: string;
  readonly name: string;
  readonly origin: 'shipped' | 'trained' | 'loaded';
  /** ISO 8601; null where a file did not say how it was trained, as `backend` and `initial`. */
  readonly trainedAt: string | null;
  readonly backend: BackendName | null;
  readonly initial: TrainingSettings | null;
  readonly changes: readonly Change[];
  readonly steps: number;
  readonly weights: EnsembleWeights;
  /** On the held-out images at hand; null until computed. */
  readonly evaluation: Evaluation | null;
  /** As far as computed; earlier versions of the page kept none. */
  readonly attacks?: readonly AttackRating[];
  readonly samples: readonly Sample[];
  /** To go on training from; null unless trained here. */
  readonly snapshot: Snapshot | null;
}

/** A run that has not ended: enough to show it again and go on. */
export interface UnfinishedRun {
  readonly id: string;
  readonly snapshot: Snapshot;
  readonly samples: readonly Sample[];
}

/** With what it was trained in the end; null where its file did not say. */
export function settingsInTheEnd({
  initial,
  changes,
}: Pick<EnsembleRecord, 'initial' | 'changes'>): TrainingSettings | null {
  return initial && currentSettings({ initial, changes });
}

/** Those that came with the page, then the reader's: oldest first, then those of unknown age. */
export function inOrder(records: readonly EnsembleRecord[]): EnsembleRecord[] {
  const shipped = SHIPPED.flatMap((id) => records.filter((record) => record.id === id));
  const age = ({ trainedAt }: EnsembleRecord) =>
    Date.parse(trainedAt ?? '') || Number.MAX_SAFE_INTEGER;
  const own = records.filter((record) => !shipped.includes(record));
  return [...shipped, ...own.sort((a, b) => age(a) - age(b))];
}

/** Whether two are the same networks, to the last bit. */
export function sameWeights(a: EnsembleWeights, b: EnsembleWeights): boolean {
  return (
    a.members === b.members &&
    a.hidden.join() === b.hidden.join() &&
    a.parameters.length === b.parameters.length &&
    a.parameters.every((values, k) => values.every((value, i) => value === b.parameters[k]?.[i]))
  );
}

/** An object whose fields may be anything. */
type Unchecked<T> = { readonly [K in keyof T]?: unknown };

export function isEnsembleRecord(value: unknown): value is EnsembleRecord {
  if (!isObject<EnsembleRecord>(value)) return false;
  const { id, name, origin, trainedAt, backend, initial, changes, steps, weights } = value;
  return (
    typeof id === 'string' &&
    typeof name === 'string' &&
    (origin === 'trained' || origin === 'loaded') &&
    (trainedAt === null || typeof trainedAt === 'string') &&
    (backend === null || BACKENDS.some((known) => known === backend)) &&
    (initial === null || isSettings(initial)) &&
    isListOf(isChange)(changes) &&
    isCount(steps) &&
    isObject<EnsembleRecord['weights']>(weights) &&
    !problemWith('members', weights.members) &&
    !problemWith('hidden', weights.hidden) &&
    isListOf(isValues)(weights.parameters) &&
    (value.evaluation === null || isEvaluation(value.evaluation)) &&
    (value.attacks === undefined || isListOf(isAttackRating)(value.attacks)) &&
    isListOf(isSample)(value.samples) &&
    (value.snapshot === null || isSnapshot(value.snapshot))
  );
}

export function isUnfinishedRun(value: unknown): value is UnfinishedRun {
  if (!isObject<UnfinishedRun>(value)) return false;
  const { id, snapshot, samples } = value;
  return typeof id === 'string' && isSnapshot(snapshot) && isListOf(isSample)(samples);
}

function isSnapshot(value: unknown): value is Snapshot {
  if (!isObject<Snapshot>(value)) return false;
  const { initial, changes, step, parameters, adam } = value;
  return (
    isSettings(initial) &&
    isListOf(isChange)(changes) &&
    isCount(step) &&
    isListOf(isValues)(parameters) &&
    isObject<Snapshot['adam']>(adam) &&
    isListOf(isValues)(adam.mean) &&
    isListOf(isValues)(adam.square)
  );
}

/** Also of an earlier version, which did not have all of them: `completeSettings`. */
export function isSettings(value: unknown): value is TrainingSettings {
  return (
    isObject<TrainingSettings>(value) &&
    SETTING_NAMES.every(
      (name) =>
        (name in LATER_SETTINGS && value[name] === undefined) || !problemWith(name, value[name]),
    )
  );
}

export function completeSettings(settings: TrainingSettings): TrainingSettings {
  return { ...LATER_SETTINGS, ...settings };
}

/** A record of any version as this one has it. */
export function completeRecord(record: EnsembleRecord): EnsembleRecord {
  const { initial, snapshot } = record;
  return {
    ...record,
    initial: initial && completeSettings(initial),
    snapshot: snapshot && completeSnapshot(snapshot),
  };
}

export function completeRun(run: UnfinishedRun): UnfinishedRun {
  return { ...run, snapshot: completeSnapshot(run.snapshot) };
}

function completeSnapshot(snapshot: Snapshot): Snapshot {
  return { ...snapshot, initial: completeSettings(snapshot.initial) };
}

export function isChange(value: unknown): value is Change {
  if (!isObject<Change>(value)) return false;
  const { step, setting, value: to } = value;
  const known = LIVE_SETTINGS.find((live) => live === setting);
  return isCount(step) && known !== undefined && !problemWith(known, to);
}

function isEvaluation(value: unknown): boolean {
  if (!isObject<Evaluation>(value)) return false;
  const { ensembleAccuracy, attacked, gdr, cosine, leftOut } = value;
  return (
    [ensembleAccuracy, attacked, gdr, cosine, leftOut].every(isNumber) &&
    isListOf(isNumber)(value.memberAccuracy) &&
    isListOf(isRates)(value.fgs) &&
    // Earlier versions did not take them.
    (value.measures === undefined || isMeasures(value.measures))
  );
}

function isMeasures(value: unknown): boolean {
  if (!isObject<NonNullable<Evaluation['measures']>>(value)) return false;
  const { gdr, gdrSpread, norm, normMedian, jointSlope, vanishing } = value;
  return (
    [gdr, gdrSpread, norm, normMedian, jointSlope, vanishing].every(isNumber) &&
    [value.memberNorm, value.memberNormMedian].every(isListOf(isNumber))
  );
}

function isSample(value: unknown): boolean {
  if (!isObject<Sample>(value)) return false;
  const { step, loss } = value;
  return (
    isEvaluation(value) &&
    isCount(step) &&
    (value.pgd === undefined || isRates(value.pgd)) &&
    isObject<Sample['loss']>(loss) &&
    isListOf(isNumber)(loss.crossEntropy) &&
    (loss.penalty === null || isNumber(loss.penalty)) &&
    isNumber(loss.total)
  );
}

function isRates(value: unknown): boolean {
  if (!isObject<Evaluation['fgs'][number]>(value)) return false;
  const { epsilon, rates } = value;
  return isNumber(epsilon) && isObject<object>(rates) && Object.values(rates).every(isNumber);
}

function isAttackRating(value: unknown): boolean {
  if (!isObject<AttackRating>(value)) return false;
  const { method, images, attackable, robust, jointAccuracy, still } = value;
  return (
    RATED_METHODS.some((own) => own === method) &&
    [images, attackable, robust, jointAccuracy, still].every(isNumber) &&
    isRates(value)
  );
}

function isListOf(fits: (value: unknown) => boolean) {
  return (value: unknown) => Array.isArray(value) && value.every(fits);
}

function isObject<T>(value: unknown): value is Unchecked<T> {
  return typeof value === 'object' && value !== null;
}

function isNumber(value: unknown): boolean {
  return typeof value === 'number';
}

export function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function isValues(value: unknown): boolean {
  return value instanceof Float32Array;
}
