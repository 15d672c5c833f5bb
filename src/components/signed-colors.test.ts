/** Colours of signed quantities, as theme.css has them: told apart also without hue. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { cosineTint } from './cosine-tint';

const css = readFileSync('src/theme.css', 'utf8');

type Color = readonly [number, number, number];

/** Linear RGB, 0 to 1, of a token. */
function token(name: string, theme: 'light' | 'dark'): Color {
  const found = new RegExp(`--${name}: light-dark\\((#\\w{6}), (#\\w{6})\\)`).exec(css);
  const hex = found?.[theme === 'light' ? 1 : 2] ?? '';
  return [1, 3, 5].map((at) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  }) as unknown as Color;
}

/** Contrast ratio (WCAG 2). */
function contrast(a: Color, b: Color): number {
  const luminance = ([r, g, b]: Color) => 0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05;
  const [x, y] = [luminance(a), luminance(b)];
  return Math.max(x, y) / Math.min(x, y);
}

const times = (matrix: readonly Color[], v: Color) =>
  matrix.map((row) => row.reduce((sum, x, k) => sum + x * v[k]!, 0)) as unknown as Color;
const TO_LMS: readonly Color[] = [
  [0.4122214708, 0.5363325363, 0.0514459929],
  [0.2119034982, 0.6806995451, 0.1073969566],
  [0.0883024619, 0.2817188376, 0.6299787005],
];
const FROM_LMS: readonly Color[] = [
  [4.0767416621, -3.3077115913, 0.2309699292],
  [-1.2684380046, 2.6097574011, -0.3413193965],
  [-0.0041960863, -0.7034186147, 1.707614701],
];

/** `share` of `a` in `b`, mixed in Oklab, which is linear in the cube roots of LMS. */
function mixed(a: Color, share: number, b: Color): Color {
  const [u, v] = [times(TO_LMS, a).map(Math.cbrt), times(TO_LMS, b).map(Math.cbrt)];
  const lms = u.map((x, k) => (share * x + (1 - share) * v[k]!) ** 3);
  return times(FROM_LMS, lms as unknown as Color);
}

describe.each(['light', 'dark'] as const)('in the %s theme', (theme) => {
  const [negative, zero, positive] = ['negative', 'zero', 'positive'].map((end) =>
    token(`diverging-${end}`, theme),
  ) as [Color, Color, Color];

  it('the ends of the diverging scale differ in lightness from each other and from zero', () => {
    expect(contrast(negative, positive)).toBeGreaterThanOrEqual(3);
    expect(contrast(negative, zero)).toBeGreaterThanOrEqual(3);
    expect(contrast(positive, zero)).toBeGreaterThanOrEqual(3);
  });

  it.each([-1, 1])('a cosine of %d is readable on its tint', (cosine) => {
    const [, pole, percent] =
      /var\(--([\w-]+)\) ([\d.]+)%/.exec(`${cosineTint(cosine).background}`) ?? [];
    const tint = mixed(token(pole!, theme), Number(percent) / 100, token('surface', theme));
    expect(contrast(tint, token('ink', theme))).toBeGreaterThanOrEqual(4.5);
  });
});
