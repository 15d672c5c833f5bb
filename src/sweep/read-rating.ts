/**
 * A rating as a file may hold it, checked: nothing but what is known here is kept, and what is missing or no number
 * in its range is refused by its path, as "attacks.pgd.0.06.same". A rate over no image at all is null in JSON and
 * NaN here.
 */
import { epsilonKey, FINAL_EPSILONS, SAMPLE_EPSILON } from '../attacks/epsilon';
import { SUCCESS_MEANINGS } from '../attacks/success';
import {
  SURROGATE_KINDS,
  SWEPT_ATTACKS,
  TRANSFERRED_ATTACKS,
  UNANIMOUS_ATTACKS,
} from '../attacks/swept-attacks';
import { brief } from '../data/brief';
import type { SweepRating } from '../measures/sweep-rating';
import { demand } from './sweep-error';

/** Reads what stands at a path. @throws SweepError */
type Read = (value: unknown, path: string) => unknown;

function number(words: string, fits: (value: number) => boolean, orNone = false): Read {
  return (value, path) => {
    if (orNone && value === null) return Number.NaN;
    demand(
      typeof value === 'number' && Number.isFinite(value) && fits(value),
      `${path} must be ${words}, not ${brief(value)}`,
    );
    return value;
  };
}

const fromZeroToOne = (value: number) => value >= 0 && value <= 1;
const SHARE = number('a share from 0 to 1', fromZeroToOne);
/** Of images of which there may be none. */
const RATE = number('a share from 0 to 1', fromZeroToOne, true);
const COSINE = number('from −1 to 1', (value) => value >= -1 && value <= 1, true);
const LENGTH = number('0 or more', (value) => value >= 0, true);
const COUNT = number('a whole number from 0', (value) => value >= 0 && Number.isSafeInteger(value));

/** As many members as an ensemble may have at most; a file may say anything. */
const MOST_MEMBERS = 16;

const LIST_OF_SHARES: Read = (value, path) => {
  demand(
    Array.isArray(value) && value.length > 0 && value.length <= MOST_MEMBERS,
    `${path} must be a list of 1 to ${MOST_MEMBERS} shares`,
  );
  return value.map((own, k) => SHARE(own, `${path}[${k}]`));
};

/** An object that has all of these, of its own. */
export function fields(readers: Readonly<Record<string, Read>>): Read {
  return (value, path) => {
    demand(isRecord(value), `${path} must be an object, not ${brief(value)}`);
    return Object.fromEntries(
      Object.entries(readers).map(([name, read]) => {
        const own = `${path}.${name}`;
        demand(Object.hasOwn(value, name), `${own} is missing`);
        return [name, read(value[name], own)];
      }),
    );
  };
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const each = (names: readonly string[], read: Read) =>
  Object.fromEntries(names.map((name) => [name, read]));

const EPSILON_KEYS = FINAL_EPSILONS.map(epsilonKey);
const USUAL = [epsilonKey(SAMPLE_EPSILON)];
const atEach = (read: Read, keys: readonly string[] = EPSILON_KEYS) => fields(each(keys, read));

const ATTACK = fields({
  ...each(SUCCESS_MEANINGS, RATE),
  ...each(['robust', 'jointAccuracy'], SHARE),
  images: COUNT,
});

const RATING = fields({
  memberAccuracy: LIST_OF_SHARES,
  ensembleAccuracy: SHARE,
  gdr: RATE,
  cosine: COSINE,
  measures: fields({
    ...each(['gdr', 'gdrSpread'], RATE),
    ...each(['norm', 'normMedian', 'jointSlope'], LENGTH),
  }),
  images: fields(each(['accuracy', 'attacked', 'strongest'], COUNT)),
  attacks: fields({ ...each(SWEPT_ATTACKS, atEach(ATTACK)), agree: atEach(ATTACK, USUAL) }),
  strongest: atEach(ATTACK, USUAL),
  transfer: fields({ images: COUNT, ...each(TRANSFERRED_ATTACKS, atEach(RATE)) }),
  surrogates: fields(each(SURROGATE_KINDS, ATTACK)),
  surrogate: ATTACK,
  disagreement: fields({
    cleanDisagree: SHARE,
    unanimousWrong: fields(each(UNANIMOUS_ATTACKS, SHARE)),
  }),
  zeroGradients: SHARE,
});

/** @throws SweepError that names what is missing or wrong */
export function readRating(value: unknown): SweepRating {
  return RATING(value, 'rating') as SweepRating;
}
