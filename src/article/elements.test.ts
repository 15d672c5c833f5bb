import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { FigureFrame } from '../figures/frame/FigureFrame';
import { FIGURES, figureOf } from '../figures/registry';
import { Figure } from './elements';

const captionIn = (markup: string) => /<figcaption>(.*?)<\/figcaption>/s.exec(markup)?.[1];

describe('a figure', () => {
  it.each(FIGURES.map(({ name }) => name))(
    '%s has one caption, in the article and by itself',
    (name) => {
      const inArticle = captionIn(renderToStaticMarkup(createElement(Figure, { name })));
      const alone = createElement(FigureFrame, { figure: figureOf(name) });
      expect(inArticle).toMatch(/\S\.$|\?$/);
      expect(captionIn(renderToStaticMarkup(alone))).toBe(inArticle);
    },
  );
});
