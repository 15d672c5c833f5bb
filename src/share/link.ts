/**
 * A link's hash: `#v=1&two.f=30&two.g=120`, a version and what is not at its default. It may name a place on
 * the page besides, `&at=figure-attack`; a hash without settings is nothing but a place, `#figure-attack`.
 * Whatever the hash, reading it gives sound values and says what it could not take; it never throws.
 */
import { isSharedKey, KEYS, type SharedValues, settingOf } from './shareable-settings';

/** Raised when old links would be misread. */
const VERSION = '1';

/** The hash of a link that says that it is one, and that all is at its default. */
export const LINK_TO_DEFAULTS = `#v=${VERSION}`;

const PLACE = 'at';
const ID = /^[\w-]+$/;

export interface LinkContent {
  /** What the link sets, of allowed values only. */
  readonly values: Partial<SharedValues>;
  /** Keys as the link names them whose values, or which themselves, are not known here. */
  readonly refused: readonly string[];
}

/**
 * @param hash of an address, with or without its #
 * @returns null where it is no setting but a place on the page (`#attack`); for an empty one no values
 */
export function readLink(hash: string): LinkContent | null {
  const plain = plainOf(hash);
  if (plain !== '' && !plain.includes('=')) return null;

  const values: Partial<Record<string, unknown>> = {};
  const refused = new Set<string>();
  for (const [key, value] of pairsOf(plain)) {
    if (key === 'v' && value === VERSION) continue;
    if (key === PLACE && ID.test(value ?? '')) continue;
    const sound =
      isSharedKey(key) && value !== undefined ? settingOf(key).kind.read(value) : undefined;
    if (sound === undefined) refused.add(key);
    else values[key] = sound;
  }
  for (const key of refused) delete values[key];
  return { values: values as Partial<SharedValues>, refused: [...refused] };
}

/** The id of the place on the page that a hash names, with settings or alone; null where it names none. */
export function placeIn(hash: string): string | null {
  const plain = plainOf(hash);
  const named = plain.includes('=')
    ? (pairsOf(plain).find(([key]) => key === PLACE)?.[1] ?? '')
    : plain;
  return ID.test(named) ? named : null;
}

/**
 * The hash of a link to these values, with its #; empty when all are at their defaults and no place is named.
 * @param place on the page, an id
 */
export function writeLink(values: SharedValues, place?: string): string {
  const pairs = KEYS.flatMap((key) => {
    const { kind, fallback } = settingOf(key);
    const text = kind.write(values[key]);
    return text === kind.write(fallback) ? [] : [`${key}=${text}`];
  });
  if (pairs.length === 0) return place === undefined ? '' : `#${place}`;
  if (place !== undefined) pairs.push(`${PLACE}=${place}`);
  return [LINK_TO_DEFAULTS, ...pairs].join('&');
}

/** Without its #. Some programs that pass links on encode the = and & as well, or some of them. */
function plainOf(hash: string): string {
  const text = hash.replace(/^#/, '');
  return decoded(text) ?? text;
}

function pairsOf(plain: string): [key: string, value: string | undefined][] {
  return plain
    .split('&')
    .filter((piece) => piece !== '')
    .map((piece) => {
      // Copied out of a page's source, & reads &amp;.
      const [name = '', ...rest] = piece.replace(/^amp;/, '').split('=');
      return [decoded(name) ?? name, decoded(rest.join('='))];
    });
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
