import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import { ImageGradients } from './ImageGradients';

it('what is measured of an image goes by the name that it has everywhere', () => {
  for (const [members, angles] of [
    [2, [1]],
    [3, [1, 1.2, 0.9]],
  ] as const) {
    const text = renderToStaticMarkup(createElement(ImageGradients, { members, angles })).replace(
      /<[^>]*>/g,
      '',
    );
    expect(text).toMatch(/confidence: GDR = 0\.\d+/);
    expect(text).not.toMatch(/\bR\b/);
  }
});
