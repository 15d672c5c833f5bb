/**
 * An image of w × h values drawn crisp, one canvas pixel a value.
 *
 * `intensity` is a grey picture, 0 black and 1 white in both themes. `signed` shows a perturbation
 * or a gradient: transparent over the theme's neutral colour where it is 0, full colour at ±limit.
 * `magnitude` shows what has no sign in the same way, in one hue, over a faint picture if there is one.
 */
import { useLayoutEffect, useRef } from 'react';
import styles from './PixelImage.module.css';
import { useColorScheme } from './use-color-scheme';

export interface PixelImageProps {
  /** Row by row, length width × height. */
  values: ArrayLike<number>;
  width: number;
  height: number;
  kind?: 'intensity' | 'signed' | 'magnitude' | undefined;
  /** All but `intensity`: the value of full colour; default the largest magnitude in `values`. */
  limit?: number | undefined;
  /** With `magnitude`: a grey picture of the same size that lies below, 0 the neutral colour, 1 grey. */
  over?: ArrayLike<number> | undefined;
  /** Width on the page: CSS pixels, or '100%' of what holds it. */
  size?: number | '100%' | undefined;
  /** Accessible name; empty for a picture that only repeats what is said beside it. */
  label: string;
  /** Change it to redraw when `values` was overwritten in place. */
  revision?: number | undefined;
}

type Rgb = readonly [number, number, number];

export function PixelImage(props: PixelImageProps) {
  const { values, width, height, kind = 'intensity', limit, size = '100%', label } = props;
  const { over, revision } = props;
  const ref = useRef<HTMLCanvasElement>(null);
  // Grey pictures are the same in both themes: nothing to redraw.
  const theme = useColorScheme();
  const scheme = kind === 'intensity' ? 'light' : theme;

  // biome-ignore lint/correctness/useExhaustiveDependencies: the scheme decides the colours that the style sheet gives; revision stands for values changed in place
  useLayoutEffect(() => {
    const canvas = ref.current;
    const context = canvas?.getContext('2d');
    if (!canvas || !context) return;
    const image = context.createImageData(width, height);
    if (kind === 'intensity') paintIntensity(image.data, values);
    else {
      // The style sheet hands over the colours, resolved for the theme.
      const style = getComputedStyle(canvas);
      const [caret, color] = [rgb(style.caretColor), rgb(style.color)];
      const poles = { negative: caret, positive: color };
      paintSigned(image.data, values, limit ?? largest(values), poles);
      if (over && kind === 'magnitude') layBelow(image.data, over, caret);
    }
    context.putImageData(image, 0, 0);
  }, [values, width, height, kind, limit, over, scheme, revision]);

  return (
    <canvas
      ref={ref}
      className={kind === 'intensity' ? styles.image : `${styles.image} ${styles[kind]}`}
      width={width}
      height={height}
      style={{ width: size, aspectRatio: `${width} / ${height}` }}
      {...(label ? { role: 'img', 'aria-label': label } : { 'aria-hidden': true })}
    />
  );
}

function paintIntensity(data: Uint8ClampedArray, values: ArrayLike<number>): void {
  for (let pixel = 0, at = 0; at < data.length; pixel += 1, at += 4) {
    // Clamped to 0..255, and NaN to 0, by the array itself.
    const grey = 255 * (values[pixel] ?? 0);
    data[at] = grey;
    data[at + 1] = grey;
    data[at + 2] = grey;
    data[at + 3] = 255;
  }
}

function paintSigned(
  data: Uint8ClampedArray,
  values: ArrayLike<number>,
  limit: number,
  poles: { negative: Rgb; positive: Rgb },
): void {
  for (let pixel = 0, at = 0; at < data.length; pixel += 1, at += 4) {
    const value = values[pixel] ?? 0;
    const pole = value < 0 ? poles.negative : poles.positive;
    data[at] = pole[0];
    data[at + 1] = pole[1];
    data[at + 2] = pole[2];
    data[at + 3] = limit > 0 ? (255 * Math.abs(value)) / limit : 0;
  }
}

/** What is painted already lies over the picture, both over what the canvas stands on. */
function layBelow(data: Uint8ClampedArray, picture: ArrayLike<number>, color: Rgb): void {
  for (let pixel = 0, at = 0; at < data.length; pixel += 1, at += 4) {
    const above = data[at + 3]! / 255;
    const below = (1 - above) * (picture[pixel] ?? 0);
    const both = above + below;
    if (both === 0) continue;
    for (let channel = 0; channel < 3; channel += 1) {
      const own = data[at + channel]!;
      data[at + channel] = (above * own + below * color[channel]!) / both;
    }
    data[at + 3] = 255 * both;
  }
}

function largest(values: ArrayLike<number>): number {
  let magnitude = 0;
  for (let i = 0; i < values.length; i += 1) {
    const here = Math.abs(values[i] ?? 0);
    if (here > magnitude && here < Infinity) magnitude = here;
  }
  return magnitude;
}

/** Channels of a computed colour, "rgb(1, 2, 3)". */
function rgb(color: string): Rgb {
  const [r = 0, g = 0, b = 0] = (color.match(/[\d.]+/g) ?? []).map(Number);
  return [r, g, b];
}
