import { readFileSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { FigureFrame } from '../figures/frame/FigureFrame';
import { FIGURES, figureOf } from '../figures/registry';
import { CiteThis, Figure } from './elements';

const captionIn = (markup: string) => /<figcaption>(.*?)<\/figcaption>/s.exec(markup)?.[1];

describe('a figure', () => {
  it.each(FIGURES.map(({ name }) => name))(
    '%s has one caption, in the article and by itself',
    (name) => {
      const inArticle = captionIn(renderToStaticMarkup(createElement(Figure, { name })));
      const alone = createElement(FigureFrame, { figure: figureOf(name) });
      expect(inArticle).toMatch(/[.?]$/);
      expect(captionIn(renderToStaticMarkup(alone))).toBe(inArticle);
    },
  );
});

describe('without scripts', () => {
  it.each(FIGURES.map(({ name }) => name))(
    '%s has a picture, drawn by npm run figure-pictures',
    (name) => {
      const markup = renderToStaticMarkup(createElement(Figure, { name }));
      expect(markup).toContain(`<img src="/figures/${name}.webp"`);
      const file = new URL(`../../public/figures/${name}.webp`, import.meta.url);
      const bytes = statSync(fileURLToPath(file)).size;
      expect(bytes).toBeGreaterThan(5_000);
      expect(bytes).toBeLessThan(100_000);
    },
  );
});

describe('the entries for a bibliography', () => {
  it('are the page and the source of its measure, the same in the README', () => {
    const readme = readFileSync(fileURLToPath(new URL('../../README.md', import.meta.url)), 'utf8');
    const entries = (text: string) =>
      [...text.matchAll(/^@misc\{[\s\S]*?\n\}/gm)].map(([entry]) => entry);
    const markup = renderToStaticMarkup(createElement(CiteThis));
    const onPage = entries(markup.replace(/<[^>]*>/g, ''));
    expect(onPage.map((entry) => entry.split(',')[0])).toEqual([
      '@misc{gradientdiversity2026',
      '@misc{adam2020evaluating',
    ]);
    const inReadme = readme
      .replace(/^ {4}/gm, '')
      .replaceAll('https://HOST/PATH/', 'the address of this page');
    expect(entries(inReadme)).toEqual(onPage);
  });
});
