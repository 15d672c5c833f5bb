/**
 * A sweep's result, as JSON lines: one ensemble a line, with all that repeats it. A file of them may be cut, joined
 * and sorted by whatever works on lines.
 */
import { brief } from '../data/brief';
import type { SweepRating } from '../measures/sweep-rating';
import {
  checkSettings,
  LATER_SETTINGS,
  SETTING_NAMES,
  type TrainingSettings,
} from '../training/settings';
import { isRecord, readRating } from './read-rating';
import { demand, SweepError } from './sweep-error';
import { sweepWayOf, type WayId } from './ways';

/** Of the format. */
export const LINE_VERSION = 1;

export interface SweepLine {
  readonly version: typeof LINE_VERSION;
  readonly way: WayId;
  readonly settings: TrainingSettings;
  /** That it was trained and rated on. */
  readonly backend: string;
  /** Version of the program. */
  readonly program: string;
  /** Of the data (data-digest.ts), 64 hexadecimal digits. */
  readonly data: string;
  readonly rating: SweepRating;
  /**
   * By the clock: of its training, and of its rating with the surrogates that were trained for it. They differ from
   * run to run, all else does not.
   */
  readonly seconds: { readonly training: number; readonly rating: number };
}

/** Digits that numbers of a line are written with. */
const DIGITS = 6;

/** As a line of a file, without its end. Equal lines are equal texts. */
export function formatSweepLine(line: SweepLine): string {
  const { version, way, settings, backend, program, data, rating, seconds } = line;
  const ordered = Object.fromEntries(SETTING_NAMES.map((name) => [name, settings[name]]));
  const short = JSON.parse(JSON.stringify(rating), (_, value) =>
    typeof value === 'number' ? Number(value.toPrecision(DIGITS)) : value,
  );
  return JSON.stringify({
    ...{ version, way, settings: ordered, backend, program, data },
    ...{ rating: short, seconds },
  });
}

/** @throws SweepError that says what is wrong with it */
export function parseSweepLine(text: string): SweepLine {
  let found: unknown;
  try {
    found = JSON.parse(text);
  } catch {
    throw new SweepError('it is not JSON, or is cut short');
  }
  demand(isRecord(found), 'it must be an object');
  const own = (name: string): unknown => {
    demand(Object.hasOwn(found, name), `${name} is missing`);
    return found[name];
  };
  const version = own('version');
  demand(version === LINE_VERSION, `version must be ${LINE_VERSION}, not ${brief(version)}`);
  const settings = readSettings(own('settings'));
  const way = sweepWayOf(settings)?.id;
  demand(
    way !== undefined && way === own('way'),
    `way must be ${way ?? 'one of the list, which its settings are not'}, not ${brief(own('way'))}`,
  );
  const data = word(own('data'), 'data', /^[0-9a-f]{64}$/, '64 hexadecimal digits');
  const rating = readRating(own('rating'));
  demand(
    rating.memberAccuracy.length === settings.members,
    `rating.memberAccuracy must be of ${settings.members} members, not ${rating.memberAccuracy.length}`,
  );
  return {
    version,
    way,
    settings,
    backend: word(own('backend'), 'backend', /^[a-z]{1,20}$/, 'the name of a backend'),
    program: word(own('program'), 'program', /^[\w.+-]{1,40}$/, 'the version of a program'),
    data,
    rating,
    seconds: readSeconds(own('seconds')),
  };
}

/**
 * All lines of a file; empty ones are passed over.
 * @throws SweepError that names the first line that cannot be used, and why
 */
export function parseSweepLines(text: string): SweepLine[] {
  return text.split('\n').flatMap((line, k) => {
    if (line.trim() === '') return [];
    try {
      return [parseSweepLine(line)];
    } catch (error) {
      if (!(error instanceof SweepError)) throw error;
      throw new SweepError(`line ${k + 1}: ${error.message}`);
    }
  });
}

/**
 * What makes a run the one that it is: the settings that count, and the data. Two lines with the same key are of the
 * same ensemble. What a penalty is weighed by does not count without one, nor ε without adversarial images.
 */
export function lineKey({ settings, data }: Pick<SweepLine, 'settings' | 'data'>): string {
  const idle: readonly (keyof TrainingSettings)[] = [
    ...(settings.penalty === 'none' ? (['lambda', 'metric'] as const) : []),
    ...(settings.adversarial === 'none'
      ? (['adversarialEpsilon', 'adversarialSteps'] as const)
      : []),
  ];
  const counts = SETTING_NAMES.filter((name) => !idle.includes(name)).sort();
  return JSON.stringify([counts.map((name) => [name, settings[name]]), data]);
}

function readSettings(value: unknown): TrainingSettings {
  demand(isRecord(value), `settings must be an object, not ${brief(value)}`);
  const settings = Object.fromEntries(
    SETTING_NAMES.map((name) => {
      if (Object.hasOwn(value, name)) return [name, value[name]];
      demand(Object.hasOwn(LATER_SETTINGS, name), `settings.${name} is missing`);
      return [name, LATER_SETTINGS[name as keyof typeof LATER_SETTINGS]];
    }),
  ) as unknown as TrainingSettings;
  try {
    checkSettings(settings);
  } catch (error) {
    throw new SweepError(`settings: ${(error as Error).message}`);
  }
  return settings;
}

function readSeconds(value: unknown): SweepLine['seconds'] {
  const part = (name: 'training' | 'rating') => {
    const own = isRecord(value) && Object.hasOwn(value, name) ? value[name] : undefined;
    demand(
      typeof own === 'number' && Number.isFinite(own) && own >= 0,
      `seconds.${name} must be a number from 0, not ${brief(own)}`,
    );
    return own;
  };
  return { training: part('training'), rating: part('rating') };
}

function word(value: unknown, name: string, pattern: RegExp, words: string): string {
  demand(
    typeof value === 'string' && pattern.test(value),
    `${name} must be ${words}, not ${brief(value)}`,
  );
  return value;
}
