import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import type { GradientsOfImage } from '../../engine/protocol';
import { angleBetween } from '../../geometry/angle';
import { pairs } from '../../geometry/pairs';
import { ImageGradients } from './ImageGradients';

const [SIN, COS] = [Math.sin(1), Math.cos(1)];
const DIRECTIONS = [
  [1, 0, 0, 0],
  [COS, SIN, 0, 0],
  [0, COS, SIN, 0],
  [0, 0, COS, SIN],
];

/** Of so many members; the perturbation of the last step has 0.36 + 0.09 of its square in their span. */
function gradientsOf(members: number): GradientsOfImage {
  const directions = DIRECTIONS.slice(0, members).map((own) => own.slice(0, members));
  const within = directions.map((_, k) => [0.6, 0.3][k] ?? 0);
  return {
    directions,
    angles: pairs(members).map(([i, j]) => angleBetween(directions[i]!, directions[j]!)),
    lengths: directions.map(() => 0.5),
    perturbations: [null, within],
  };
}

const markup = (members: number, step = 1) =>
  renderToStaticMarkup(createElement(ImageGradients, { gradients: gradientsOf(members), step }));
const textOf = (html: string) => html.replace(/<[^>]*>/g, '');

describe("an image's gradients", () => {
  it.each([2, 3, 4])('go by the names that they have everywhere, for %i members', (members) => {
    const text = textOf(markup(members));
    expect(text).toMatch(/confidence: GDR = 0\.\d+/);
    expect(text).not.toMatch(/\bR\b/);
  });

  it.each([2, 3, 4])('say how much of the perturbation lies in the span of %i', (members) => {
    expect(textOf(markup(members))).toMatch(
      new RegExp(`45\\.0\\s% of ‖δ‖² lies in the span of the ${members}`),
    );
    expect(textOf(markup(members, 0))).toContain('– of ‖δ‖²');
  });

  it('are a circle for two, a sphere for three that none can move, and a matrix for more', () => {
    expect(markup(2)).toContain('Directions that lower both');
    expect(markup(3)).toContain('Turn the sphere');
    expect(markup(3)).not.toContain('gradient of f₁');
    expect(markup(4)).toContain('Cosine between the input gradients');
    // δ is drawn where it is, and not where there is none.
    for (const members of [2, 3]) {
      expect(markup(members)).toContain('>δ<');
      expect(markup(members, 0)).not.toContain('>δ<');
    }
  });
});
