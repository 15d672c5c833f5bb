/** What a figure's link carries, held against what its code asks for. */
import { describe, expect, it } from 'vitest';
import { SOURCES } from '../../tests/unit/source-files';
import { isSharedKey, KEYS, restrictedTo, type SharedKey } from '../share/shareable-settings';
import { FIGURES, type FigureEntry } from './registry';

/** Keys that a link to the figure carries. */
function carriedBy({ settings }: FigureEntry): SharedKey[] {
  const marked = Object.fromEntries(KEYS.map((key) => [key, key])) as never;
  const values = restrictedTo(settings, marked) as Record<SharedKey, unknown>;
  return KEYS.filter((key) => values[key] === key);
}

describe('the link of a figure', () => {
  it.each(FIGURES.map((figure) => [figure.name, figure] as const))(
    'carries every setting that the code of %s names',
    (name, figure) => {
      const own = SOURCES.filter(({ path }) => path.startsWith(`src/figures/${name}/`));
      const named = own.flatMap(({ code }) =>
        [...code.matchAll(/'([a-z]+\.[a-zA-Z]+)'/g)].map(([, key]) => key!).filter(isSharedKey),
      );
      expect(own.length).toBeGreaterThan(0);
      expect(carriedBy(figure)).toEqual(expect.arrayContaining(named));
    },
  );

  it('leaves no setting out: each belongs to a figure', () => {
    expect([...new Set(FIGURES.flatMap(carriedBy))].sort()).toEqual([...KEYS].sort());
  });
});
