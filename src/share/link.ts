/**
 * A link's hash: `#v=1&two.f=30&two.g=120`, a version and what is not at its default. Whatever the
 * hash, reading it gives sound values and says what it could not take; it never throws.
 */
import { isSharedKey, KEYS, type SharedValues, settingOf } from './shareable-settings';

/** Raised when old links would be misread. */
const VERSION = '1';

/** The hash of a link that says that it is one, and that all is at its default. */
export const LINK_TO_DEFAULTS = `#v=${VERSION}`;

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
  const text = hash.replace(/^#/, '');
  // Some programs that pass links on encode the = and & as well, or some of them.
  const whole = decoded(text);
  const plain = whole ?? text;
  if (plain !== '' && !plain.includes('=')) return null;

  const values: Partial<Record<string, unknown>> = {};
  const refused = new Set<string>();
  for (const piece of plain.split('&')) {
    // Copied out of a page's source, & reads &amp;.
    const [name = '', ...rest] = piece.replace(/^amp;/, '').split('=');
    const said = rest.join('=');
    const [key, value] =
      whole === undefined ? [decoded(name) ?? name, decoded(said)] : [name, said];
    if (piece === '' || (key === 'v' && value === VERSION)) continue;
    const sound =
      isSharedKey(key) && value !== undefined ? settingOf(key).kind.read(value) : undefined;
    if (sound === undefined) refused.add(key);
    else values[key] = sound;
  }
  for (const key of refused) delete values[key];
  return { values: values as Partial<SharedValues>, refused: [...refused] };
}

/** The hash of a link to these values, with its #; empty when all are at their defaults. */
export function writeLink(values: SharedValues): string {
  const pairs = KEYS.flatMap((key) => {
    const { kind, fallback } = settingOf(key);
    const text = kind.write(values[key]);
    return text === kind.write(fallback) ? [] : [`${key}=${text}`];
  });
  return pairs.length === 0 ? '' : [LINK_TO_DEFAULTS, ...pairs].join('&');
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
