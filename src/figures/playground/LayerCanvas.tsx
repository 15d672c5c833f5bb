/** A layer of the plane as a canvas, one pixel a node, smoothed: it lies beneath the drawing. */
import { type CSSProperties, useLayoutEffect, useRef } from 'react';
import { useColorScheme } from '../../components/use-color-scheme';
import { useForcedColors } from '../../components/use-forced-colors';
import type { PlanarField } from '../../engine/protocol';
import { paintLayer, type Rgb } from './layer-paint';
import { colorsOf } from './layer-words';
import styles from './PlaygroundFigure.module.css';

export function LayerCanvas({ field }: { readonly field: PlanarField | null }) {
  const ref = useRef<HTMLCanvasElement>(null);
  const scheme = useColorScheme();
  const forced = useForcedColors();
  const side = (field?.intervals ?? 1) + 1;
  // biome-ignore lint/correctness/useExhaustiveDependencies: scheme and forced colours decide what the tokens are
  useLayoutEffect(() => {
    const canvas = ref.current;
    const context = canvas?.getContext('2d');
    if (!canvas || !context || !field) return;
    const image = context.createImageData(side, side);
    paintLayer(field, resolved(canvas, colorsOf(field.layer)), image.data);
    context.putImageData(image, 0, 0);
  }, [field, side, scheme, forced]);
  // Nodes are the middles of pixels: the outermost stand on the edge of the square.
  const size = `${(100 * side) / (side - 1)}%`;
  const place: CSSProperties = {
    width: size,
    height: size,
    inset: `${-50 / (side - 1)}%`,
  };
  return (
    <div className={styles.layer}>
      <canvas ref={ref} width={side} height={side} style={place} aria-hidden />
    </div>
  );
}

/** Tokens as numbers, with the theme now in force. */
function resolved(canvas: HTMLCanvasElement, tokens: readonly string[]): Rgb[] {
  return tokens.map((token) => {
    canvas.style.color = token;
    const [r = 0, g = 0, b = 0] = (getComputedStyle(canvas).color.match(/[\d.]+/g) ?? []).map(
      Number,
    );
    return [r, g, b];
  });
}
