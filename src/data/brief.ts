const LONGEST_TEXT = 40;
const MOST_ITEMS = 4;

/** How a message shows a value of any shape, as a file may hold: short, and without ever throwing. */
export function brief(value: unknown, separator = ', '): string {
  if (Array.isArray(value)) {
    if (value.length === 0) return 'an empty list';
    const items = value
      .slice(0, MOST_ITEMS)
      .map((item) => (Array.isArray(item) ? '[…]' : brief(item)));
    return [...items, ...(value.length > MOST_ITEMS ? ['…'] : [])].join(separator);
  }
  // Its own text may be anything, too.
  if (typeof value === 'object' && value !== null) return 'an object';
  const text = String(value);
  return text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT)}…` : text;
}
