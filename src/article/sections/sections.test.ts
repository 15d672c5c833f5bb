import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import temml from 'temml';
import { describe, expect, it } from 'vitest';
import { MATH_CHARACTERS } from '../../../build/math-characters';
import { FIGURES } from '../../figures/registry';
import { GLOSSARY } from '../glossary';
import { REFERENCES } from '../references';

const FOLDER = fileURLToPath(new URL('.', import.meta.url));
const read = (file: string) => readFileSync(join(FOLDER, file), 'utf8');
const PROSE = readdirSync(FOLDER)
  .filter((file) => file.endsWith('.mdx'))
  .map(read)
  .join('\n');

/** What the prose names with one of its elements, each time it does. */
const named = (element: string, attribute: string) =>
  [...PROSE.matchAll(new RegExp(`<${element} ${attribute}="([^"]+)"`, 'g'))].map(
    ([, name]) => name!,
  );

const sorted = (names: Iterable<string>) => [...names].sort();

describe('the prose', () => {
  it('shows every figure that there is, once', () => {
    expect(sorted(named('Figure', 'name'))).toEqual(sorted(FIGURES.map(({ name }) => name)));
  });

  it('explains each term once, where it first appears', () => {
    expect(sorted(named('Term', 'name'))).toEqual(sorted(Object.keys(GLOSSARY)));
  });

  it('cites all that is listed, and lists all that it cites', () => {
    expect(sorted(new Set(named('Cite', 'id')))).toEqual(sorted(Object.keys(REFERENCES)));
  });

  it('credits the measure where it is introduced, defined and tested, and the arrangements', () => {
    const measure = '<Cite id="adam2020" />';
    for (const section of ['hook', 'why-gradients', 'does-it-hold']) {
      expect(read(`${section}.mdx`), section).toContain(measure);
    }
    expect(read('why-gradients.mdx')).toContain(
      `**Gradient Diversity Rating** at this image, GDR ${measure}`,
    );
    const threeModels = read('more-than-two.mdx').split('<Figure name="arrangements" />')[0];
    expect(threeModels).toMatch(/<Cite id="adam2020post" \/>, blue, green and yellow/);
  });

  it('writes formulas with characters that their font has', () => {
    const formulas = [...PROSE.matchAll(/\$\$([^$]+)\$\$|\$([^$]+)\$/g)];
    expect(formulas.length).toBeGreaterThan(20);
    const text = formulas
      .map(([, display, inline]) => temml.renderToString((display ?? inline)!))
      .join('')
      .replace(/<[^>]*>/g, '')
      .replace(/&(lt|gt|amp);/g, '');
    const known = new Set(MATH_CHARACTERS);
    expect(sorted(new Set([...text].filter((character) => !known.has(character))))).toEqual([]);
  });
});
