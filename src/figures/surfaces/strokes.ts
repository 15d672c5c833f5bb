/** Small things that all parts of the drawing use. Colours are CSS strings, lengths CSS pixels. */
import type { Palette } from './palette';

export function stroke(context: CanvasRenderingContext2D, color: string, width: number): void {
  context.strokeStyle = color;
  context.lineWidth = width;
  context.stroke();
}

/** Text at (x, y), with a rim of the page's ground so that it stands out from what is below it. */
export function label(
  context: CanvasRenderingContext2D,
  palette: Palette,
  text: string,
  x: number,
  y: number,
  color: string,
  align: CanvasTextAlign,
  weight = 400,
  size = 13,
): void {
  context.font = `${weight} ${size}px ${palette.font}`;
  context.textAlign = align;
  context.textBaseline = 'middle';
  context.lineJoin = 'round';
  context.lineWidth = 4;
  context.strokeStyle = palette.ground;
  context.strokeText(text, x, y);
  context.fillStyle = color;
  context.fillText(text, x, y);
}

/** For `setLineDash`, from the value of an SVG `stroke-dasharray`. */
export function dashOf(dasharray: string): number[] {
  return dasharray === 'none' ? [] : dasharray.split(' ').map(Number);
}
